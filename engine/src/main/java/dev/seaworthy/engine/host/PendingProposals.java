package dev.seaworthy.engine.host;

import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.Reason;
import java.util.ArrayDeque;

/**
 * Proposals in the log whose outcome nobody has been told yet, in order of index; all of one term, the one this node
 * leads.
 */
final class PendingProposals {
    private record Pending(EntryId id, ProposalOutcome.Listener listener) {}

    private final ArrayDeque<Pending> pending = new ArrayDeque<>();

    void add(EntryId id, ProposalOutcome.Listener listener) {
        pending.add(new Pending(id, listener));
    }

    /** The entry has been applied: tells its proposer, if there is one here. */
    void applied(EntryId id, byte[] result) {
        Pending first = pending.peek();
        if (first != null && first.id().equals(id)) {
            pending.remove();
            first.listener().onOutcome(new ProposalOutcome.Committed(id, result));
        }
    }

    /** This node no longer knows what becomes of them. */
    void loseAll(Reason reason) {
        while (!pending.isEmpty()) {
            pending.remove().listener().onOutcome(new ProposalOutcome.Unknown(reason));
        }
    }
}
