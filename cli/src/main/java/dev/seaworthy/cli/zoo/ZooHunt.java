package dev.seaworthy.cli.zoo;

import dev.seaworthy.sim.campaign.SeedRunner;
import dev.seaworthy.sim.campaign.SeedVerdict;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * Runs seeds in a broken simulator until one of them shows that it is broken. A seed that the good simulator fails in
 * as well shows nothing of the bug, and the hunt goes on.
 *
 * <p>For any number of threads, one hunt each.
 */
public final class ZooHunt {
    private final SeedRunner good;
    private final long seedsMax;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    /**
     * @param good the simulator without the bug
     * @param seedsMax how many seeds to try, from 1
     */
    public ZooHunt(SeedRunner good, long seedsMax) {
        this.good = good;
        this.seedsMax = seedsMax;
    }

    /**
     * Hunts one bug.
     *
     * @throws ZooPatchException if the broken modules do not fit those that were not compiled with them
     */
    public ZooResult hunt(BrokenBuild build) throws ZooPatchException {
        ZooPatch patch = build.patch();
        SeedRunner broken = new BrokenClassLoader(build.classes()).runner();
        try {
            return hunt(patch, broken);
        } catch (LinkageError misfit) {
            throw new ZooPatchException(
                    patch.file() + " changes what other modules were compiled against: " + misfit, misfit);
        }
    }

    private ZooResult hunt(ZooPatch patch, SeedRunner broken) {
        long cpuNanos = 0;
        long spoilt = 0;
        for (long seed = 1; seed <= seedsMax && !Thread.currentThread().isInterrupted(); seed++) {
            long start = threads.getCurrentThreadCpuTime();
            SeedVerdict verdict = broken.run(seed, 0);
            cpuNanos += threads.getCurrentThreadCpuTime() - start;
            if (verdict.isClean()) {
                continue;
            }
            if (good.run(seed, 0).isClean()) {
                return new ZooResult(patch, verdict, seed, seed, cpuNanos, spoilt);
            }
            spoilt++;
        }
        return new ZooResult(patch, null, 0, seedsMax, cpuNanos, spoilt);
    }
}
