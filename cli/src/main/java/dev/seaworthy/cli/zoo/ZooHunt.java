package dev.seaworthy.cli.zoo;

import dev.seaworthy.sim.Violation;
import dev.seaworthy.sim.campaign.Runs;
import dev.seaworthy.sim.scenario.Scenario;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Runs the scenarios of seeds in a broken simulator until one of them shows that it is broken. A scenario that the good
 * simulator fails in as well shows nothing of the bug, and the hunt goes on.
 *
 * <p>For any number of threads, one hunt each.
 */
public final class ZooHunt {
    private final LongFunction<Scenario> ofSeed;
    private final Runs good;
    private final long seedsMax;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    /**
     * A hunt.
     *
     * @param ofSeed the scenario that a seed stands for
     * @param good the simulator without the bug
     * @param seedsMax how many seeds to try, from 1
     */
    public ZooHunt(LongFunction<Scenario> ofSeed, Runs good, long seedsMax) {
        this.ofSeed = ofSeed;
        this.good = good;
        this.seedsMax = seedsMax;
    }

    /**
     * Hunts one bug.
     *
     * @param broken the simulator with the bug
     * @throws ZooPatchException if the broken modules do not fit those that were not compiled with them
     */
    public ZooResult hunt(ZooPatch patch, Runs broken) throws ZooPatchException {
        try {
            return search(patch, broken);
        } catch (LinkageError misfit) {
            throw new ZooPatchException(
                    patch.file() + " changes what other modules were compiled against: " + misfit, misfit);
        }
    }

    private ZooResult search(ZooPatch patch, Runs broken) {
        long cpuNanos = 0;
        long spoilt = 0;
        long tried = 0;
        while (tried < seedsMax && !Thread.currentThread().isInterrupted()) {
            tried++;
            Scenario scenario = ofSeed.apply(tried);
            long start = threads.getCurrentThreadCpuTime();
            Optional<Violation> violation = broken.run(scenario, null);
            cpuNanos += threads.getCurrentThreadCpuTime() - start;
            if (violation.isEmpty()) {
                continue;
            }
            if (good.run(scenario, null).isEmpty()) {
                return new ZooResult(patch, scenario, violation.get(), tried, cpuNanos, spoilt);
            }
            spoilt++;
        }
        return new ZooResult(patch, null, null, tried, cpuNanos, spoilt);
    }
}
