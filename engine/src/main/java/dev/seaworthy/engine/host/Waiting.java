package dev.seaworthy.engine.host;

import dev.seaworthy.engine.core.Reason;

/** Everybody who has asked a replica for something and has not been told the outcome yet. Not thread safe. */
final class Waiting {
    private final PendingProposals proposals = new PendingProposals();
    private final PendingChange change = new PendingChange();
    private final PendingReads reads = new PendingReads();
    private TransferOutcome.Listener transfer;
    private Reason leadershipLost;

    PendingProposals proposals() {
        return proposals;
    }

    PendingChange change() {
        return change;
    }

    PendingReads reads() {
        return reads;
    }

    /** Somebody waits for the transfer that the core has just accepted; the core accepts one at a time. */
    void transfer(TransferOutcome.Listener listener) {
        transfer = listener;
    }

    void endTransfer(TransferOutcome outcome) {
        if (transfer != null) {
            TransferOutcome.Listener told = transfer;
            transfer = null;
            told.onOutcome(outcome);
        }
    }

    /** This node leads no more; what it has committed by then is still applied and told first. */
    void leadershipLost(Reason reason) {
        leadershipLost = reason;
    }

    /** All that is committed has been told: whoever still waits for a lost leadership will never know. */
    void tellOfLostLeadership() {
        if (leadershipLost != null) {
            proposals.loseAll(leadershipLost);
            change.lose(leadershipLost);
            leadershipLost = null;
        }
    }

    /** The replica has halted. */
    void loseAll(long leaderId) {
        proposals.loseAll(Reason.HALTED);
        change.lose(Reason.HALTED);
        endTransfer(new TransferOutcome.Failed(Reason.HALTED, leaderId));
        reads.failAll(Reason.HALTED, leaderId);
    }
}
