package dev.seaworthy.engine.host;

import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.Reason;
import dev.seaworthy.engine.entry.LogEntry;
import java.util.ArrayDeque;

/**
 * Proposals in the log whose outcome nobody has been told yet, in order of index; all of one term, the one this node
 * leads.
 */
final class PendingProposals {
    private record Pending(EntryId id, ProposalOutcome.Listener listener) {
        boolean isFor(LogEntry entry) {
            return id.index() == entry.index() && id.term() == entry.term();
        }
    }

    private final ArrayDeque<Pending> pending = new ArrayDeque<>();

    void add(EntryId id, ProposalOutcome.Listener listener) {
        pending.add(new Pending(id, listener));
    }

    /** The entry has been applied: tells its proposer, if there is one here. */
    void applied(LogEntry entry, byte[] result) {
        Pending first = pending.peek();
        if (first != null && first.isFor(entry)) {
            pending.remove();
            first.listener().onOutcome(new ProposalOutcome.Committed(first.id(), result));
        }
    }

    /** This node no longer knows what becomes of them. */
    void loseAll(Reason reason) {
        while (!pending.isEmpty()) {
            pending.remove().listener().onOutcome(new ProposalOutcome.Unknown(reason));
        }
    }
}
