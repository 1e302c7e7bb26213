package dev.seaworthy.engine.host;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.Reason;

/** The membership change this leader has accepted and whose outcome nobody has been told yet; at most one at a time. */
final class PendingChange {
    private static final byte[] NO_RESULT = {};

    private long firstStep;
    private Configuration target;
    private ProposalOutcome.Listener listener;

    /** @param index of the entry that is the change's first step */
    void add(long index, Configuration wanted, ProposalOutcome.Listener told) {
        assert listener == null : "the core accepts one change at a time";
        firstStep = index;
        target = wanted;
        listener = told;
    }

    /**
     * A configuration has been committed and applied: where it is the target, the change is done. An older one that is
     * the same was not brought by this change.
     */
    void applied(EntryId id, Configuration configuration) {
        if (listener != null && id.index() >= firstStep && configuration.equals(target)) {
            take().onOutcome(new ProposalOutcome.Committed(id, NO_RESULT));
        }
    }

    /** This node no longer knows what becomes of it. */
    void lose(Reason reason) {
        if (listener != null) {
            take().onOutcome(new ProposalOutcome.Unknown(reason));
        }
    }

    private ProposalOutcome.Listener take() {
        ProposalOutcome.Listener told = listener;
        listener = null;
        target = null;
        return told;
    }
}
