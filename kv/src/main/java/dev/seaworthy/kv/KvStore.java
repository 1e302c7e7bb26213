package dev.seaworthy.kv;

import dev.seaworthy.engine.core.Digest;
import dev.seaworthy.engine.session.SnapshotInput;
import dev.seaworthy.kv.KvReply.CompactReply;
import dev.seaworthy.kv.KvReply.HashReply;
import dev.seaworthy.kv.KvReply.Reason;
import dev.seaworthy.kv.KvReply.Refusal;
import dev.seaworthy.kv.KvReply.TransactionReply;
import java.io.IOException;

/**
 * Carries out commands and queries on the {@link History}. Holds on to the arrays it is given and hands its own out:
 * nobody changes them.
 */
final class KvStore {
    private final History history;

    KvStore() {
        this(new History());
    }

    private KvStore(History history) {
        this.history = history;
    }

    KvReply apply(KvCommand command) {
        if (command instanceof Compact compact) {
            return compact(compact.revision());
        }
        if (command instanceof Transaction transaction) {
            return WrittenKeys.repeatIn(transaction)
                    ? refusal(Reason.DUPLICATE_KEY)
                    : carryOut(Plan.of(transaction, history));
        }
        return only(carryOut(Plan.of((KvOperation) command, history)));
    }

    KvReply query(KvQuery query) {
        if (query instanceof HashAt hash) {
            return hashAt(hash.revision());
        }
        if (query instanceof Transaction transaction) {
            return transaction.isReadOnly() ? carryOut(Plan.of(transaction, history)) : refusal(Reason.MALFORMED);
        }
        return only(carryOut(Plan.of((Range) query, history)));
    }

    KvReply malformed() {
        return refusal(Reason.MALFORMED);
    }

    /** The reply to the one operation of a plan, or why there is none. */
    private static KvReply only(KvReply reply) {
        return reply instanceof TransactionReply done ? done.replies().get(0) : reply;
    }

    private KvReply carryOut(Plan plan) {
        Reason objection = plan.objection(history);
        if (objection != null) {
            return refusal(objection);
        }
        Execution execution = new Execution(history);
        TransactionReply reply = execution.run(plan);
        if (execution.isTooLarge()) {
            return refusal(Reason.REPLY_TOO_LARGE);
        }
        execution.commit();
        return reply;
    }

    private KvReply compact(long revision) {
        if (revision > history.revision()) {
            return refusal(Reason.FUTURE_REVISION);
        }
        if (revision <= history.compacted()) {
            return refusal(Reason.COMPACTED);
        }
        history.compact(revision);
        return new CompactReply(history.revision());
    }

    private KvReply hashAt(long asked) {
        Reason objection = Plan.objection(asked, history);
        if (objection != null) {
            return refusal(objection);
        }
        long at = asked == 0 ? history.revision() : asked;
        return new HashReply(history.revision(), history.compacted(), at, history.digestAt(at));
    }

    private Refusal refusal(Reason reason) {
        return new Refusal(history.revision(), history.compacted(), reason);
    }

    long revision() {
        return history.revision();
    }

    long compactedRevision() {
        return history.compacted();
    }

    /** How many keys are present. */
    int size() {
        return history.live().size();
    }

    /** How many pairs are kept only for reads of earlier revisions. */
    int pastSize() {
        return history.past().size();
    }

    Digest addTo(Digest larger) {
        return history.addTo(larger);
    }

    /** The store as it is now. */
    StoreView view() {
        return new StoreView(history.revision(), history.compacted(), history.live(), history.past());
    }

    /**
     * Reads what a {@link StoreView} wrote.
     *
     * @throws IllegalArgumentException where the bytes are not the canonical form of any store
     */
    static KvStore read(SnapshotInput in) throws IOException {
        return new KvStore(StoreView.read(in));
    }
}
