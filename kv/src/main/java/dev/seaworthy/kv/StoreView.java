package dev.seaworthy.kv;

import dev.seaworthy.engine.session.SnapshotInput;
import dev.seaworthy.engine.session.SnapshotOutput;
import dev.seaworthy.engine.session.SortedTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * A store as it was; unaffected by what becomes of it, and for any thread. The changes are not part of it: they follow
 * from the pairs.
 */
record StoreView(long revision, long compacted, SortedTree<byte[], Stored> live, SortedTree<Past, Past> past) {
    void writeTo(SnapshotOutput out) throws IOException {
        out.writeLong(revision);
        out.writeLong(compacted);
        out.writeInt(live.size());
        for (var entry : live) {
            write(out, entry.value().pair());
        }
        out.writeInt(past.size());
        for (var entry : past) {
            write(out, entry.value().stored().pair());
            out.writeLong(entry.value().end());
        }
    }

    private static void write(SnapshotOutput out, KeyValue pair) throws IOException {
        writeCounted(out, pair.key());
        writeCounted(out, pair.value());
        out.writeLong(pair.createRevision());
        out.writeLong(pair.modRevision());
        out.writeLong(pair.version());
    }

    private static void writeCounted(SnapshotOutput out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static History read(SnapshotInput in) throws IOException {
        long revision = in.number("revision", 1, Long.MAX_VALUE);
        long compacted = in.number("compacted revision", 0, revision);
        SortedTree<byte[], Stored> live = readLive(in, revision);
        SortedTree<Past, Past> past = readPast(in, revision, compacted);
        List<Change> changes = changes(live, past, compacted);
        changes.sort(Change.ORDER);
        History history = new History(revision, compacted, live, past);
        history.remember(changes);
        return history;
    }

    private static SortedTree<byte[], Stored> readLive(SnapshotInput in, long revision) throws IOException {
        SortedTree<byte[], Stored> live = SortedTree.empty(Arrays::compareUnsigned);
        int count = in.size("the number of keys", 0, Integer.MAX_VALUE);
        byte[] lastKey = new byte[0];
        for (int i = 0; i < count; i++) {
            KeyValue pair = readPair(in, revision);
            if (Arrays.compareUnsigned(lastKey, pair.key()) >= 0) {
                throw disorder(pair.key(), lastKey);
            }
            lastKey = pair.key();
            live = live.with(lastKey, Stored.of(pair));
        }
        return live;
    }

    private static SortedTree<Past, Past> readPast(SnapshotInput in, long revision, long compacted) throws IOException {
        SortedTree<Past, Past> past = SortedTree.empty(Past.ORDER);
        int count = in.size("the number of past pairs", 0, Integer.MAX_VALUE);
        Past last = new Past(new byte[0], 0, null);
        for (int i = 0; i < count; i++) {
            KeyValue pair = readPair(in, revision);
            long end = in.number("end", Math.max(compacted, pair.modRevision()) + 1, revision);
            Past next = new Past(pair.key(), end, Stored.of(pair));
            if (Past.ORDER.compare(last, next) >= 0) {
                throw disorder(pair.key(), last.key());
            }
            last = next;
            past = past.with(next, next);
        }
        return past;
    }

    private static KeyValue readPair(SnapshotInput in, long revision) throws IOException {
        byte[] key = in.bytes("key", Integer.MAX_VALUE);
        byte[] value = in.bytes("value", Integer.MAX_VALUE);
        long createRevision = in.number("createRevision", 2, revision);
        long modRevision = in.number("modRevision", createRevision, revision);
        // A key changes at most once per revision, so its version is bounded by the revisions since its creation.
        long since = modRevision - createRevision;
        long version = in.number("version", since == 0 ? 1 : 2, since + 1);
        return new KeyValue(key, value, createRevision, modRevision, version);
    }

    /**
     * The changes after the compaction that made these pairs what they are, in no order. Whatever was present after the
     * compaction is among the pairs.
     */
    private static List<Change> changes(SortedTree<byte[], Stored> live, SortedTree<Past, Past> past, long compacted) {
        List<Change> changes = new ArrayList<>();
        Iterator<SortedTree.Entry<Past, Past>> pastWalk = past.iterator();
        Past next = nextOf(pastWalk);
        while (next != null) {
            byte[] key = next.key();
            Past before = null;
            for (; next != null && Arrays.equals(key, next.key()); next = nextOf(pastWalk)) {
                addMaking(changes, before, next.stored(), compacted);
                before = next;
            }
            Stored present = live.get(key);
            if (present == null) {
                changes.add(new Change(before.end(), before.stored(), null));
            } else {
                addMaking(changes, before, present, compacted);
            }
        }
        for (var entry : live) {
            Iterator<SortedTree.Entry<Past, Past>> ofKey = past.from(new Past(entry.key(), 0, null));
            if (!ofKey.hasNext() || !Arrays.equals(ofKey.next().key().key(), entry.key())) {
                addMaking(changes, null, entry.value(), compacted);
            }
        }
        return changes;
    }

    /**
     * The change that made a pair, and where the key was absent in between also the one that removed the pair before.
     */
    private static void addMaking(List<Change> changes, Past before, Stored made, long compacted) {
        long revision = made.pair().modRevision();
        if (before != null && before.end() > revision) {
            throw new IllegalArgumentException(made.pair() + " came before revision " + before.end() + ", which ended "
                    + before.stored().pair());
        }
        boolean replaces = before != null && before.end() == revision;
        if (before != null && !replaces) {
            changes.add(new Change(before.end(), before.stored(), null));
        }
        if (revision > compacted) {
            changes.add(new Change(revision, replaces ? before.stored() : null, made));
        }
    }

    private static Past nextOf(Iterator<SortedTree.Entry<Past, Past>> walk) {
        return walk.hasNext() ? walk.next().value() : null;
    }

    private static IllegalArgumentException disorder(byte[] key, byte[] last) {
        return new IllegalArgumentException("key " + ByteText.of(key) + " does not come after " + ByteText.of(last));
    }
}
