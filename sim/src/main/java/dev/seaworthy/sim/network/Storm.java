package dev.seaworthy.sim.network;

import dev.seaworthy.sim.kernel.Concern;
import dev.seaworthy.sim.kernel.Draws;
import dev.seaworthy.sim.scenario.Fault;
import dev.seaworthy.sim.scenario.FaultKind;

/**
 * A time in which more messages are lost, repeated, late, held, damaged or hold each other up. How strong it is is
 * drawn from the fault's id.
 *
 * @param faultId which fault it is
 * @param kind what kind of fault
 * @param node the node whose links it concerns; 0 for all links
 * @param endNanos when it ends at the latest, in virtual nanoseconds
 * @param ppm how many messages it catches, in parts per million
 * @param delayMaxNanos how much later those it delays are at most; for how long a message may wait for a narrow link; 0
 *     where it does neither
 * @param bytesPerSecond what a narrow link carries; 0 where it is none
 */
record Storm(int faultId, FaultKind kind, int node, long endNanos, int ppm, long delayMaxNanos, long bytesPerSecond) {
    private static final long SHARE = 1;
    private static final long STRENGTH = 2;

    private static final int SHARE_MIN_PPM = 50_000;
    private static final int SHARE_MAX_PPM = 600_000;
    private static final int DELAYED_MIN_PPM = 200_000;
    /** From less than heartbeats take to more than entries do. */
    private static final long RATE_MIN = 1_000;

    private static final long RATE_MAX = 100_000;
    private static final long DELAY_MIN_NANOS = 5_000_000;
    /** Long enough that a message of one term arrives when the next but one has begun. */
    private static final int DELAY_ELECTION_TIMEOUTS = 4;

    static Storm of(Fault fault, int node, long endNanos, long electionTimeoutMaxNanos, Draws draws) {
        if (fault.kind() == FaultKind.BANDWIDTH) {
            long bytesPerSecond = draws.logUniform(RATE_MIN, RATE_MAX, Concern.STORM, fault.id(), SHARE, 0);
            long waitMaxNanos = draws.logUniform(
                    electionTimeoutMaxNanos / 10, electionTimeoutMaxNanos * 3, Concern.STORM, fault.id(), STRENGTH, 0);
            return new Storm(fault.id(), fault.kind(), node, endNanos, 0, waitMaxNanos, bytesPerSecond);
        }
        if (fault.kind() != FaultKind.DELAY) {
            int ppm = (int) draws.logUniform(SHARE_MIN_PPM, SHARE_MAX_PPM, Concern.STORM, fault.id(), SHARE, 0);
            return new Storm(fault.id(), fault.kind(), node, endNanos, ppm, 0, 0);
        }
        int ppm = (int) draws.between(DELAYED_MIN_PPM, Draws.CERTAIN_PPM, Concern.STORM, fault.id(), SHARE, 0);
        long delayMaxNanos = draws.logUniform(
                DELAY_MIN_NANOS,
                Math.max(DELAY_MIN_NANOS, DELAY_ELECTION_TIMEOUTS * electionTimeoutMaxNanos),
                Concern.STORM,
                fault.id(),
                STRENGTH,
                0);
        return new Storm(fault.id(), fault.kind(), node, endNanos, ppm, delayMaxNanos, 0);
    }

    boolean concerns(int from, int to) {
        return node == 0 || from == node || to == node;
    }
}
