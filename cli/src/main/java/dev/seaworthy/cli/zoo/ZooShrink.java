package dev.seaworthy.cli.zoo;

import dev.seaworthy.sim.campaign.Runs;
import dev.seaworthy.sim.scenario.Scenario;
import dev.seaworthy.sim.shrink.Probe;
import dev.seaworthy.sim.shrink.ShrinkProgress;
import dev.seaworthy.sim.shrink.Shrinker;
import dev.seaworthy.sim.shrink.Shrunk;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * How small a scenario became that shows a bug.
 *
 * @param before the scenario that was found
 * @param shrunk what came of it
 * @param cpuNanos CPU time that took
 */
public record ZooShrink(Scenario before, Shrunk shrunk, long cpuNanos) {
    private static final double NANOS_PER_SECOND = 1e9;

    /**
     * Shrinks what a hunt has found, on the caller's thread.
     *
     * @param broken the simulator with the bug
     */
    public static ZooShrink of(ZooResult found, Runs broken) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        Shrunk shrunk = new Shrinker(broken, Probe.IN_TURN, ShrinkProgress.NONE, Shrinker.TRIES_MAX)
                .shrink(found.scenario())
                .orElseThrow(() -> new IllegalStateException("seed " + found.seed() + " fails no more"));
        return new ZooShrink(found.scenario(), shrunk, threads.getCurrentThreadCpuTime() - start);
    }

    public double cpuSeconds() {
        return cpuNanos / NANOS_PER_SECOND;
    }

    /** How many faults and actions a scenario has. */
    public static int faults(Scenario scenario) {
        return scenario.faults().size() + scenario.actions().size();
    }

    /** How many operations clients do in a scenario before the heal. */
    public static long operations(Scenario scenario) {
        return scenario.operations() == null
                ? (long) scenario.workload().clients() * scenario.workload().operationsPerClient()
                : scenario.operations().size();
    }
}
