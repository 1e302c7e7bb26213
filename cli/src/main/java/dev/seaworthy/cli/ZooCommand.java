package dev.seaworthy.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.seaworthy.cli.zoo.BrokenBuild;
import dev.seaworthy.cli.zoo.BrokenRuns;
import dev.seaworthy.cli.zoo.ZooFolder;
import dev.seaworthy.cli.zoo.ZooHunt;
import dev.seaworthy.cli.zoo.ZooPatch;
import dev.seaworthy.cli.zoo.ZooPatchException;
import dev.seaworthy.cli.zoo.ZooResult;
import dev.seaworthy.cli.zoo.ZooRow;
import dev.seaworthy.cli.zoo.ZooShrink;
import dev.seaworthy.sim.campaign.Crash;
import dev.seaworthy.sim.campaign.RaftSimulator;
import dev.seaworthy.sim.campaign.Runs;
import dev.seaworthy.sim.campaign.Simulator;
import dev.seaworthy.sim.scenario.Hazards;
import dev.seaworthy.sim.scenario.Portfolio;
import dev.seaworthy.sim.scenario.Profile;
import dev.seaworthy.sim.scenario.Scenario;
import dev.seaworthy.sim.scenario.ScenarioJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code seaworthy zoo}: breaks the engine on purpose and says how fast the simulator notices. */
@Command(
        name = "zoo",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Break our own sources by known bugs, one at a time, and say how fast the simulator finds each.",
        footerHeading = "%nExit codes: ",
        footer = {
            "0 all found, 1 something was not found, 2 bad usage or a patch that does not apply.",
            "",
            "CPU seconds are those of the thread that ran the seeds; compiling is not in them."
        })
public final class ZooCommand implements Callable<Integer> {
    private static final long SEEDS_MAX = 10_000;
    /** Faults at times that know nothing of the protocol: what a hunt at moments of the protocol is compared with. */
    private static final Portfolio RANDOM = new Portfolio(0, Profile.EVERYTHING, Hazards.ALL);

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--only",
            paramLabel = "NAME",
            split = ",",
            description = "Only this bug, by name, number or file name; may be repeated.")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Where the patches are; default: zoo/ in the project's folder.")
    private Path dir;

    @Option(names = "--seeds", paramLabel = "N", description = "How many seeds to try for each bug; default: 10,000.")
    private long seeds = SEEDS_MAX;

    @Option(names = "--jobs", paramLabel = "J", description = "How many bugs at a time; default: one for each core.")
    private Integer jobs;

    @Option(
            names = "--random",
            description =
                    "Hunt each bug a second time in faults at random times only, none at moments of the protocol.")
    private boolean random;

    @Option(names = "--shrink", description = "Shrink what was found, and say how small it became.")
    private boolean shrink;

    @Option(
            names = "--corpus",
            paramLabel = "DIR",
            description = "Shrink what was found, and write each small scenario to DIR/NNN-name.json.")
    private Path corpus;

    @Option(names = "--table", description = "Print the table in Markdown, as in the track record, and nothing else.")
    private boolean table;

    @Option(names = "--json", description = "Print one JSON object and nothing else.")
    private boolean json;

    /** The command in these surroundings. */
    public ZooCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (seeds < 1 || jobs != null && jobs < 1) {
            throw new ParameterException(spec.commandLine(), "--seeds and --jobs must be at least 1");
        }
        if (json && table) {
            throw new ParameterException(
                    spec.commandLine(), "--table is for people and --json for programs: choose one");
        }
        if (corpus != null && !Files.isDirectory(corpus)) {
            throw new BadInputException("there is no folder " + corpus + " to write scenarios to");
        }
        Path home = surroundings.requireHome();
        List<ZooPatch> patches = patches(dir == null ? home.resolve("zoo") : dir);
        List<ZooRow> rows = hunt(patches, home);
        print(rows);
        return rows.stream().allMatch(row -> row.found().isFound()) ? ExitCode.CLEAN : ExitCode.FOUND;
    }

    private void print(List<ZooRow> rows) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Json.print(out, toJson(rows));
        } else if (table) {
            new ZooMarkdown(out).print(rows);
        } else {
            List<ZooResult> results = rows.stream().map(ZooRow::found).toList();
            new ZooTable(out, new Paint(surroundings.colours())).print(results, !only.isEmpty() || results.size() == 1);
        }
    }

    private List<ZooPatch> patches(Path folder) {
        List<ZooPatch> patches;
        try {
            patches = ZooFolder.patches(folder);
        } catch (IOException failure) {
            throw new BadInputException("there is no folder of patches at " + folder, failure);
        } catch (ZooPatchException malformed) {
            throw new BadInputException(malformed.getMessage(), malformed);
        }
        if (patches.isEmpty()) {
            throw new BadInputException("there is no NNN-name.patch in " + folder);
        }
        String names = patches.stream().map(ZooPatch::name).collect(Collectors.joining(", "));
        for (String name : only) {
            if (patches.stream().noneMatch(patch -> ZooFolder.isCalled(patch, name))) {
                throw new BadInputException("there is no bug '" + name + "' in " + folder + "; there are " + names);
            }
        }
        patches.removeIf(patch -> !only.isEmpty() && only.stream().noneMatch(name -> ZooFolder.isCalled(patch, name)));
        return patches;
    }

    private List<ZooRow> hunt(List<ZooPatch> patches, Path home) throws InterruptedException {
        Simulator good = new RaftSimulator();
        Runs judge = (scenario, trace) -> Crash.orViolation(good, scenario, trace);
        ZooHunt hunt = new ZooHunt(seed -> good.scenario(seed, Portfolio.DEFAULT), judge, seeds);
        ZooHunt atRandom = new ZooHunt(seed -> good.scenario(seed, RANDOM), judge, seeds);
        ExecutorService threads = Executors.newFixedThreadPool(jobs == null ? surroundings.cores() : jobs);
        try {
            // All are compiled before the first is hunted, so that nobody waits an hour to be told of a typing error.
            List<BrokenBuild> builds = inParallel(threads, patches, patch -> BrokenBuild.of(patch, home));
            AtomicInteger done = new AtomicInteger();
            return inParallel(threads, builds, build -> {
                ZooRow row = row(build, hunt, atRandom);
                progress(row, done.incrementAndGet(), builds.size());
                return row;
            });
        } finally {
            threads.shutdownNow();
        }
    }

    private ZooRow row(BrokenBuild build, ZooHunt hunt, ZooHunt randomHunt) throws ZooPatchException {
        BrokenRuns broken = new BrokenRuns(build);
        ZooResult found = hunt.hunt(build.patch(), broken);
        ZooResult atRandom = random ? randomHunt.hunt(build.patch(), broken) : null;
        ZooShrink small = found.isFound() && (shrink || corpus != null) ? ZooShrink.of(found, broken) : null;
        if (small != null && corpus != null) {
            write(build.patch(), small.shrunk().scenario());
        }
        return new ZooRow(found, atRandom, small);
    }

    private void write(ZooPatch patch, Scenario scenario) {
        String name = patch.file().getFileName().toString().replace(".patch", ".json");
        try {
            Files.writeString(corpus.resolve(name), ScenarioJson.write(scenario));
        } catch (IOException failure) {
            throw new BadInputException("cannot write to " + corpus.resolve(name) + ": " + failure, failure);
        }
    }

    private interface Step<A, B> {
        B of(A input) throws ZooPatchException;
    }

    /** The results in the order of the inputs. */
    private static <A, B> List<B> inParallel(ExecutorService threads, List<A> inputs, Step<A, B> step)
            throws InterruptedException {
        List<Future<B>> futures = new ArrayList<>();
        for (A input : inputs) {
            futures.add(threads.submit(() -> step.of(input)));
        }
        List<B> results = new ArrayList<>();
        try {
            for (Future<B> future : futures) {
                results.add(future.get());
            }
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof ZooPatchException unusable) {
                throw new BadInputException(unusable.getMessage(), unusable);
            }
            throw new IllegalStateException("a hunt failed", failure.getCause());
        }
        return results;
    }

    private synchronized void progress(ZooRow row, int done, int all) {
        if (!json) {
            ZooResult result = row.found();
            String end = result.isFound() ? "found in seed " + result.seed() : "not found";
            if (row.shrink() != null) {
                Scenario small = row.shrink().shrunk().scenario();
                end += ", shrunk to " + Figures.count(ZooShrink.faults(small), "fault") + " and "
                        + Figures.count(ZooShrink.operations(small), "operation");
            }
            spec.commandLine()
                    .getErr()
                    .println(done + "/" + all + " " + result.patch().name() + ": " + end);
            spec.commandLine().getErr().flush();
        }
    }

    private static ObjectNode toJson(List<ZooRow> rows) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        ArrayNode bugs = object.putArray("bugs");
        for (ZooRow row : rows) {
            ObjectNode bug = bugs.addObject();
            bug.put("name", row.found().patch().name());
            put(bug, row.found());
            if (row.random() != null) {
                put(bug.putObject("random"), row.random());
            }
            if (row.shrink() != null) {
                ObjectNode small = bug.putObject("shrink");
                put(small.putObject("before"), row.shrink().before());
                put(small.putObject("after"), row.shrink().shrunk().scenario());
                small.put("minimal", row.shrink().shrunk().minimal());
                small.put("cpuSeconds", row.shrink().cpuSeconds());
            }
        }
        return object;
    }

    private static void put(ObjectNode bug, ZooResult result) {
        bug.put("found", result.isFound());
        bug.put("property", result.isFound() ? result.violation().property() : null);
        bug.put("story", result.isFound() ? result.violation().story() : null);
        bug.put("seed", result.isFound() ? result.seed() : null);
        bug.put("seeds", result.seeds());
        bug.put("cpuSeconds", result.cpuSeconds());
    }

    private static void put(ObjectNode size, Scenario scenario) {
        size.put("faults", ZooShrink.faults(scenario));
        size.put("operations", ZooShrink.operations(scenario));
    }
}
