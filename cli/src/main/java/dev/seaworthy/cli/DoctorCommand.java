package dev.seaworthy.cli;

import dev.seaworthy.cli.doctor.Divergence;
import dev.seaworthy.cli.doctor.ForkedJvm;
import dev.seaworthy.cli.doctor.JvmConfiguration;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code seaworthy sim doctor}: proves that a seed means one run, whatever JVM runs it. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Run the same seeds in JVMs with other compilers, collectors, identity hashes, locales and releases:"
                        + " all runs must be the same, event for event.",
        footerHeading = "%nExit codes: ",
        footer = "0 all are the same, 1 they are not, 2 bad usage or a JVM that does not start.")
final class DoctorCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    private final ForkedJvm jvm;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--seeds",
            paramLabel = "FROM..TO",
            converter = SeedRange.Converter.class,
            description = "Which seeds, both ends included; default 1..200.")
    private SeedRange seeds = new SeedRange(1, 200);

    @Mixin
    private PortfolioOptions options;

    @Option(
            names = "--jdk",
            paramLabel = "DIR",
            split = ",",
            description = "The home of a further JDK; those beside this one are found without.")
    private List<Path> jdks = new ArrayList<>();

    @Option(names = "--jobs", paramLabel = "J", description = "How many JVMs at a time; default: one for each core.")
    private Integer jobs;

    /** A doctor whose JVMs begin in this class. */
    DoctorCommand(Surroundings surroundings, Class<?> main) {
        this.surroundings = surroundings;
        jvm = new ForkedJvm(main);
    }

    @Override
    public Integer call() throws InterruptedException {
        options.portfolio(spec.commandLine());
        if (jobs != null && jobs < 1) {
            throw new ParameterException(spec.commandLine(), "--jobs must be at least 1, not " + jobs);
        }
        for (Path jdk : jdks) {
            if (!Files.isExecutable(jdk.resolve("bin/java"))) {
                throw new BadInputException("there is no bin/java in " + jdk);
            }
        }
        List<JvmConfiguration> matrix = JvmConfiguration.matrix(jdks);
        try {
            return examine(matrix, hashes(matrix));
        } catch (IOException failure) {
            throw new BadInputException(failure.getMessage(), failure);
        }
    }

    /** Of each configuration the hash of each seed, and of all. */
    private List<List<String>> hashes(List<JvmConfiguration> matrix) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("hash", "--seeds", seeds.toString(), "--each"));
        command.addAll(portfolio());
        ExecutorService threads = Executors.newFixedThreadPool(jobs == null ? surroundings.cores() : jobs);
        try {
            List<Future<List<String>>> futures = new ArrayList<>();
            for (JvmConfiguration configuration : matrix) {
                futures.add(threads.submit(() -> jvm.lines(configuration, command)));
            }
            List<List<String>> hashes = new ArrayList<>();
            for (Future<List<String>> future : futures) {
                hashes.add(future.get());
            }
            return hashes;
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof IOException known) {
                throw known;
            }
            throw new IllegalStateException("a JVM could not be asked", failure.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private List<String> portfolio() {
        String given = options.asArguments().strip();
        return given.isEmpty() ? List.of() : List.of(given.split(" "));
    }

    private int examine(List<JvmConfiguration> matrix, List<List<String>> hashes)
            throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Paint paint = new Paint(surroundings.colours());
        out.println(paint.bold("Seeds " + seeds + " in " + matrix.size() + " JVMs") + ":");
        List<String> expected = hashes.get(0);
        int ill = 0;
        for (int i = 0; i < matrix.size(); i++) {
            boolean same = hashes.get(i).equals(expected);
            ill = ill == 0 && !same ? i : ill;
            String hash = hashes.get(i).get(hashes.get(i).size() - 1);
            out.println("  " + (same ? hash : paint.red(hash)) + "  "
                    + matrix.get(i).name());
        }
        out.println();
        if (ill == 0) {
            out.println(paint.green("All runs are the same."));
            return ExitCode.CLEAN;
        }
        tell(out, matrix.get(0), matrix.get(ill), firstSeed(expected, hashes.get(ill)));
        return ExitCode.FOUND;
    }

    private long firstSeed(List<String> expected, List<String> other) {
        for (int i = 0; i < Math.min(expected.size(), other.size()); i++) {
            if (!expected.get(i).equals(other.get(i))) {
                return seeds.from() + i;
            }
        }
        throw new IllegalStateException("as many seeds and other hashes, but equal ones");
    }

    private void tell(PrintWriter out, JvmConfiguration one, JvmConfiguration other, long seed)
            throws IOException, InterruptedException {
        List<String> argument = new ArrayList<>(List.of(Long.toString(seed)));
        argument.addAll(portfolio());
        Divergence divergence = Divergence.find(jvm, one, other, argument);
        out.println("Seed " + seed + " is another run under " + other.name() + ". The first difference: "
                + divergence.what() + ".");
        tell(out, "both", divergence.before());
        tell(out, one.name(), divergence.expected());
        tell(out, other.name(), divergence.actual());
    }

    private static void tell(PrintWriter out, String who, List<String> lines) {
        if (!lines.isEmpty()) {
            out.println();
            out.println(who + ":");
            lines.forEach(line -> out.println("  " + line));
        }
    }
}
