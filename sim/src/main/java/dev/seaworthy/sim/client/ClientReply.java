package dev.seaworthy.sim.client;

import dev.seaworthy.engine.core.Reason;
import dev.seaworthy.engine.host.ProposalOutcome;
import dev.seaworthy.engine.host.ReadOutcome;

/**
 * What a node answers to a {@link ClientRequest}.
 *
 * @param operation as in the request
 * @param attempt as in the request
 * @param kind what became of this attempt
 * @param result the state machine's answer where there is one; else null
 * @param index where answered: of a command the index of its entry, of a read the index up to which its state had
 *     applied the log; else 0
 * @param leaderHint who leads, as far as the node knows; 0 where it does not, and where it answers
 * @param reason why there is no answer; null where there is one
 */
public record ClientReply(
        long operation, int attempt, Kind kind, byte[] result, long index, long leaderHint, Reason reason) {
    /** What became of one attempt. */
    public enum Kind {
        /** Executed, or executed by an earlier attempt; the result is the answer. */
        ANSWERED,
        /** Certainly not executed, now or later. */
        REFUSED,
        /** Maybe executed, now or later. */
        UNKNOWN
    }

    private static final byte[] NO_RESULT = null;

    /** The reply that tells the outcome of a proposal. */
    public static ClientReply of(ClientRequest request, ProposalOutcome outcome) {
        if (outcome instanceof ProposalOutcome.Committed committed) {
            return answered(request, committed.result(), committed.id().index());
        }
        if (outcome instanceof ProposalOutcome.Refused refused) {
            return refused(request, refused.leaderId(), refused.reason());
        }
        Reason reason = ((ProposalOutcome.Unknown) outcome).reason();
        return new ClientReply(request.operation(), request.attempt(), Kind.UNKNOWN, NO_RESULT, 0, 0, reason);
    }

    /** The reply that tells the outcome of a read. */
    public static ClientReply of(ClientRequest request, ReadOutcome outcome) {
        if (outcome instanceof ReadOutcome.Answered answered) {
            return answered(request, answered.result(), answered.appliedIndex());
        }
        ReadOutcome.Failed failed = (ReadOutcome.Failed) outcome;
        return refused(request, failed.leaderId(), failed.reason());
    }

    private static ClientReply answered(ClientRequest request, byte[] result, long index) {
        return new ClientReply(request.operation(), request.attempt(), Kind.ANSWERED, result, index, 0, null);
    }

    private static ClientReply refused(ClientRequest request, long leaderHint, Reason reason) {
        return new ClientReply(request.operation(), request.attempt(), Kind.REFUSED, NO_RESULT, 0, leaderHint, reason);
    }

    /** What it says, in words. */
    public String words() {
        return switch (kind) {
            case ANSWERED -> "an answer";
            case REFUSED -> "refused, " + (leaderHint == 0 ? "" : "n" + leaderHint + " leads: ") + reason.sentence();
            case UNKNOWN -> "outcome unknown: " + reason.sentence();
        };
    }
}
