package dev.seaworthy.engine.core;

/**
 * What the host declares of its clocks, so that leases are safe (thesis §6.4.1): while one replica's clock advances by
 * a second, no other's advances by less than a second minus the bound, or by more than a second plus it.
 *
 * @param driftPpm most relative difference between the rates of any two replicas' clocks, in parts per million
 */
public record ClockBound(int driftPpm) {
    public ClockBound {
        if (driftPpm < 0 || driftPpm >= 1_000_000) {
            throw new IllegalArgumentException("a drift lies between 0 and 999999 ppm, not at " + driftPpm);
        }
    }

    /** How long a lease lasts that others keep for {@code nanos} nanoseconds of their own clocks. */
    long shortened(long nanos) {
        return nanos / 1_000_000 * (1_000_000 - driftPpm);
    }
}
