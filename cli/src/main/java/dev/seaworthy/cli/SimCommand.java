package dev.seaworthy.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.seaworthy.cli.disk.DirectoryCounts;
import dev.seaworthy.cli.shard.Chunk;
import dev.seaworthy.cli.shard.CodeIdentity;
import dev.seaworthy.cli.shard.ShardException;
import dev.seaworthy.cli.shard.ShardFile;
import dev.seaworthy.cli.shard.ShardPlan;
import dev.seaworthy.cli.shard.ShardRun;
import dev.seaworthy.sim.campaign.Campaign;
import dev.seaworthy.sim.campaign.CampaignPlan;
import dev.seaworthy.sim.campaign.CampaignProgress;
import dev.seaworthy.sim.campaign.CampaignResult;
import dev.seaworthy.sim.campaign.Simulator;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code seaworthy sim}: runs many seeds and says what they came to. */
@Command(
        name = "sim",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Run many seeded simulations of a whole cluster under faults, and check each of them.",
        footerHeading = "%nExit codes: ",
        footer = {
            "0 no violation, 1 a property was violated, 2 bad usage.",
            "",
            "Events per second and core are events divided by the CPU time of the threads that ran them, generating and"
                    + " checking included. What the JVM does beside them, compiling above all, is not in it."
        })
final class SimCommand implements Callable<Integer> {
    private static final long TIMED_SEED_MAX = Long.MAX_VALUE - 1;
    private static final int CHUNK_SEEDS = 256;

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--seeds",
            paramLabel = "FROM..TO",
            converter = SeedRange.Converter.class,
            description = "Which seeds, both ends included; default 1..1000. With --time, FROM is where to begin.")
    private SeedRange seeds;

    @Mixin
    private PortfolioOptions options;

    @Option(names = "--jobs", paramLabel = "J", description = "How many threads; default: one for each core.")
    private Integer jobs;

    @Option(
            names = "--time",
            paramLabel = "60s",
            converter = DurationConverter.class,
            description =
                    "Begin new seeds until this much time is over (ms, s, m, h). Without TO there is no last seed.")
    private Duration time;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Write scenario and timeline of each violation, and summary.json.")
    private Path out;

    @Option(
            names = "--save",
            paramLabel = "DIR",
            description = "Write the scenario of each violation, with how it fails.")
    private Path save;

    @Mixin
    private StorageOption storage;

    @Option(names = "--json", description = "Print one JSON object and nothing else.")
    private boolean json;

    @Option(
            names = "--shard",
            paramLabel = "I/N",
            converter = ShardNumber.Converter.class,
            description =
                    "Run only part I of N of the seeds, and write what is done to --out DIR: the same command goes"
                            + " on where it was interrupted, and 'sim merge' adds up the parts.")
    private ShardNumber shard;

    @Option(
            names = "--chunk",
            paramLabel = "SEEDS",
            description = "With --shard: how many seeds are written down at a time; default: 256.")
    private int chunk = CHUNK_SEEDS;

    @Option(
            names = "--profile-cost",
            description =
                    "Tell which share of the time each oracle, the checker and each module took, by looking at the"
                            + " stacks of the threads now and then.")
    private boolean profileCost;

    SimCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        CampaignPlan plan = plan();
        if (shard != null) {
            return runShard(plan);
        }
        OutputFolder folder = out == null ? null : OutputFolder.create(out);
        OutputFolder scenarios = save == null ? null : OutputFolder.create(save);
        CostProfile cost = profileCost && !json ? CostProfile.begin() : null;
        try (RunStorage disks = storage.open(surroundings, spec.commandLine())) {
            CampaignResult result = run(plan, disks.simulator());
            // What follows runs what failed again, to write it down.
            Optional<DirectoryCounts> counts = disks.counts();
            if (scenarios != null) {
                scenarios.save(result, disks.simulator(), plan.portfolio());
            }
            LongFunction<String> replay = this::replay;
            if (folder != null) {
                folder.write(result, disks.simulator(), plan.portfolio(), replay);
            }
            if (json) {
                ObjectNode object = CampaignJson.of(result, replay);
                disks.addTo(object, counts);
                Json.print(spec.commandLine().getOut(), object);
            } else {
                print(plan, result, counts, replay);
                disks.printKept(spec.commandLine().getOut());
            }
            if (cost != null) {
                spec.commandLine().getOut().println();
                cost.print(spec.commandLine().getOut());
            }
            return result.isClean() ? ExitCode.CLEAN : ExitCode.FOUND;
        }
    }

    private String replay(long seed) {
        return "./seaworthy replay " + seed + options.asArguments() + storage.asArguments();
    }

    private int runShard(CampaignPlan plan) throws InterruptedException {
        if (out == null || save != null) {
            throw new ParameterException(spec.commandLine(), "--shard needs --out DIR, and goes without --save");
        }
        if (storage.isGiven()) {
            throw new ParameterException(spec.commandLine(), "--shard goes without --storage and --data");
        }
        OutputFolder folder = OutputFolder.create(out);
        ShardPlan part = new ShardPlan(
                CodeIdentity.of(surroundings.home()),
                options.asArguments(),
                plan.fromSeed(),
                plan.toSeed(),
                chunk,
                shard.shard(),
                shard.shards());
        ShardRun run = new ShardRun(
                part,
                surroundings.simulator(),
                plan.portfolio(),
                plan.jobs(),
                surroundings.nanoTime(),
                surroundings.threadNanos());
        List<Chunk> done;
        try (ShardFile file = ShardFile.open(out, part)) {
            ProgressBar bar = bar(ShardRun.seedsLeft(part, file), plan.wallNanosMax());
            try {
                run.run(
                        file,
                        plan.wallNanosMax(),
                        json ? CampaignProgress.NONE : bar,
                        one -> folder.writeFindings(one.result(), surroundings.simulator(), plan.portfolio()));
            } finally {
                bar.erase();
            }
            done = file.chunks();
        } catch (ShardException unusable) {
            throw new BadInputException(unusable.getMessage(), unusable);
        }
        CampaignResult result =
                CampaignResult.sum(done.stream().map(Chunk::result).toList());
        print(part, done.size(), result);
        return result.isClean() ? ExitCode.CLEAN : ExitCode.FOUND;
    }

    private void print(ShardPlan part, int chunksDone, CampaignResult result) {
        PrintWriter lines = spec.commandLine().getOut();
        if (json) {
            ObjectNode object = CampaignJson.of(result, this::replay);
            object.put("chunks", part.ownChunks());
            object.put("chunksDone", chunksDone);
            Json.print(lines, object);
            return;
        }
        Paint paint = new Paint(surroundings.colours());
        CampaignSummary summary = new CampaignSummary(lines, paint);
        lines.println(paint.bold("Shard " + part.shard() + " of " + part.shards()) + ", seeds " + part.fromSeed()
                + ".." + part.toSeed() + ", " + Figures.count(chunksDone) + " of "
                + Figures.count(part.ownChunks(), "chunk") + " done:");
        summary.sum(result);
        summary.findings(result, this::replay);
        lines.println();
        lines.println("Written to " + out.resolve(part.fileName()) + ".");
    }

    private ProgressBar bar(long seedsMax, long nanosMax) {
        return new ProgressBar(
                spec.commandLine().getErr(),
                surroundings.nanoTime(),
                surroundings.errorIsTerminal(),
                Math.max(1, seedsMax),
                nanosMax);
    }

    private CampaignPlan plan() {
        if (chunk < 1) {
            throw new ParameterException(spec.commandLine(), "--chunk must be at least 1, not " + chunk);
        }
        if (jobs != null && jobs < 1) {
            throw new ParameterException(spec.commandLine(), "--jobs must be at least 1, not " + jobs);
        }
        SeedRange range = seeds != null ? seeds : new SeedRange(1, time == null ? 1_000 : TIMED_SEED_MAX);
        long last = time != null && range.size() == 1 ? TIMED_SEED_MAX : range.to();
        return new CampaignPlan(
                range.from(),
                last,
                options.portfolio(spec.commandLine()),
                jobs == null ? surroundings.cores() : jobs,
                time == null ? CampaignPlan.NO_END : time.toNanos());
    }

    private CampaignResult run(CampaignPlan plan, Simulator simulator) throws InterruptedException {
        if (json) {
            return campaign(plan, simulator, CampaignProgress.NONE).run();
        }
        ProgressBar bar = bar(plan.toSeed() - plan.fromSeed() + 1, plan.wallNanosMax());
        try {
            return campaign(plan, simulator, bar).run();
        } finally {
            bar.erase();
        }
    }

    private Campaign campaign(CampaignPlan plan, Simulator simulator, CampaignProgress progress) {
        return new Campaign(simulator, plan, surroundings.nanoTime(), surroundings.threadNanos(), progress);
    }

    private void print(
            CampaignPlan plan, CampaignResult result, Optional<DirectoryCounts> counts, LongFunction<String> replay) {
        Paint paint = new Paint(surroundings.colours());
        CampaignSummary summary = new CampaignSummary(spec.commandLine().getOut(), paint);
        long last = plan.fromSeed() + result.totals().seeds() - 1;
        spec.commandLine()
                .getOut()
                .println(paint.bold("Seeds " + plan.fromSeed() + ".." + last) + " on "
                        + Figures.count(plan.jobs(), "thread") + ":");
        summary.totals(result, counts);
        summary.hash(result.totals().hash());
        summary.findings(result, replay);
        if (out != null) {
            spec.commandLine().getOut().println();
            spec.commandLine().getOut().println("Written to " + out + ".");
        }
    }
}
