package dev.seaworthy.service;

import dev.seaworthy.node.transport.HostPort;
import dev.seaworthy.node.transport.TlsFiles;
import dev.seaworthy.service.ops.OpsOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a member of a served cluster is to be.
 *
 * @param data its data directory, made before; who it is stands in it
 * @param listenPeer where it listens for the other members
 * @param listenClient where it listens for clients
 * @param peers where each member listens for the others, by node id
 * @param clients where each member listens for clients, by node id
 * @param tls certificates for both doors, whose callers have to show certificates, too; without them, plaintext
 * @param plaintextAnywhere whether plaintext may leave the loopback interface
 * @param requestTimeout how long a request may take, waiting for a leader included
 * @param version what it calls itself
 * @param ops where it has probes and metrics; nowhere where that is not said
 */
public record ServiceOptions(
        Path data,
        HostPort listenPeer,
        HostPort listenClient,
        Map<Long, HostPort> peers,
        Map<Long, HostPort> clients,
        Optional<TlsFiles> tls,
        boolean plaintextAnywhere,
        Duration requestTimeout,
        String version,
        Optional<OpsOptions> ops) {
    /** How long requests may take if nothing else is said. */
    public static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);

    public ServiceOptions {
        peers = Map.copyOf(peers);
        clients = Map.copyOf(clients);
    }
}
