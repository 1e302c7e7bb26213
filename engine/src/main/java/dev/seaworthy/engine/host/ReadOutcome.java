package dev.seaworthy.engine.host;

import dev.seaworthy.engine.core.Reason;

/** What became of a read. */
public sealed interface ReadOutcome {
    /**
     * Answered.
     *
     * @param appliedIndex the index the state machine had applied when it answered
     * @param result what {@link StateMachine#query} answered
     */
    record Answered(long appliedIndex, byte[] result) implements ReadOutcome {}

    /**
     * Not answered; asking again is always safe.
     *
     * @param leaderId who leads, as far as known; 0 where unknown
     */
    record Failed(Reason reason, long leaderId) implements ReadOutcome {}

    /** Told the outcome once, by the replica's thread. */
    interface Listener {
        void onOutcome(ReadOutcome outcome);
    }
}
