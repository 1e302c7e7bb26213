package dev.seaworthy.cli.zoo;

import dev.seaworthy.sim.Violation;
import dev.seaworthy.sim.scenario.Scenario;

/**
 * How the hunt for one bug went.
 *
 * @param patch the bug
 * @param scenario the one that showed it; null if none did
 * @param violation what gave it away; null if nothing did
 * @param seeds how many seeds were run
 * @param cpuNanos CPU time of those runs; compiling is not in it
 * @param spoiltSeeds how many seeds proved nothing, because the good code fails in them too
 */
public record ZooResult(
        ZooPatch patch, Scenario scenario, Violation violation, long seeds, long cpuNanos, long spoiltSeeds) {
    private static final double NANOS_PER_SECOND = 1e9;

    public boolean isFound() {
        return violation != null;
    }

    /** The seed that showed it; 0 if none did. */
    public long seed() {
        return isFound() ? scenario.seed() : 0;
    }

    public double cpuSeconds() {
        return cpuNanos / NANOS_PER_SECOND;
    }
}
