package dev.seaworthy.kv;

import dev.seaworthy.engine.session.SortedTree;
import dev.seaworthy.kv.KvReply.DeleteReply;
import dev.seaworthy.kv.KvReply.PutReply;
import dev.seaworthy.kv.KvReply.TransactionReply;
import java.util.ArrayList;
import java.util.List;

/**
 * Carries out one command or query beside the store, which does not change until {@link #commit}: all its writes make
 * one revision, and what turns out to be too large has never happened. Not thread safe.
 */
final class Execution {
    private static final int NUMBERS_BYTES = 32;

    private final History history;
    private final List<Change> changes = new ArrayList<>(1);
    private SortedTree<byte[], Stored> live;
    private long replyBytes;

    Execution(History history) {
        this.history = history;
        live = history.live();
    }

    /** Does what a plan says that nobody objects to. */
    TransactionReply run(Plan plan) {
        List<KvReply> replies = new ArrayList<>(plan.operations().size());
        int transactions = 0;
        for (KvOperation operation : plan.operations()) {
            if (isTooLarge()) {
                break;
            }
            if (operation instanceof Put put) {
                replies.add(put(put));
            } else if (operation instanceof DeleteRange delete) {
                replies.add(delete(delete));
            } else if (operation instanceof Range range) {
                replies.add(range(range));
            } else {
                replies.add(run(plan.inner().get(transactions++)));
            }
        }
        return new TransactionReply(revision(), plan.succeeded(), replies);
    }

    /** Whether the reply exceeds its bound, so that the execution was given up. */
    boolean isTooLarge() {
        return replyBytes > KvLimits.REPLY_BYTES_MAX;
    }

    /** Makes what was written a revision of the store; none where nothing was. */
    void commit() {
        if (!changes.isEmpty()) {
            history.advance(live, changes);
        }
    }

    /** The store's revision if this were all. */
    private long revision() {
        return history.revision() + (changes.isEmpty() ? 0 : 1);
    }

    private PutReply put(Put put) {
        Stored before = live.get(put.key());
        long next = history.revision() + 1;
        byte[] value = put.value() == null ? before.pair().value() : put.value();
        KeyValue after = before == null
                ? new KeyValue(put.key(), value, next, next, 1)
                : new KeyValue(
                        before.key(),
                        value,
                        before.pair().createRevision(),
                        next,
                        before.pair().version() + 1);
        Stored stored = Stored.of(after);
        live = live.with(after.key(), stored);
        changes.add(new Change(next, before, stored));
        return new PutReply(next, put.previous() && before != null ? told(before.pair()) : null);
    }

    private DeleteReply delete(DeleteRange delete) {
        List<KeyValue> removed = new ArrayList<>();
        History.visit(live, delete.keys(), removed::add);
        long next = history.revision() + 1;
        for (KeyValue pair : removed) {
            changes.add(new Change(next, live.get(pair.key()), null));
            live = live.without(pair.key());
        }
        return new DeleteReply(revision(), removed.size(), delete.previous() ? told(removed) : List.of());
    }

    private KvReply range(Range range) {
        Selection selection = new Selection(range);
        if (range.revision() == 0) {
            History.visit(live, range.keys(), selection::accept);
        } else {
            history.visit(range.keys(), range.revision(), selection::accept);
        }
        KvReply.RangeReply reply = selection.reply(revision());
        told(reply.pairs());
        return reply;
    }

    private List<KeyValue> told(List<KeyValue> pairs) {
        for (KeyValue pair : pairs) {
            told(pair);
        }
        return pairs;
    }

    private KeyValue told(KeyValue pair) {
        replyBytes += NUMBERS_BYTES + pair.key().length + pair.value().length;
        return pair;
    }
}
