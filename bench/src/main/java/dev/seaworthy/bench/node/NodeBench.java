package dev.seaworthy.bench.node;

import dev.seaworthy.bench.machine.Folders;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code node}: three servers on this machine under a load of gRPC requests, beside three of etcd's. */
@Command(
        name = "node",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Three nodes on this machine, each a process, under a load of etcd's requests, beside three"
                + " servers of etcd in turns: throughput, latencies, processor time and bytes written.")
public final class NodeBench implements Callable<Integer> {
    private static final int NODES = 3;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long RAMP_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final double WARM_UP_TURN_SECONDS = 1;
    private static final double COMPILING_SHARE_MAX = 0.03;
    private static final double WHOLE = 100;

    /** How many clients share a connection. */
    private static final int CLIENTS_PER_CONNECTION = 16;

    @Option(names = "--dir", paramLabel = "DIR", description = "Where to write; default: the current directory.")
    private Path directory = Path.of("");

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "How long each system is measured per line; default: 4.")
    private double seconds = 4;

    @Option(
            names = "--turns",
            paramLabel = "N",
            description = "In how many turns, one system after the other; default: 2.")
    private int turns = 2;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description = "How many seconds of load each system has before all at most; less where its compilers have"
                    + " little left to do; default: 120.")
    private int warmUpSeconds = 120;

    @Option(names = "--load", split = ",", paramLabel = "KIND", description = "put, get, mixed; default: all three.")
    private List<Workload> workloads = List.of(Workload.values());

    @Option(names = "--value", split = ",", paramLabel = "BYTES", description = "Sizes of values; default: 16,1024.")
    private List<Integer> values = List.of(16, 1024);

    @Option(
            names = "--clients",
            split = ",",
            paramLabel = "N",
            description = "Requests outstanding; default: 1,16,64,256.")
    private List<Integer> clients = List.of(1, 16, 64, 256);

    @Option(
            names = "--through",
            paramLabel = "WHOM",
            description = "Whom clients talk to: leader, followers, all; default: leader.")
    private Through through = Through.LEADER;

    @Option(names = "--alone", description = "Without etcd.")
    private boolean alone;

    @Option(
            names = "--jvm",
            split = " ",
            paramLabel = "OPTIONS",
            description = "Options of the nodes' JVMs; default: ${DEFAULT-VALUE}.",
            defaultValue = "-XX:+UseSerialGC -Xmx2g")
    private List<String> jvm;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there, too.")
    private Path json;

    @Override
    public Integer call() throws Exception {
        Path root = Files.createTempDirectory(directory.toAbsolutePath(), "node-bench");
        List<Servers> systems = new ArrayList<>();
        try {
            systems.add(
                    SeaworthyServers.make(root.resolve("seaworthy"), NODES, jvm).start());
            Optional<Path> etcd = alone ? Optional.empty() : EtcdServers.program();
            if (etcd.isPresent()) {
                systems.add(EtcdServers.start(etcd.get(), root.resolve("etcd"), NODES));
            } else if (!alone) {
                System.out.println("There is no etcd on the PATH, so there is nothing to compare with (on Debian:"
                        + " apt-get install etcd-server).");
                System.out.println();
            }
            measure(systems);
            return 0;
        } finally {
            systems.forEach(Servers::close);
            Folders.delete(root);
        }
    }

    private void measure(List<Servers> systems) throws IOException {
        for (Servers servers : systems) {
            warmUp(servers, systems);
        }
        LoadTable table = new LoadTable();
        LoadJson file = new LoadJson();
        table.head();
        for (int value : values) {
            for (Servers servers : systems) {
                fill(servers, value);
            }
            for (Workload workload : workloads) {
                for (int outstanding : clients) {
                    Cell cell = new Cell(workload, value, outstanding);
                    List<Figures> figures = figures(cell, systems);
                    table.print(cell, figures);
                    file.add(cell, figures);
                }
            }
        }
        table.verdict();
        if (json != null) {
            file.write(json, table.wasQuiet());
        }
    }

    /** Until compilers take little of the servers' time, on loads of all shapes that are measured. */
    private void warmUp(Servers servers, List<Servers> systems) throws IOException {
        fill(servers, values.get(0));
        double share = 1;
        double seconds = 0;
        while (seconds < warmUpSeconds && share > COMPILING_SHARE_MAX) {
            double cpu = 0;
            double compiling = 0;
            for (Workload workload : workloads) {
                for (int outstanding : clients) {
                    Turn turn =
                            run(new Cell(workload, values.get(0), outstanding), servers, WARM_UP_TURN_SECONDS, systems);
                    cpu += turn.servers().cpuSeconds();
                    compiling += turn.servers().compilingSeconds();
                    seconds += WARM_UP_TURN_SECONDS + RAMP_NANOS / NANOS_PER_SECOND;
                }
            }
            share = compiling / cpu;
        }
        System.out.printf(
                Locale.ROOT,
                "%s: warmed up for %.0f s; compilers took %.0f %% of the last round%n",
                servers.name(),
                seconds,
                WHOLE * share);
    }

    private List<Figures> figures(Cell cell, List<Servers> systems) throws IOException {
        List<List<Turn>> taken = new ArrayList<>();
        systems.forEach(it -> taken.add(new ArrayList<>()));
        for (int turn = 0; turn < turns; turn++) {
            for (int i = 0; i < systems.size(); i++) {
                taken.get(i).add(run(cell, systems.get(i), seconds / turns, systems));
            }
        }
        List<Figures> figures = new ArrayList<>();
        for (int i = 0; i < systems.size(); i++) {
            figures.add(Figures.of(systems.get(i).name(), taken.get(i)));
        }
        return figures;
    }

    private Turn run(Cell cell, Servers servers, double forSeconds, List<Servers> systems) throws IOException {
        List<Long> all = systems.stream().flatMap(it -> it.pids().stream()).toList();
        servers.compact();
        List<Integer> ports = servers.ports(through);
        List<ManagedChannel> connections = new ArrayList<>();
        int count = Math.max(ports.size(), cell.clients() / CLIENTS_PER_CONNECTION);
        for (int i = 0; i < count; i++) {
            connections.add(Servers.connect(ports.get(i % ports.size())));
        }
        try {
            return new Load(cell, connections).run(servers, RAMP_NANOS, (long) (forSeconds * NANOS_PER_SECOND), all);
        } finally {
            connections.forEach(ManagedChannel::shutdownNow);
        }
    }

    private static void fill(Servers servers, int valueBytes) throws IOException {
        Load.fill(servers.channels().get(servers.awaitLeader()), valueBytes);
    }
}
