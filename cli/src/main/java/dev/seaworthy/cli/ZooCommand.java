package dev.seaworthy.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.seaworthy.cli.zoo.BrokenBuild;
import dev.seaworthy.cli.zoo.ZooFolder;
import dev.seaworthy.cli.zoo.ZooHunt;
import dev.seaworthy.cli.zoo.ZooPatch;
import dev.seaworthy.cli.zoo.ZooPatchException;
import dev.seaworthy.cli.zoo.ZooResult;
import dev.seaworthy.sim.campaign.SimulatedSeedRunner;
import java.io.IOException;
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
        Path home = surroundings.requireHome();
        List<ZooPatch> patches = patches(dir == null ? home.resolve("zoo") : dir);
        List<ZooResult> results = hunt(patches, home);
        if (json) {
            Json.print(spec.commandLine().getOut(), toJson(results));
        } else {
            new ZooTable(spec.commandLine().getOut(), new Paint(surroundings.colours()))
                    .print(results, !only.isEmpty() || results.size() == 1);
        }
        return results.stream().allMatch(ZooResult::isFound) ? ExitCode.CLEAN : ExitCode.FOUND;
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

    private List<ZooResult> hunt(List<ZooPatch> patches, Path home) throws InterruptedException {
        ZooHunt hunt = new ZooHunt(new SimulatedSeedRunner(), seeds);
        ExecutorService threads = Executors.newFixedThreadPool(jobs == null ? surroundings.cores() : jobs);
        try {
            // All are compiled before the first is hunted, so that nobody waits an hour to be told of a typing error.
            List<BrokenBuild> builds = inParallel(threads, patches, patch -> BrokenBuild.of(patch, home));
            AtomicInteger done = new AtomicInteger();
            return inParallel(threads, builds, build -> {
                ZooResult result = hunt.hunt(build);
                progress(result, done.incrementAndGet(), builds.size());
                return result;
            });
        } finally {
            threads.shutdownNow();
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

    private synchronized void progress(ZooResult result, int done, int all) {
        if (!json) {
            String end = result.isFound() ? "found in seed " + result.seed() : "not found";
            spec.commandLine()
                    .getErr()
                    .println(done + "/" + all + " " + result.patch().name() + ": " + end);
            spec.commandLine().getErr().flush();
        }
    }

    private static ObjectNode toJson(List<ZooResult> results) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        ArrayNode bugs = object.putArray("bugs");
        for (ZooResult result : results) {
            ObjectNode bug = bugs.addObject();
            bug.put("name", result.patch().name());
            bug.put("found", result.isFound());
            bug.put("property", result.isFound() ? result.verdict().property() : null);
            bug.put("story", result.isFound() ? result.verdict().story() : null);
            bug.put("seed", result.isFound() ? result.seed() : null);
            bug.put("seeds", result.seeds());
            bug.put("cpuSeconds", result.cpuSeconds());
        }
        return object;
    }
}
