package dev.seaworthy.engine.host;

import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.Reason;

/** What became of a proposal, exactly. Nothing that may have happened is reported as refused. */
public sealed interface ProposalOutcome {
    /**
     * Committed and applied.
     *
     * @param id the entry
     * @param result what {@link StateMachine#apply} answered
     */
    record Committed(EntryId id, byte[] result) implements ProposalOutcome {}

    /**
     * Certainly not executed, now or later.
     *
     * @param leaderId who leads, as far as known; 0 where unknown
     * @param detail what the reason alone does not tell, such as sizes and limits; empty where it tells all
     */
    record Refused(Reason reason, long leaderId, String detail) implements ProposalOutcome {
        /** A refusal whose reason tells all. */
        public Refused(Reason reason, long leaderId) {
            this(reason, leaderId, "");
        }

        /** Why, in words for people, without a full stop. */
        public String sentence() {
            return detail.isEmpty() ? reason.sentence() : reason.sentence() + ": " + detail;
        }
    }

    /** It may have been executed, may yet be, or may never be. */
    record Unknown(Reason reason) implements ProposalOutcome {}

    /**
     * Told the outcome once, by the replica's thread; never where the process ends first, which is as good as
     * {@link Unknown}, and not before a quorum is there, however long that takes. Must not call back into the replica
     * other than by its public methods.
     */
    interface Listener {
        void onOutcome(ProposalOutcome outcome);
    }
}
