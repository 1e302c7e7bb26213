package dev.seaworthy.cli;

import dev.seaworthy.cli.torture.Network;
import dev.seaworthy.cli.torture.TinyDisks;
import dev.seaworthy.cli.torture.Victims;
import dev.seaworthy.node.RaftNode;
import dev.seaworthy.node.transport.HostPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A new cluster on this machine whose nodes call each other through a {@link Network} of this process, and whose
 * processes are killed and stopped. However this process ends, unless it is killed itself, nothing of it stays but
 * files. Any thread.
 */
final class TortureCluster implements Victims, AutoCloseable {
    /** Few, so that restarts go through snapshots, and replicas that were away are sent them. */
    private static final int SNAPSHOT_ENTRIES = 2_000;

    private final Path folder;
    private final Network network;
    private final LocalCluster cluster;
    private final TinyDisks disks = new TinyDisks();
    private final TreeSet<Long> down = new TreeSet<>();
    private boolean closed;

    /**
     * How nodes are started.
     *
     * @param classPath where their classes are
     * @param electionTimeout the shortest silence after which a follower suspects its leader
     */
    record NodeStart(String classPath, Duration electionTimeout) {}

    /**
     * Makes its data; starts nothing.
     *
     * @param folder where; each node gets a folder in it
     * @param tiny whether each node's data gets a file system of its own
     * @param start how nodes are started
     * @throws BadInputException where the folder cannot be used, or there are no ports
     */
    static TortureCluster make(Path folder, int nodes, boolean tiny, NodeStart start) {
        TreeMap<Long, HostPort> peers = new TreeMap<>();
        TreeMap<Long, HostPort> clients = new TreeMap<>();
        try {
            List<HostPort> free = LoopbackPorts.free(2 * nodes);
            for (int i = 0; i < nodes; i++) {
                peers.put(i + 1L, free.get(2 * i));
                clients.put(i + 1L, free.get(2 * i + 1));
            }
            Network network = new Network(peers, clients);
            TortureCluster made = new TortureCluster(folder, clients, network, start);
            made.format(peers, tiny);
            return made;
        } catch (IOException e) {
            throw new BadInputException("no free ports on the loopback interface: " + e.getMessage(), e);
        }
    }

    private TortureCluster(Path folder, TreeMap<Long, HostPort> clients, Network network, NodeStart start) {
        this.folder = folder;
        this.network = network;
        cluster = new LocalCluster(folder, clients, new LocalCluster.Launch() {
            @Override
            public String classPath() {
                return start.classPath();
            }

            @Override
            public List<String> options(long node) {
                return List.of(
                        "--peer-routes",
                        new AddressMap(network.peerRoutes(node)).toString(),
                        "--client-routes",
                        new AddressMap(network.clientRoutes(node)).toString(),
                        "--snapshot-entries",
                        Integer.toString(SNAPSHOT_ENTRIES),
                        "--election-timeout-millis",
                        Long.toString(start.electionTimeout().toMillis()));
            }
        });
    }

    private void format(TreeMap<Long, HostPort> peers, boolean tiny) {
        boolean made = false;
        try {
            NewCluster.make(
                    folder,
                    NewCluster.positive(new SecureRandom()),
                    new AddressMap(peers),
                    new AddressMap(cluster.clients()),
                    (directory, clusterId, self, initial) -> {
                        if (tiny) {
                            mount(directory);
                        }
                        RaftNode.format(directory, clusterId, self, initial);
                    });
            made = true;
        } finally {
            if (!made) {
                close();
            }
        }
    }

    private void mount(Path directory) {
        try {
            Files.createDirectories(directory);
            disks.mount(directory);
        } catch (IOException e) {
            throw new BadInputException("cannot make a file system: " + e.getMessage(), e);
        }
    }

    Network network() {
        return network;
    }

    Path logOf(long node) {
        return cluster.logOf(node);
    }

    synchronized void startAll() {
        clients().keySet().forEach(this::start);
    }

    /** See {@link LocalCluster#awaitLeader}. */
    long awaitLeader(Duration patience) throws IOException {
        return cluster.awaitLeader(patience);
    }

    @Override
    public TreeMap<Long, HostPort> clients() {
        return cluster.clients();
    }

    @Override
    public synchronized void start(long node) {
        if (!closed) {
            down.remove(node);
            cluster.start(node);
        }
    }

    @Override
    public synchronized void kill(long node) throws InterruptedException {
        down.add(node);
        cluster.kill(node);
    }

    /** A process of its own lets it go on: also where this one has ended meanwhile, however it did. */
    @Override
    public synchronized void pause(long node, long millis) throws IOException {
        String pid = Long.toString(cluster.process(node).pid());
        String seconds = String.format(Locale.ROOT, "%d.%03d", millis / 1_000, millis % 1_000);
        Process unused = new ProcessBuilder(
                        "sh",
                        "-c",
                        "trap '' INT TERM HUP; kill -STOP $1 && sleep $2; kill -CONT $1",
                        "seaworthy-pause",
                        pid,
                        seconds)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Override
    public void fill(long node) throws IOException {
        disks.narrow(data(node));
    }

    @Override
    public void free(long node) throws IOException {
        disks.widen(data(node));
    }

    private Path data(long node) {
        return NewCluster.nodeFolder(folder, node).resolve("data");
    }

    @Override
    public synchronized boolean isRunning(long node) {
        return !down.contains(node) && cluster.process(node).isAlive();
    }

    /** Tells of a node that has ended though nobody killed it. */
    synchronized Optional<String> fallen() {
        if (closed) {
            return Optional.empty();
        }
        for (long node : clients().keySet()) {
            Process process = cluster.process(node);
            if (!down.contains(node) && !process.isAlive()) {
                return Optional.of("node " + node + " has ended by itself, with exit code " + process.exitValue()
                        + "; see " + cluster.logOf(node));
            }
        }
        return Optional.empty();
    }

    /** Ends whatever there is, at once: processes that are stopped, too. */
    @Override
    public synchronized void close() {
        closed = true;
        try {
            cluster.killAll();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        network.close();
        disks.close();
    }
}
