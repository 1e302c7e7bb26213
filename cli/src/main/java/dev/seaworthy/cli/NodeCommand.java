package dev.seaworthy.cli;

import ch.qos.logback.classic.Level;
import dev.seaworthy.node.NodeHalt;
import dev.seaworthy.node.transport.HostPort;
import dev.seaworthy.node.transport.TlsFiles;
import dev.seaworthy.service.KvServer;
import dev.seaworthy.service.ServiceOptions;
import dev.seaworthy.service.ServiceTuning;
import dev.seaworthy.service.ops.OpsOptions;
import dev.seaworthy.storage.DataDirectory;
import dev.seaworthy.storage.StoreException;
import dev.seaworthy.storage.StoreIdentity;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code seaworthy node}: one member of a cluster, until it is told to stop. */
@Command(
        name = "node",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Run one member of a cluster until SIGTERM or SIGINT. Each option can stand in the file of --config,"
                        + " without its dashes, or in the environment, as SEAWORTHY_NODE_LISTEN_PEER does for"
                        + " --listen-peer. Options overrule the environment, which overrules the file.",
        footerHeading = "%nExit codes: ",
        footer = "0 stopped as told, 1 its disk failed or it found itself broken, 2 bad usage, or it cannot start.")
final class NodeCommand implements Callable<Integer> {
    /** The library logs what clients do wrong with a stack trace each. Held here, or its level would be forgotten. */
    private static final java.util.logging.Logger LIBRARY = java.util.logging.Logger.getLogger("io.grpc");

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "A file of Java properties with any of the other options; 'seaworthy init' makes one.")
    private Path config;

    @Option(
            names = "--id",
            paramLabel = "N",
            description = "Which node this is, held against its data; default: what the data says.")
    private Long id;

    @Option(
            names = "--cluster-id",
            paramLabel = "N",
            description = "Which cluster, held against its data; default: what the data says.")
    private Long clusterId;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data directory, which 'seaworthy init' makes and one node at a time uses; needed.")
    private Path data;

    @Option(
            names = "--listen-peer",
            paramLabel = "HOST:PORT",
            converter = HostPortConverter.class,
            description = "Where to listen for the other members; default: its address among --peers.")
    private HostPort listenPeer;

    @Option(
            names = "--listen-client",
            paramLabel = "HOST:PORT",
            converter = HostPortConverter.class,
            description = "Where to listen for clients; default: its address among --clients.")
    private HostPort listenClient;

    @Option(
            names = "--peers",
            paramLabel = "1=HOST:PORT,...",
            converter = AddressMap.Converter.class,
            description =
                    "Where every member listens for the others, until the cluster's own records are known; needed.")
    private AddressMap peers;

    @Option(
            names = "--clients",
            paramLabel = "1=HOST:PORT,...",
            converter = AddressMap.Converter.class,
            description = "Where every member listens for clients, until the cluster's own records are known; needed.")
    private AddressMap clients;

    @Option(
            names = "--metrics",
            paramLabel = "HOST:PORT",
            converter = HostPortConverter.class,
            description = "Where to serve /metrics, /livez, /readyz and /health over HTTP; with certificates where the"
                    + " other doors have them; default: nowhere.")
    private HostPort metrics;

    @Option(
            names = "--metrics-plaintext",
            description = "Serve metrics and probes in plaintext, on any network, whatever the other doors do: whoever"
                    + " reaches the port can read them.")
    private boolean metricsPlaintext;

    @Option(
            names = "--tls-member-names",
            description = "Hold members to certificates that name their node, by the URI seaworthy:node:N, so that one"
                    + " for clients lets nobody in as a member. The same on all nodes.")
    private boolean memberNames;

    @Option(
            names = "--plaintext-anywhere",
            description = "Without certificates, leave the loopback interface all the same: whoever reaches the ports"
                    + " can read and write everything.")
    private boolean plaintextAnywhere;

    @Option(
            names = "--peer-routes",
            paramLabel = "1=HOST:PORT,...",
            converter = AddressMap.Converter.class,
            description = "Where to call other members instead of where they listen, as through a tunnel.")
    private AddressMap peerRoutes;

    @Option(
            names = "--client-routes",
            paramLabel = "1=HOST:PORT,...",
            converter = AddressMap.Converter.class,
            description = "The same for their doors for clients, to which requests are forwarded.")
    private AddressMap clientRoutes;

    @Option(
            names = "--snapshot-entries",
            paramLabel = "N",
            description = "How many entries are applied between two snapshots; default: 100,000.")
    private Long snapshotEntries;

    @Option(
            names = "--election-timeout-millis",
            paramLabel = "N",
            description = "Shortest silence of a leader after which another election begins; the longest is twice that,"
                    + " and heartbeats come three times as often. The same on all members; default: 150.")
    private Long electionTimeoutMillis;

    @Option(
            names = "--stop-at-end-of-input",
            description = "Stop, too, when standard input ends: for whoever starts a node and may be killed.")
    private boolean stopAtEndOfInput;

    @Mixin
    private TlsOptions tls;

    @Override
    public Integer call() throws InterruptedException {
        // A log is what a service leaves behind; other commands only speak up when something is wrong.
        ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger("dev.seaworthy")).setLevel(Level.INFO);
        LIBRARY.setLevel(java.util.logging.Level.SEVERE);
        NodeFile file = file();
        KvServer server = start(options(file), tuning(file));
        PrintWriter out = spec.commandLine().getOut();
        out.println("node " + server.nodeId() + " serves clients at " + server.clientAddress() + " and members at "
                + server.peerAddress());
        server.opsAddress().ifPresent(it -> out.println("metrics and probes at " + it));
        out.flush();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "seaworthy-stop"));
        if (stopAtEndOfInput) {
            Thread watch = new Thread(NodeCommand::exitAtEndOfInput, "seaworthy-input");
            watch.setDaemon(true);
            watch.start();
        }
        NodeHalt halt = server.awaitHalt();
        spec.commandLine().getErr().println("seaworthy node: stopped, " + halt);
        server.close();
        // Not through the hook, which ends with success.
        Runtime.getRuntime().halt(ExitCode.FOUND);
        return ExitCode.FOUND;
    }

    private static KvServer start(ServiceOptions options, ServiceTuning tuning) {
        try {
            return KvServer.start(options, tuning);
        } catch (StoreException e) {
            throw new BadInputException(e.getMessage(), e);
        } catch (IOException | IllegalArgumentException e) {
            throw new BadInputException("cannot start: " + e.getMessage(), e);
        }
    }

    /** In a hook the JVM ends with the code of the signal; an orderly stop is a success. */
    private static void stop(KvServer server) {
        server.close();
        Runtime.getRuntime().halt(ExitCode.CLEAN);
    }

    private static void exitAtEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // What is written there means nothing.
            }
        } catch (IOException gone) {
            // As good as its end.
        }
        System.exit(ExitCode.CLEAN);
    }

    private ServiceTuning tuning(NodeFile file) {
        long entries = Optional.ofNullable(snapshotEntries)
                .or(() -> file.number("snapshot-entries"))
                .orElse((long) ServiceTuning.SNAPSHOT_ENTRIES);
        long millis = Optional.ofNullable(electionTimeoutMillis)
                .or(() -> file.number("election-timeout-millis"))
                .orElse(ServiceTuning.ELECTION_TIMEOUT.toMillis());
        try {
            return new ServiceTuning(
                    routes(peerRoutes, file.addresses("peer-routes")),
                    routes(clientRoutes, file.addresses("client-routes")),
                    (int) Math.min(entries, Integer.MAX_VALUE),
                    Duration.ofMillis(millis));
        } catch (IllegalArgumentException senseless) {
            throw new BadInputException("cannot start: " + senseless.getMessage(), senseless);
        }
    }

    private static Map<Long, HostPort> routes(AddressMap option, Optional<AddressMap> inFile) {
        return Optional.ofNullable(option)
                .or(() -> inFile)
                .map(it -> (Map<Long, HostPort>) it.byNode())
                .orElse(Map.of());
    }

    private NodeFile file() {
        Map<String, String> environment = System.getenv();
        String named = environment.get(NodeKeys.variableOf(NodeKeys.CONFIG));
        Path told = config != null || named == null ? config : Path.of(named);
        return (told == null ? NodeFile.none() : NodeFile.read(told)).under(environment);
    }

    private ServiceOptions options(NodeFile file) {
        Path directory = given(data, file.path("data"), "--data");
        StoreIdentity identity = identity(directory);
        long self = identity.member().nodeId();
        require("node", Optional.ofNullable(id).or(() -> file.number("id")), self, directory);
        require(
                "cluster",
                Optional.ofNullable(clusterId).or(() -> file.number("cluster-id")),
                identity.clusterId(),
                directory);
        AddressMap members = given(peers, file.addresses("peers"), "--peers");
        AddressMap doors = given(clients, file.addresses("clients"), "--clients");
        HostPort peer = given(listenPeer, own(file.address("listen-peer"), members, self), "--listen-peer");
        HostPort client = given(listenClient, own(file.address("listen-client"), doors, self), "--listen-client");
        if (!members.byNode().keySet().equals(doors.byNode().keySet())) {
            throw new BadInputException("--peers and --clients must name the same nodes, not "
                    + members.byNode().keySet() + " and " + doors.byNode().keySet());
        }
        return new ServiceOptions(
                directory,
                peer,
                client,
                members.byNode(),
                doors.byNode(),
                certificates(file),
                plaintextAnywhere || file.flag("plaintext-anywhere"),
                ServiceOptions.REQUEST_TIMEOUT,
                Version.number(),
                ops(file));
    }

    private Optional<OpsOptions> ops(NodeFile file) {
        boolean plaintext = metricsPlaintext || file.flag("metrics-plaintext");
        return Optional.ofNullable(metrics)
                .or(() -> file.address("metrics"))
                .map(listen -> new OpsOptions(listen, plaintext));
    }

    private static StoreIdentity identity(Path directory) {
        try {
            return DataDirectory.identityOf(directory);
        } catch (StoreException e) {
            throw new BadInputException(e.getMessage(), e);
        }
    }

    private static void require(String what, Optional<Long> wanted, long found, Path directory) {
        if (wanted.isPresent() && wanted.get() != found) {
            throw new BadInputException(
                    directory + " belongs to " + what + " " + found + ", not to " + what + " " + wanted.get());
        }
    }

    private static Optional<HostPort> own(Optional<HostPort> listen, AddressMap all, long self) {
        return listen.or(() -> Optional.ofNullable(all.byNode().get(self)));
    }

    private static <T> T given(T option, Optional<T> inFile, String name) {
        return Optional.ofNullable(option)
                .or(() -> inFile)
                .orElseThrow(() -> new BadInputException(name + " is needed, as an option or in the file of --config"));
    }

    private Optional<TlsFiles> certificates(NodeFile file) {
        tls.certificate = tls.certificate != null
                ? tls.certificate
                : file.path("tls-cert").orElse(null);
        tls.key = tls.key != null ? tls.key : file.path("tls-key").orElse(null);
        tls.authorities = tls.authorities != null
                ? tls.authorities
                : file.path("tls-authorities").orElse(null);
        Optional<TlsFiles> files = tls.files();
        if (!memberNames && !file.flag("tls-member-names")) {
            return files;
        }
        if (files.isEmpty()) {
            throw new BadInputException("--tls-member-names is about certificates, and there are none: it needs"
                    + " --tls-cert, --tls-key and --tls-authorities");
        }
        return files.map(TlsFiles::withNodeNames);
    }
}
