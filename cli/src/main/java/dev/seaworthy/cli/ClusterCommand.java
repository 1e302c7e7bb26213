package dev.seaworthy.cli;

import dev.seaworthy.node.transport.HostPort;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code seaworthy cluster}: a whole cluster on this machine, to try things out. */
@Command(
        name = "cluster",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Run a cluster on this machine, each node a process of its own, until SIGTERM or SIGINT.",
        footerHeading = "%nExit codes: ",
        footer = "0 stopped as told, or the demonstration went well; 1 a node fell or nobody leads, or something was"
                + " lost; 2 bad usage.")
final class ClusterCommand implements Callable<Integer> {
    private static final int NODES_MAX = 9;
    private static final int DEMO_NODES_MIN = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LOOK_MILLIS = 500;

    /** Whether a signal has ended it: nodes that end are no news then. */
    private final AtomicBoolean told = new AtomicBoolean();

    @Spec
    private CommandSpec spec;

    @Option(names = "--nodes", paramLabel = "N", description = "How many nodes a new cluster gets, 1 to 9; default: 3.")
    private int nodes = 3;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where its data is, or goes; default: a folder that is removed at the end.")
    private Path data;

    @Option(
            names = "--demo",
            description = "Write, kill the leader with SIGKILL, write on, show that nothing is lost, and end.")
    private boolean demo;

    @Override
    public Integer call() throws IOException, InterruptedException {
        int least = demo ? DEMO_NODES_MIN : 1;
        if (nodes < least || nodes > NODES_MAX) {
            throw new ParameterException(
                    spec.commandLine(), "--nodes must be " + least + " to " + NODES_MAX + ", not " + nodes);
        }
        if (demo && data != null && Files.exists(NewCluster.nodeFolder(data, 1))) {
            throw new BadInputException("the demonstration wants a new cluster, and there is one in " + data);
        }
        Path folder = data != null ? data : Files.createTempDirectory("seaworthy-cluster-");
        LocalCluster cluster = LocalCluster.in(folder, nodes);
        CountDownLatch over = new CountDownLatch(1);
        Thread hook = new Thread(() -> stopAsTold(cluster, folder, over), "seaworthy-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            cluster.startAll();
            return run(cluster);
        } finally {
            stop(cluster, folder, over);
            forget(hook);
        }
    }

    /** In a hook the JVM ends with the code of the signal; an orderly stop is a success. */
    private void stopAsTold(LocalCluster cluster, Path folder, CountDownLatch over) {
        told.set(true);
        stop(cluster, folder, over);
        Runtime.getRuntime().halt(ExitCode.CLEAN);
    }

    /** Once, by whoever comes first: the signal or the end. */
    private void stop(LocalCluster cluster, Path folder, CountDownLatch over) {
        synchronized (over) {
            if (over.getCount() == 0) {
                return;
            }
            cluster.close();
            if (data == null) {
                LocalCluster.remove(folder);
            }
            over.countDown();
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            // Then it is the hook that has stopped everything.
        }
    }

    private int run(LocalCluster cluster) throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        long leader = cluster.awaitLeader(PATIENCE);
        if (leader == 0) {
            err.println("seaworthy cluster: nobody leads; what the nodes have to say:");
            cluster.clients().keySet().forEach(node -> err.println("  " + cluster.logOf(node)));
            return ExitCode.FOUND;
        }
        out.println(Figures.count(cluster.clients().size(), "node") + ", node " + leader + " leads.");
        if (demo) {
            return new ClusterDemo(cluster, out).run() ? ExitCode.CLEAN : ExitCode.FOUND;
        }
        String endpoints =
                cluster.clients().values().stream().map(HostPort::toString).collect(Collectors.joining(","));
        out.println("  ./seaworthy put greeting hello --endpoints " + endpoints);
        out.println("  ./seaworthy status --endpoints " + endpoints);
        out.println("  etcdctl --endpoints " + endpoints + " get greeting");
        cluster.clients().keySet().forEach(node -> out.println("  log of node " + node + ": " + cluster.logOf(node)));
        out.flush();
        while (cluster.fallen() == 0) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        if (told.get()) {
            return ExitCode.CLEAN;
        }
        err.println(
                "seaworthy cluster: node " + cluster.fallen() + " has ended; see " + cluster.logOf(cluster.fallen()));
        return ExitCode.FOUND;
    }
}
