package dev.seaworthy.kv;

import dev.seaworthy.engine.core.Digest;
import dev.seaworthy.engine.session.SetDigest;
import dev.seaworthy.engine.session.SortedTree;
import dev.seaworthy.engine.session.StateDigest;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * The pairs that are present, those that were since the last compaction, and the changes that made the ones of the
 * others. Each pair in the past carries the revision that ended it: a read at revision r sees the pairs with
 * modRevision &lt;= r &lt; end, and a compaction at c drops those with end &lt;= c, which no read at c or later can
 * see.
 *
 * <p>The changes are a queue in order of revisions: a compaction takes what it drops from its front, so that each
 * change is paid for once, and the hash at an earlier revision is undone from its back.
 *
 * <p>Not thread safe; the trees never change and may be handed to another thread.
 */
final class History {
    private final ArrayDeque<Change> changes = new ArrayDeque<>();
    private SortedTree<byte[], Stored> live = SortedTree.empty(Arrays::compareUnsigned);
    private SortedTree<Past, Past> past = SortedTree.empty(Past.ORDER);
    private final SetDigest liveDigest = new SetDigest();
    private final SetDigest pastDigest = new SetDigest();
    private long revision = 1;
    private long compacted;

    /** An empty store at revision 1, as etcd's begins. */
    History() {}

    /** A store as it was captured. Its arguments are in order and fit each other. */
    History(long revision, long compacted, SortedTree<byte[], Stored> live, SortedTree<Past, Past> past) {
        this.revision = revision;
        this.compacted = compacted;
        this.live = live;
        this.past = past;
        live.forEach(entry -> liveDigest.add(entry.value().digest()));
        past.forEach(entry ->
                pastDigest.add(entry.value().stored().digestUntil(entry.value().end())));
    }

    long revision() {
        return revision;
    }

    long compacted() {
        return compacted;
    }

    SortedTree<byte[], Stored> live() {
        return live;
    }

    SortedTree<Past, Past> past() {
        return past;
    }

    /** Remembers changes of revisions after the compaction, in order, that the trees already show. */
    void remember(List<Change> known) {
        changes.addAll(known);
    }

    /** Makes the next revision: these changes, each of another key, lead to these pairs. */
    void advance(SortedTree<byte[], Stored> pairs, List<Change> made) {
        revision++;
        live = pairs;
        // One order for all: whoever takes the changes from a snapshot does not know in which they were made.
        made.sort(Change.ORDER);
        for (Change change : made) {
            assert change.revision() == revision : "revision " + change.revision() + " made as " + revision;
            changes.add(change);
            if (change.before() != null) {
                Stored before = change.before();
                liveDigest.remove(before.digest());
                Past ended = new Past(before.key(), revision, before);
                past = past.with(ended, ended);
                pastDigest.add(before.digestUntil(revision));
            }
            if (change.after() != null) {
                liveDigest.add(change.after().digest());
            }
        }
    }

    /** Forgets what ended at this revision or before; log2(past) for each such pair. */
    void compact(long at) {
        assert at > compacted && at <= revision : "compacted at " + at + " of " + compacted + " to " + revision;
        compacted = at;
        while (!changes.isEmpty() && changes.peek().revision() <= at) {
            Change change = changes.poll();
            Stored before = change.before();
            if (before != null) {
                past = past.without(new Past(before.key(), change.revision(), before));
                pastDigest.remove(before.digestUntil(change.revision()));
            }
        }
    }

    /** Shows the pairs that were present at a revision, by key. */
    void visit(KeyRange keys, long at, Consumer<KeyValue> visitor) {
        if (at == revision) {
            visit(live, keys, visitor);
            return;
        }
        Iterator<SortedTree.Entry<byte[], Stored>> present = live.from(keys.first());
        KeyValue fromLive = next(present, keys, at);
        Past fromPast = nextPast(new Past(keys.first(), at + 1, null), keys, at);
        while (fromLive != null || fromPast != null) {
            boolean liveFirst =
                    fromPast == null || fromLive != null && Arrays.compareUnsigned(fromLive.key(), fromPast.key()) < 0;
            if (liveFirst) {
                visitor.accept(fromLive);
                fromLive = next(present, keys, at);
            } else {
                visitor.accept(fromPast.stored().pair());
                fromPast = nextPast(new Past(fromPast.key(), Long.MAX_VALUE, null), keys, at);
            }
        }
    }

    /** Shows the pairs of a tree, by key. */
    static void visit(SortedTree<byte[], Stored> pairs, KeyRange keys, Consumer<KeyValue> visitor) {
        if (keys.isSingle()) {
            Stored stored = pairs.get(keys.first());
            if (stored != null) {
                visitor.accept(stored.pair());
            }
            return;
        }
        Iterator<SortedTree.Entry<byte[], Stored>> walk = pairs.from(keys.first());
        for (KeyValue pair = next(walk, keys, Long.MAX_VALUE); pair != null; pair = next(walk, keys, Long.MAX_VALUE)) {
            visitor.accept(pair);
        }
    }

    private static KeyValue next(Iterator<SortedTree.Entry<byte[], Stored>> walk, KeyRange keys, long at) {
        while (walk.hasNext()) {
            KeyValue pair = walk.next().value().pair();
            if (!keys.endsAfter(pair.key())) {
                return null;
            }
            if (pair.modRevision() <= at) {
                return pair;
            }
        }
        return null;
    }

    /** The next past pair that was present then, without walking the other versions of its key and of those between. */
    private Past nextPast(Past from, KeyRange keys, long at) {
        Past place = from;
        while (true) {
            Iterator<SortedTree.Entry<Past, Past>> walk = past.from(place);
            if (!walk.hasNext()) {
                return null;
            }
            Past found = walk.next().value();
            if (!keys.endsAfter(found.key())) {
                return null;
            }
            if (found.end() <= at) {
                place = new Past(found.key(), at + 1, null);
            } else if (found.stored().pair().modRevision() > at) {
                place = new Past(found.key(), Long.MAX_VALUE, null);
            } else {
                return found;
            }
        }
    }

    /** Everything this holds, revisions included. Constant time. */
    Digest addTo(Digest larger) {
        return addTo(larger, revision, liveDigest, pastDigest);
    }

    /**
     * The digest this had at an earlier revision, had it been compacted where it is: as long as there are changes
     * since.
     */
    StateDigest digestAt(long at) {
        SetDigest present = liveDigest.copy();
        SetDigest ended = pastDigest.copy();
        Iterator<Change> newestFirst = changes.descendingIterator();
        while (newestFirst.hasNext()) {
            Change change = newestFirst.next();
            if (change.revision() <= at) {
                break;
            }
            if (change.after() != null) {
                present.remove(change.after().digest());
            }
            if (change.before() != null) {
                ended.remove(change.before().digestUntil(change.revision()));
                present.add(change.before().digest());
            }
        }
        return StateDigest.of(addTo(new Digest(), at, present, ended));
    }

    private Digest addTo(Digest larger, long at, SetDigest present, SetDigest ended) {
        return ended.addTo(present.addTo(larger.add(at).add(compacted)));
    }
}
