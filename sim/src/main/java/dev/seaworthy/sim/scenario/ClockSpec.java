package dev.seaworthy.sim.scenario;

/**
 * How one node's clock runs.
 *
 * @param offsetNanos what it shows at the start of the run
 * @param driftPpm how much faster (or, below zero, slower) than true time it runs, in parts per million
 */
public record ClockSpec(long offsetNanos, int driftPpm) {
    /** Shows true time. */
    public static final ClockSpec TRUE_TIME = new ClockSpec(0, 0);
}
