package dev.seaworthy.bench.node;

import dev.seaworthy.bench.machine.Folders;
import dev.seaworthy.bench.machine.Reading;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code footprint}: how much memory nodes take, and how long they take to be back. */
@Command(
        name = "footprint",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Resident memory of three nodes, idle and with many keys; the time from the start of a killed"
                + " node's process to its first linearizable read: with those keys, with a long log, with a large"
                + " state.")
public final class FootprintBench implements Callable<Integer> {
    private static final int NODES = 3;
    private static final int CONNECTIONS = 4;
    private static final int ROUNDS = 3;
    private static final int LARGE_VALUE_BYTES = 1024;
    private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final double NANOS_PER_MILLI = 1e6;

    @Option(names = "--dir", paramLabel = "DIR", description = "Where to write; default: the current directory.")
    private Path directory = Path.of("");

    @Option(names = "--keys", paramLabel = "N", description = "How many keys of 100 bytes; default: 1,000,000.")
    private int keys = 1_000_000;

    @Option(names = "--entries", paramLabel = "N", description = "How long the long log is; default: 1,000,000.")
    private int entries = 1_000_000;

    @Option(names = "--state", paramLabel = "MIB", description = "How large the large state is; default: 1024.")
    private int stateMebibytes = 1024;

    @Option(
            names = "--jvm",
            split = " ",
            paramLabel = "OPTIONS",
            description = "Options of the nodes' JVMs; default: ${DEFAULT-VALUE}.",
            defaultValue = "-XX:+UseSerialGC -Xmx4g")
    private List<String> jvm;

    @Override
    public Integer call() throws Exception {
        Path root = Files.createTempDirectory(directory.toAbsolutePath(), "footprint-bench");
        try {
            memory(root.resolve("three"));
            Folders.delete(root.resolve("three"));
            longLog(root.resolve("log"));
            Folders.delete(root.resolve("log"));
            largeState(root.resolve("large"));
            return 0;
        } finally {
            Folders.delete(root);
        }
    }

    private void memory(Path folder) throws Exception {
        SeaworthyServers made = SeaworthyServers.make(folder, NODES, jvm);
        try (Servers servers = made.start()) {
            servers.awaitLeader();
            settle();
            System.out.printf(Locale.ROOT, "resident, idle:                  %s%n", residentOf(servers));
            fill(servers, keys, 100);
            settle();
            System.out.printf(Locale.ROOT, "resident, %,d keys of 100 B: %s%n", keys, residentOf(servers));
        }
        System.out.printf(Locale.ROOT, "restart of all, %,d keys of 100 B: %s%n", keys, restarts(made));
    }

    private void longLog(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path data = folder.resolve("data");
        String nothing = runLoneNode(data, folder.resolve("log"));
        if (!nothing.isEmpty()) {
            throw new IOException("the log could not be made: " + nothing);
        }
        List<String> millis = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            millis.add(runLoneNode(data, folder.resolve("log")) + " ms");
        }
        System.out.printf(
                Locale.ROOT, "restart, log of %,d entries, no snapshot: %s%n", entries, String.join(", ", millis));
    }

    private String runLoneNode(Path data, Path errors) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(jvm);
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(LoneNode.class.getName(), data.toString(), Integer.toString(entries)));
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("a node alone failed: " + Files.readString(errors));
        }
        return told.strip();
    }

    private void largeState(Path folder) throws Exception {
        SeaworthyServers made = SeaworthyServers.make(folder, 1, jvm);
        try (Servers servers = made.start()) {
            fill(servers, stateMebibytes << 10, LARGE_VALUE_BYTES);
            settle();
            System.out.printf(
                    Locale.ROOT,
                    "resident, one node with a state of %d MiB: %s%n",
                    stateMebibytes,
                    residentOf(servers));
        }
        System.out.printf(
                Locale.ROOT, "restart, one node with a state of %d MiB: %s%n", stateMebibytes, restarts(made));
    }

    /** Starts and kills them again and again. */
    private static String restarts(SeaworthyServers made) throws IOException {
        List<String> millis = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            long begin = System.nanoTime();
            try (Servers servers = made.start()) {
                servers.awaitRead();
                millis.add(String.format(Locale.ROOT, "%.0f ms", (System.nanoTime() - begin) / NANOS_PER_MILLI));
            }
        }
        return String.join(", ", millis);
    }

    private static void fill(Servers servers, int keys, int valueBytes) throws IOException {
        int leader = servers.processes().get(servers.awaitLeader()).port();
        List<ManagedChannel> channels = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            channels.add(Servers.connect(leader));
        }
        try {
            Load.fill(channels, keys, valueBytes);
        } finally {
            channels.forEach(ManagedChannel::shutdownNow);
        }
    }

    private static void settle() {
        LockSupport.parkNanos(SETTLE_NANOS);
    }

    private static String residentOf(Servers servers) throws IOException {
        List<String> all = new ArrayList<>();
        for (long pid : servers.pids()) {
            all.add((Reading.of(List.of(pid)).residentBytes() >> 20) + " MiB");
        }
        return all.stream().collect(Collectors.joining(", "));
    }
}
