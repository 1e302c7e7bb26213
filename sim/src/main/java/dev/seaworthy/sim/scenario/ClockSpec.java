package dev.seaworthy.sim.scenario;

/**
 * How one node's clock runs.
 *
 * @param offsetNanos what it shows at the start of the run
 * @param driftPpm how much faster (or, below zero, slower) than true time it runs, in parts per million
 */
public record ClockSpec(long offsetNanos, int driftPpm) {
    private static final int DRIFT_BOUND_PPM = 1_000_000;

    /** Shows true time. */
    public static final ClockSpec TRUE_TIME = new ClockSpec(0, 0);

    public ClockSpec {
        if (driftPpm <= -DRIFT_BOUND_PPM || driftPpm >= DRIFT_BOUND_PPM) {
            throw new IllegalArgumentException("a clock drifts by less than 1000000 ppm, not by " + driftPpm);
        }
    }
}
