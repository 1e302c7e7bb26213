package dev.seaworthy.service;

import dev.seaworthy.engine.core.Reason;
import dev.seaworthy.engine.host.ProposalOutcome;

/** Ends a request of several steps early, with its outcome. */
final class Ended extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ProposalOutcome outcome;

    Ended(ProposalOutcome outcome) {
        super("ended: " + outcome, null, false, false);
        this.outcome = outcome;
    }

    /** Certainly nothing was changed. */
    static Ended refused(Reason reason, long leaderId) {
        return new Ended(new ProposalOutcome.Refused(reason, leaderId));
    }

    ProposalOutcome outcome() {
        return outcome;
    }
}
