package dev.seaworthy.sim.testing;

/**
 * What clients ask of a state machine.
 *
 * <p>A function of its turn alone: the same turn gives the same call, whenever and however often it is asked for. That
 * is what lets a failure be replayed, and lets the shrinker take one call out and leave the others as they were.
 *
 * <p>Values that no other call writes ({@link Turn#unique}) make every read tell whose write it saw, and so find more.
 */
public interface Workload {
    /**
     * What a client asks next.
     *
     * @param turn whose turn it is, the chance it has, and what it was last told
     */
    Call next(Turn turn);
}
