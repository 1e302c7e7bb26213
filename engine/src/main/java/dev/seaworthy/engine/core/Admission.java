package dev.seaworthy.engine.core;

/**
 * The core's answer to a proposal or a read.
 *
 * @param number of an accepted proposal, the index it got in the current term; of an accepted read, its sequence number
 *     in the current term; 0 where refused
 * @param refusal why it was refused, certainly without effect; null where accepted
 */
public record Admission(long number, Reason refusal) {
    /** Whether it was taken. */
    public boolean isAccepted() {
        return refusal == null;
    }
}
