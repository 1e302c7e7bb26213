package dev.seaworthy.cli.shard;

import dev.seaworthy.sim.campaign.Campaign;
import dev.seaworthy.sim.campaign.CampaignPlan;
import dev.seaworthy.sim.campaign.CampaignProgress;
import dev.seaworthy.sim.campaign.CampaignResult;
import dev.seaworthy.sim.campaign.Simulator;
import dev.seaworthy.sim.scenario.Portfolio;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Runs the chunks of a shard that are not done yet, one after the other, each on several threads. */
public final class ShardRun {
    private final ShardPlan plan;
    private final Simulator simulator;
    private final Portfolio portfolio;
    private final int jobs;
    private final LongSupplier nanoTime;
    private final LongSupplier threadNanos;

    /**
     * A run of a shard.
     *
     * @param simulator where its seeds run
     * @param portfolio what its options stand for
     * @param jobs how many threads
     * @param nanoTime monotonic real time in nanoseconds
     * @param threadNanos CPU time that the thread that asks has used, in nanoseconds
     */
    public ShardRun(
            ShardPlan plan,
            Simulator simulator,
            Portfolio portfolio,
            int jobs,
            LongSupplier nanoTime,
            LongSupplier threadNanos) {
        this.plan = plan;
        this.simulator = simulator;
        this.portfolio = portfolio;
        this.jobs = jobs;
        this.nanoTime = nanoTime;
        this.threadNanos = threadNanos;
    }

    /** How many seeds are left to do. */
    public static long seedsLeft(ShardPlan plan, ShardFile file) {
        long seeds = plan.ownChunks() * plan.chunkSeeds();
        long last = plan.chunks() - 1;
        if (plan.owns(last)) {
            seeds -= plan.chunkSeeds() - (plan.last(last) - plan.first(last) + 1);
        }
        for (Chunk chunk : file.chunks()) {
            seeds -= chunk.toSeed() - chunk.fromSeed() + 1;
        }
        return seeds;
    }

    /**
     * Runs what is left, until all is done or the time is over; a chunk that was begun is finished.
     *
     * @param wallNanosMax after how long no further chunk is begun
     * @param progress told after every seed
     * @param done told of each chunk that is done and written
     * @throws InterruptedException if the calling thread is interrupted; the chunk under way is lost then
     * @throws ShardException where a result cannot be written
     */
    public void run(ShardFile file, long wallNanosMax, CampaignProgress progress, Consumer<Chunk> done)
            throws InterruptedException, ShardException {
        TreeSet<Long> finished = new TreeSet<>();
        file.chunks().forEach(chunk -> finished.add(chunk.fromSeed()));
        long start = nanoTime.getAsLong();
        Sum sum = new Sum(progress);
        for (long chunk = plan.shard() - 1L; chunk < plan.chunks(); chunk += plan.shards()) {
            if (finished.contains(plan.first(chunk))) {
                continue;
            }
            if (nanoTime.getAsLong() - start >= wallNanosMax) {
                return;
            }
            CampaignPlan seeds =
                    new CampaignPlan(plan.first(chunk), plan.last(chunk), portfolio, jobs, CampaignPlan.NO_END);
            CampaignResult result = new Campaign(simulator, seeds, nanoTime, threadNanos, sum).run();
            sum.add(result);
            Chunk line = new Chunk(plan.first(chunk), plan.last(chunk), result);
            file.add(line);
            done.accept(line);
        }
    }

    /** Tells the progress of all chunks together. */
    private static final class Sum implements CampaignProgress {
        private final CampaignProgress progress;
        private long seeds;
        private long events;
        private long violations;

        private Sum(CampaignProgress progress) {
            this.progress = progress;
        }

        @Override
        public void seedDone(long moreSeeds, long moreEvents, long moreViolations) {
            progress.seedDone(seeds + moreSeeds, events + moreEvents, violations + moreViolations);
        }

        private void add(CampaignResult result) {
            seeds += result.totals().seeds();
            events += result.totals().events();
            violations += result.violations();
        }
    }
}
