package dev.seaworthy.cli;

import dev.seaworthy.etcd.MaintenanceGrpc;
import dev.seaworthy.etcd.StatusRequest;
import dev.seaworthy.etcd.StatusResponse;
import dev.seaworthy.node.transport.HostPort;
import dev.seaworthy.service.KvClient;
import dev.seaworthy.service.KvClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A cluster on this machine, each node a process of its own that ends when this one does, however it does. One thread
 * at a time.
 */
final class LocalCluster implements AutoCloseable {
    private static final int CLIENT_PORT = 2379;
    private static final int PORTS_APART = 10;
    private static final Duration PROBE = Duration.ofSeconds(1);
    private static final long STOP_SECONDS = 10;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Path folder;
    private final TreeMap<Long, HostPort> clients;
    private final Launch launch;
    private final Map<Long, Process> processes = new TreeMap<>();

    /** How the processes of a cluster are started. */
    interface Launch {
        /** As this process was, with nothing but a configuration file. */
        Launch PLAIN = new Launch() {
            @Override
            public String classPath() {
                return System.getProperty("java.class.path");
            }

            @Override
            public List<String> options(long node) {
                return List.of();
            }
        };

        /** Where the node's classes are. */
        String classPath();

        /** What this node is told on its command line beside its file. */
        List<String> options(long node);
    }

    /** The cluster that was made in this folder, of which nothing runs. */
    LocalCluster(Path folder, TreeMap<Long, HostPort> clients, Launch launch) {
        this.folder = folder;
        this.clients = clients;
        this.launch = launch;
    }

    /**
     * The cluster in this folder; a new one where it holds none.
     *
     * @param nodes how many nodes a new one gets
     * @throws BadInputException where the folder cannot be used
     */
    static LocalCluster in(Path folder, int nodes) {
        Path first = NewCluster.nodeFolder(folder, 1).resolve(NodeFile.NAME);
        if (!Files.exists(first)) {
            makeNew(folder, nodes);
        }
        AddressMap clients = NodeFile.read(first)
                .addresses("clients")
                .orElseThrow(() -> new BadInputException(first + " has no clients"));
        return new LocalCluster(folder, clients.byNode(), Launch.PLAIN);
    }

    private static void makeNew(Path folder, int nodes) {
        TreeMap<Long, HostPort> peers = new TreeMap<>();
        TreeMap<Long, HostPort> clients = new TreeMap<>();
        try (LoopbackPorts ports = new LoopbackPorts()) {
            for (int i = 0; i < nodes; i++) {
                clients.put(i + 1L, ports.freeOr(CLIENT_PORT + i * PORTS_APART));
                peers.put(i + 1L, ports.freeOr(CLIENT_PORT + 1 + i * PORTS_APART));
            }
        } catch (IOException e) {
            throw new BadInputException("no free ports on the loopback interface: " + e.getMessage(), e);
        }
        long clusterId = NewCluster.positive(new SecureRandom());
        NewCluster.make(folder, clusterId, new AddressMap(peers), new AddressMap(clients));
    }

    /** Where each node listens for clients, by node id. */
    TreeMap<Long, HostPort> clients() {
        return clients;
    }

    /** Where this node's log goes. */
    Path logOf(long node) {
        return NewCluster.nodeFolder(folder, node).resolve("node.log");
    }

    void startAll() {
        clients.keySet().forEach(this::start);
    }

    /** Starts a node that does not run. */
    void start(long node) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                // Several start at once on one machine: what the second compiler takes, those that start lack.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-Dfile.encoding=UTF-8",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED"));
        Optional.ofNullable(System.getProperty("library.leveldbjni.path"))
                .ifPresent(path -> command.add("-Dlibrary.leveldbjni.path=" + path));
        command.addAll(List.of("-cp", launch.classPath(), Main.class.getName(), "node"));
        command.addAll(List.of(
                "--config",
                NewCluster.nodeFolder(folder, node).resolve(NodeFile.NAME).toString()));
        command.addAll(launch.options(node));
        command.add("--stop-at-end-of-input");
        try {
            ProcessBuilder.Redirect log =
                    ProcessBuilder.Redirect.appendTo(logOf(node).toFile());
            ProcessBuilder process =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log);
            // What is meant for one node would overrule every one's file.
            process.environment().keySet().removeIf(variable -> variable.startsWith(NodeKeys.PREFIX));
            processes.put(node, process.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process of a node that was started. */
    Process process(long node) {
        return processes.get(node);
    }

    /** Ends a node as kill -9 does. */
    void kill(long node) throws InterruptedException {
        processes.get(node).destroyForcibly().waitFor();
    }

    /** Ends all nodes as kill -9 does, as nearly at once as can be. */
    void killAll() throws InterruptedException {
        processes.values().forEach(Process::destroyForcibly);
        for (Process process : processes.values()) {
            process.waitFor();
        }
    }

    /** The first node that does not run any more though it was started; 0 where all do. */
    long fallen() {
        for (Map.Entry<Long, Process> entry : processes.entrySet()) {
            if (!entry.getValue().isAlive()) {
                return entry.getKey();
            }
        }
        return 0;
    }

    /**
     * Waits until every running node knows the same leader, which is one of them.
     *
     * @return the leader, or 0 where there is none in time
     */
    long awaitLeader(Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < deadline) {
            long leader = agreedLeader();
            if (leader != 0) {
                return leader;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return 0;
    }

    private long agreedLeader() throws IOException {
        long agreed = 0;
        for (Map.Entry<Long, HostPort> entry : clients.entrySet()) {
            if (!processes.get(entry.getKey()).isAlive()) {
                continue;
            }
            long leader = leaderAccordingTo(entry.getValue());
            if (leader == 0 || agreed != 0 && leader != agreed) {
                return 0;
            }
            agreed = leader;
        }
        return agreed != 0 && processes.get(agreed).isAlive() ? agreed : 0;
    }

    private static long leaderAccordingTo(HostPort endpoint) throws IOException {
        try (KvClient client = new KvClient(List.of(endpoint), Optional.empty(), PROBE)) {
            StatusResponse status =
                    client.askAt(endpoint, MaintenanceGrpc.getStatusMethod(), StatusRequest.getDefaultInstance());
            return status.getLeader();
        } catch (KvClientException notYet) {
            return 0;
        }
    }

    /** Stops all in an orderly way; those that do not stop in time are killed. */
    @Override
    public void close() {
        processes.values().forEach(Process::destroy);
        for (Process process : processes.values()) {
            try {
                if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Removes a folder and what is in it; what cannot be removed stays. */
    static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = new ArrayList<>(files.toList());
            Collections.reverse(deepestFirst);
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // A folder for temporary files is left to the system.
        }
    }
}
