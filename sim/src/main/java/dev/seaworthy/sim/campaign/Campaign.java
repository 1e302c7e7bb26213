package dev.seaworthy.sim.campaign;

import dev.seaworthy.sim.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Runs a range of seeds on several threads.
 *
 * <p>Threads take seeds in ascending order, one at a time, and finish what they took: what was run is always a range
 * without gaps. A run that throws is a {@link Crash}, not the end of the campaign. One campaign runs once.
 */
@OutsideTheWorld
public final class Campaign {
    /** How many findings a result keeps; beyond them violations are only counted. */
    public static final int FINDINGS_MAX = 100;

    private final Simulator simulator;
    private final CampaignPlan plan;
    private final LongSupplier nanoTime;
    private final LongSupplier threadNanos;
    private final CampaignProgress progress;
    private final AtomicLong nextSeed;
    private final Object progressLock = new Object();
    private long seedsDone;
    private long eventsDone;
    private long violationsFound;

    /** A campaign whose threads are taken to be at work all the time. */
    public Campaign(Simulator simulator, CampaignPlan plan, LongSupplier nanoTime, CampaignProgress progress) {
        this(simulator, plan, nanoTime, nanoTime, progress);
    }

    /**
     * A campaign that is yet to run.
     *
     * @param simulator what to run the seeds in
     * @param plan which seeds, and how
     * @param nanoTime monotonic real time in nanoseconds, asked by all threads
     * @param threadNanos for how long the thread that asks has been at work, in nanoseconds
     * @param progress told after every seed
     */
    public Campaign(
            Simulator simulator,
            CampaignPlan plan,
            LongSupplier nanoTime,
            LongSupplier threadNanos,
            CampaignProgress progress) {
        this.simulator = simulator;
        this.plan = plan;
        this.nanoTime = nanoTime;
        this.threadNanos = threadNanos;
        this.progress = progress;
        this.nextSeed = new AtomicLong(plan.fromSeed());
    }

    /**
     * Runs all seeds, or as many as there is time for.
     *
     * @throws InterruptedException if the calling thread is interrupted; runs under way are then abandoned
     */
    public CampaignResult run() throws InterruptedException {
        long start = nanoTime.getAsLong();
        Tally sum = new Tally();
        // No more threads than seeds: the others would only cost their start.
        int jobs = (int) Math.min(plan.jobs() - 1, plan.toSeed() - plan.fromSeed()) + 1;
        ExecutorService threads = Executors.newFixedThreadPool(jobs);
        try {
            List<Future<Tally>> workers = new ArrayList<>();
            for (int i = 0; i < jobs; i++) {
                workers.add(threads.submit(() -> work(start)));
            }
            for (Future<Tally> worker : workers) {
                sum.add(worker.get());
            }
        } catch (ExecutionException failure) {
            throw new IllegalStateException("the campaign itself failed, not one of its runs", failure.getCause());
        } finally {
            threads.shutdownNow();
        }
        return new CampaignResult(
                sum.totals(), sum.violations(), sum.findings(), nanoTime.getAsLong() - start, sum.busyNanos());
    }

    private Tally work(long start) {
        Tally tally = new Tally();
        long begun = threadNanos.getAsLong();
        while (nanoTime.getAsLong() - start < plan.wallNanosMax()
                && !Thread.currentThread().isInterrupted()) {
            long seed = nextSeed.getAndIncrement();
            if (seed > plan.toSeed()) {
                break;
            }
            runOne(seed, tally);
        }
        tally.addBusy(threadNanos.getAsLong() - begun);
        return tally;
    }

    private void runOne(long seed, Tally tally) {
        RunResult result;
        try {
            result = simulator.run(simulator.scenario(seed, plan.portfolio()), null);
        } catch (Throwable failure) {
            tally.addCrash(new Finding(seed, Crash.of(failure)));
            report(0, true);
            return;
        }
        tally.add(result);
        report(result.events(), result.violation().isPresent());
    }

    private void report(long events, boolean violated) {
        synchronized (progressLock) {
            seedsDone++;
            eventsDone += events;
            violationsFound += violated ? 1 : 0;
            progress.seedDone(seedsDone, eventsDone, violationsFound);
        }
    }
}
