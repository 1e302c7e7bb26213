package dev.seaworthy.cli.zoo;

import dev.seaworthy.sim.campaign.SeedVerdict;

/**
 * How the hunt for one bug went.
 *
 * @param patch the bug
 * @param verdict what gave it away; null if nothing did
 * @param seed the seed that showed it; 0 if none did
 * @param seeds how many seeds were run
 * @param cpuNanos CPU time of those runs; compiling is not in it
 * @param spoiltSeeds how many seeds proved nothing, because the good code fails in them too
 */
public record ZooResult(ZooPatch patch, SeedVerdict verdict, long seed, long seeds, long cpuNanos, long spoiltSeeds) {
    private static final double NANOS_PER_SECOND = 1e9;

    public boolean isFound() {
        return verdict != null;
    }

    public double cpuSeconds() {
        return cpuNanos / NANOS_PER_SECOND;
    }
}
