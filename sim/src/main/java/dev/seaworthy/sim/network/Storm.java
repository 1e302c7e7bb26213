package dev.seaworthy.sim.network;

import dev.seaworthy.sim.kernel.Concern;
import dev.seaworthy.sim.kernel.Draws;
import dev.seaworthy.sim.scenario.Fault;
import dev.seaworthy.sim.scenario.FaultKind;

/**
 * A time in which more messages are lost, repeated or late. How strong it is is drawn from the fault's id.
 *
 * @param faultId which fault it is
 * @param kind {@link FaultKind#LOSS}, {@link FaultKind#DUPLICATION} or {@link FaultKind#DELAY}
 * @param node the node whose links it concerns; 0 for all links
 * @param ppm how many messages it catches, in parts per million
 * @param delayMaxNanos how much later those it delays are at most; 0 unless it is of delays
 */
record Storm(int faultId, FaultKind kind, int node, int ppm, long delayMaxNanos) {
    private static final long SHARE = 1;
    private static final long STRENGTH = 2;

    private static final int SHARE_MIN_PPM = 50_000;
    private static final int SHARE_MAX_PPM = 600_000;
    private static final int DELAYED_MIN_PPM = 200_000;
    private static final long DELAY_MIN_NANOS = 5_000_000;
    /** Long enough that a message of one term arrives when the next but one has begun. */
    private static final int DELAY_ELECTION_TIMEOUTS = 4;

    static Storm of(Fault fault, int node, long electionTimeoutMaxNanos, Draws draws) {
        if (fault.kind() != FaultKind.DELAY) {
            int ppm = (int) draws.logUniform(SHARE_MIN_PPM, SHARE_MAX_PPM, Concern.STORM, fault.id(), SHARE, 0);
            return new Storm(fault.id(), fault.kind(), node, ppm, 0);
        }
        int ppm = (int) draws.between(DELAYED_MIN_PPM, Draws.CERTAIN_PPM, Concern.STORM, fault.id(), SHARE, 0);
        long delayMaxNanos = draws.logUniform(
                DELAY_MIN_NANOS,
                Math.max(DELAY_MIN_NANOS, DELAY_ELECTION_TIMEOUTS * electionTimeoutMaxNanos),
                Concern.STORM,
                fault.id(),
                STRENGTH,
                0);
        return new Storm(fault.id(), fault.kind(), node, ppm, delayMaxNanos);
    }

    boolean concerns(int from, int to) {
        return node == 0 || from == node || to == node;
    }
}
