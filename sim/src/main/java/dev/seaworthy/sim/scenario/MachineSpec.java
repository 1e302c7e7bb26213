package dev.seaworthy.sim.scenario;

import dev.seaworthy.engine.core.Capabilities;
import dev.seaworthy.engine.core.CoreOptions;

/**
 * One machine: how its clock runs, and what software it begins with.
 *
 * @param offsetNanos what its clock shows at the start of the run
 * @param driftPpm how much faster (or, below zero, slower) than true time its clock runs, in parts per million
 * @param electionPriority as in {@link CoreOptions}: 0 for machines that are to lead
 * @param capabilities what its release understands, as bits; a restart of kind {@link FaultKind#UPGRADE} gives it all
 */
public record MachineSpec(long offsetNanos, int driftPpm, int electionPriority, int capabilities) {
    /** A clock that is right, the newest release, as likely to lead as any. */
    public static final MachineSpec PLAIN = new MachineSpec(0, 0, 0, Capabilities.ALL);

    private static final int DRIFT_BOUND_PPM = 1_000_000;

    public MachineSpec {
        if (driftPpm <= -DRIFT_BOUND_PPM || driftPpm >= DRIFT_BOUND_PPM) {
            throw new IllegalArgumentException("a clock drifts by less than 1000000 ppm, not by " + driftPpm);
        }
        if (electionPriority < 0 || electionPriority > CoreOptions.PRIORITY_MAX) {
            throw new IllegalArgumentException("an election priority lies between 0 and " + CoreOptions.PRIORITY_MAX
                    + ", not at " + electionPriority);
        }
        if (capabilities < 0 || capabilities > 0xffff) {
            throw new IllegalArgumentException("capabilities are 16 bits, not " + capabilities);
        }
    }
}
