package dev.seaworthy.cli;

import dev.seaworthy.checker.History;
import dev.seaworthy.checker.edn.EdnHistoryWriter;
import dev.seaworthy.cli.torture.Chronicle;
import dev.seaworthy.cli.torture.FaultKind;
import dev.seaworthy.cli.torture.Schedule;
import dev.seaworthy.cli.torture.TinyDisks;
import dev.seaworthy.cli.torture.TortureRun;
import dev.seaworthy.cli.zoo.BrokenBuild;
import dev.seaworthy.service.ServiceTuning;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code seaworthy torture}: a real cluster under real faults, and a verdict on what its clients saw. */
@Command(
        name = "torture",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Run a cluster of processes on this machine, kill and stop them, cut the network between them and"
                + " fill their disks while clients write and read, and check what the clients saw.",
        footerHeading = "%nExit codes: ",
        footer = "0 clean; 1 not linearizable, or a node ended by itself, does not serve again, or has another history"
                + " than the others; 2 bad usage; 3 the checker's budget was spent.")
final class TortureCommand implements Callable<Integer> {
    private static final int NODES_MAX = 9;
    private static final int CLIENTS_MAX = 200;
    private static final Duration TIME_MIN = Duration.ofSeconds(4);
    private static final Duration TIME_MAX = Duration.ofHours(1);
    private static final Duration ELECTION_MIN = Duration.ofMillis(50);
    private static final Duration ELECTION_MAX = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration CHECK = Duration.ofMinutes(3);
    private static final long SEED_MAX = 1_000_000;

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--time",
            paramLabel = "60s",
            converter = DurationConverter.class,
            description = "How long clients are at work (ms, s, m, h); default: 60s.")
    private Duration time = Duration.ofSeconds(60);

    @Option(names = "--nodes", paramLabel = "N", description = "How many nodes, 3 to 9; default: 5.")
    private int nodes = 5;

    @Option(
            names = "--faults",
            paramLabel = "FAULT",
            split = ",",
            description = "What goes wrong: kill, pause, partition, disk, or none; default: all.")
    private List<String> faults = List.of();

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Where the schedule of faults is drawn from; default: any. The same seed gives the same"
                    + " schedule, not the same run.")
    private Long seed;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Where to write schedule, chronicle, history, picture, and the nodes' logs: an empty folder or"
                            + " a new one. Default: a temporary one, which is kept where something was found.")
    private Path out;

    @Option(names = "--clients", paramLabel = "N", description = "How many clients; default: 12.")
    private int clients = 12;

    @Option(
            names = "--election-timeout",
            paramLabel = "150ms",
            converter = DurationConverter.class,
            description = "The nodes' shortest election timeout; longer ones suit machines that are busy with something"
                    + " else; default: 150ms.")
    private Duration electionTimeout = ServiceTuning.ELECTION_TIMEOUT;

    @Mixin
    private ZooOption zoo;

    @Option(names = "--json", description = "Print one JSON object and nothing else.")
    private boolean json;

    TortureCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Set<FaultKind> kinds = kinds();
        refuseBadNumbers();
        Optional<BrokenBuild> broken = zoo.build(surroundings);
        Path folder = folder();
        if (kinds.contains(FaultKind.DISK) && !TinyDisks.areAllowed(folder)) {
            kinds.remove(FaultKind.DISK);
            if (kinds.isEmpty()) {
                throw new BadInputException("full disks need the right to mount, which this process does not have");
            }
            say("seaworthy torture: no full disks, because this process may not mount file systems");
        }
        long chosen = seed != null ? seed : 1 + new SecureRandom().nextInt((int) SEED_MAX);
        Schedule schedule = Schedule.draw(chosen, nodes, time.toMillis(), kinds);
        Files.writeString(folder.resolve("schedule.json"), Json.text(schedule.toJson()) + "\n");
        say("seed " + chosen + ", " + Figures.count(schedule.faults().size(), "fault") + " in "
                + folder.resolve("schedule.json"));
        TortureRun.Outcome outcome = torture(folder, schedule, kinds.contains(FaultKind.DISK), broken);
        TortureReport report = report(folder, schedule, outcome);
        boolean kept = out != null || report.exitCode() != ExitCode.CLEAN;
        if (!kept) {
            LocalCluster.remove(folder);
        }
        TortureReport told =
                new TortureReport(schedule, outcome, report.check(), kept ? Optional.of(folder) : Optional.empty());
        PrintWriter lines = spec.commandLine().getOut();
        if (json) {
            Json.print(lines, told.toJson());
        } else {
            told.print(lines, new Paint(surroundings.colours()));
        }
        return told.exitCode();
    }

    private Set<FaultKind> kinds() {
        try {
            return faults.equals(List.of("none"))
                    ? FaultKind.named(List.of())
                    : FaultKind.named(faults.isEmpty() ? List.of("kill", "pause", "partition", "disk") : faults);
        } catch (IllegalArgumentException unknown) {
            throw new ParameterException(spec.commandLine(), unknown.getMessage(), unknown);
        }
    }

    private void refuseBadNumbers() {
        if (nodes < 3 || nodes > NODES_MAX) {
            throw new ParameterException(spec.commandLine(), "--nodes must be 3 to " + NODES_MAX + ", not " + nodes);
        }
        if (clients < 1 || clients > CLIENTS_MAX) {
            throw new ParameterException(
                    spec.commandLine(), "--clients must be 1 to " + CLIENTS_MAX + ", not " + clients);
        }
        if (electionTimeout.compareTo(ELECTION_MIN) < 0 || electionTimeout.compareTo(ELECTION_MAX) > 0) {
            throw new ParameterException(spec.commandLine(), "--election-timeout must be 50ms to 10s");
        }
        if (time.compareTo(TIME_MIN) < 0 || time.compareTo(TIME_MAX) > 0) {
            throw new ParameterException(spec.commandLine(), "--time must be 4s to 1h");
        }
    }

    private Path folder() throws IOException {
        if (out == null) {
            return Files.createTempDirectory("seaworthy-torture-");
        }
        OutputFolder unused = OutputFolder.create(out);
        try (Stream<Path> content = Files.list(out)) {
            if (content.findAny().isPresent()) {
                throw new BadInputException("there is something in " + out + " already; --out wants an empty folder");
            }
        }
        return out;
    }

    private TortureRun.Outcome torture(Path folder, Schedule schedule, boolean tiny, Optional<BrokenBuild> broken)
            throws IOException, InterruptedException {
        String classPath = System.getProperty("java.class.path");
        if (broken.isPresent()) {
            Path classes = folder.resolve("broken-classes");
            write(broken.get(), classes);
            classPath = classes + File.pathSeparator + classPath;
        }
        TortureCluster cluster =
                TortureCluster.make(folder, nodes, tiny, new TortureCluster.NodeStart(classPath, electionTimeout));
        Thread hook = new Thread(() -> abandon(cluster, folder), "seaworthy-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        ProgressLine line = new ProgressLine(
                spec.commandLine().getErr(),
                surroundings.errorIsTerminal(),
                surroundings.nanoTime(),
                TortureProgress.PLAIN_LINE_NANOS);
        try (cluster) {
            cluster.startAll();
            long leader = cluster.awaitLeader(PATIENCE);
            if (leader == 0 && broken.isEmpty()) {
                return new TortureRun.Outcome(
                        History.of(List.of()), Map.of(), Map.of(), 0, List.of("nobody leads, though nothing is wrong"));
            }
            try (Chronicle chronicle = new Chronicle(folder.resolve("chronicle.txt"))) {
                chronicle.say("node " + leader + " leads");
                return new TortureRun(schedule, cluster, cluster.network(), chronicle, clients)
                        .run(
                                cluster::fallen,
                                json ? (millis, operations, doing) -> {} : new TortureProgress(line, time.toMillis()));
            }
        } finally {
            line.erase();
            forget(hook);
            keepLogsOnly(folder);
        }
    }

    private static void write(BrokenBuild build, Path folder) throws IOException {
        for (Map.Entry<String, byte[]> entry : build.classes().entrySet()) {
            Path file = folder.resolve(entry.getKey().replace('.', '/') + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, entry.getValue());
        }
    }

    /** What is left when a signal ends it: files where they were asked for. */
    private void abandon(TortureCluster cluster, Path folder) {
        cluster.close();
        if (out == null) {
            LocalCluster.remove(folder);
        } else {
            keepLogsOnly(folder);
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            // Then it is the hook that ends everything.
        }
    }

    /** Data directories are of use to nobody: the nodes are gone, and nobody told them. */
    private void keepLogsOnly(Path folder) {
        for (long node = 1; node <= nodes; node++) {
            LocalCluster.remove(NewCluster.nodeFolder(folder, node).resolve("data"));
        }
        LocalCluster.remove(folder.resolve("broken-classes"));
    }

    private TortureReport report(Path folder, Schedule schedule, TortureRun.Outcome outcome) throws IOException {
        Path file = folder.resolve("history.edn");
        try (BufferedWriter text = Files.newBufferedWriter(file)) {
            EdnHistoryWriter.write(outcome.history(), text);
        }
        CheckReport check = HistoryCheck.usual(surroundings, CHECK).of(file, verdict -> {});
        if (check.story().explanation().isPresent() == check.result().conflict().isPresent()
                && check.input().isPresent()) {
            CheckPage.write(folder.resolve("history.html"), check);
        }
        return new TortureReport(schedule, outcome, check, Optional.of(folder));
    }

    private void say(String sentence) {
        if (!json) {
            spec.commandLine().getErr().println(sentence);
            spec.commandLine().getErr().flush();
        }
    }
}
