package dev.seaworthy.service;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.etcd.ClusterGrpc;
import dev.seaworthy.etcd.KVGrpc;
import dev.seaworthy.etcd.MaintenanceGrpc;
import dev.seaworthy.node.RaftNode;
import dev.seaworthy.node.transport.HostPort;
import dev.seaworthy.node.transport.TlsFiles;
import dev.seaworthy.service.ops.OpsOptions;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A cluster of servers in this JVM, on loopback sockets, and connections to them. */
final class Servers implements AutoCloseable {
    static final long CLUSTER = 77;

    private final Path home;
    private final Duration requestTimeout;
    private final Optional<TlsFiles> tls;
    private final TreeMap<Long, HostPort> peers = new TreeMap<>();
    private final TreeMap<Long, HostPort> clients = new TreeMap<>();
    private final TreeMap<Long, KvServer> running = new TreeMap<>();
    private final TreeMap<Long, ManagedChannel> channels = new TreeMap<>();

    Servers(Path home, int nodes, Duration requestTimeout) throws IOException {
        this(home, nodes, requestTimeout, Optional.empty());
    }

    /** @param tls the certificates of all members and of the clients that this makes */
    Servers(Path home, int nodes, Duration requestTimeout, Optional<TlsFiles> tls) throws IOException {
        this.tls = tls;
        this.home = home;
        this.requestTimeout = requestTimeout;
        List<Member> members = new ArrayList<>();
        List<ServerSocket> held = new ArrayList<>();
        for (long node = 1; node <= nodes; node++) {
            members.add(new Member(node, 10 * node + 1));
            peers.put(node, free(held));
            clients.put(node, free(held));
        }
        for (Member member : members) {
            RaftNode.format(data(member.nodeId()), CLUSTER, member, Configuration.ofVoters(members));
        }
        for (ServerSocket socket : held) {
            socket.close();
        }
        for (Member member : members) {
            start(member.nodeId());
        }
    }

    /** Below the ports of outgoing connections, one of which could take it while its node is stopped. */
    private static HostPort free(List<ServerSocket> held) {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(15_000, 30_000);
            try {
                held.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
                return new HostPort("127.0.0.1", port);
            } catch (IOException taken) {
                // Then another one.
            }
        }
    }

    private Path data(long node) {
        return home.resolve("node-" + node);
    }

    void start(long node) throws IOException {
        running.put(node, KvServer.start(options(node, tls, clients.get(node), false)));
    }

    /** Takes a free address where a node will listen for the others. */
    HostPort freePeer(long node) throws IOException {
        return reserve(peers, node);
    }

    private static HostPort reserve(TreeMap<Long, HostPort> addresses, long node) throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        addresses.put(node, free(held));
        held.get(0).close();
        return addresses.get(node);
    }

    /** Starts a node that was added before, on the disk it was given. */
    void join(dev.seaworthy.etcd.Member added) throws IOException {
        reserve(clients, added.getID());
        Member member = new Member(added.getID(), added.getDiskID());
        RaftNode.format(data(added.getID()), CLUSTER, member, Configuration.NONE);
        start(added.getID());
    }

    /** What the configuration files of all nodes say from now on, though some of them may not know it. */
    void forget(long node) {
        peers.remove(node);
        clients.remove(node);
    }

    ServiceOptions options(long node, Optional<TlsFiles> tls, HostPort listenClient, boolean plaintextAnywhere) {
        return new ServiceOptions(
                data(node),
                peers.get(node),
                listenClient,
                peers,
                clients,
                tls,
                plaintextAnywhere,
                requestTimeout,
                "test",
                Optional.of(new OpsOptions(HostPort.anyLoopback(), false)));
    }

    void stop(long node) {
        running.remove(node).close();
    }

    HostPort address(long node) {
        return clients.get(node);
    }

    List<HostPort> addresses() {
        return List.copyOf(clients.values());
    }

    /** What a node that runs tells of itself in numbers. */
    String metrics(long node) throws IOException {
        try (InputStream in =
                URI.create("http://" + opsAddress(node) + "/metrics").toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Where a node that runs has its probes and metrics. */
    HostPort opsAddress(long node) {
        return running.get(node).opsAddress().orElseThrow();
    }

    /** How many bytes of answers the clients of a node that runs have not read yet. */
    long unreadBytes(long node) {
        return running.get(node).unreadBytes();
    }

    KVGrpc.KVBlockingStub kv(long node) {
        return KVGrpc.newBlockingStub(channel(node)).withDeadlineAfter(60, TimeUnit.SECONDS);
    }

    MaintenanceGrpc.MaintenanceBlockingStub maintenance(long node) {
        return MaintenanceGrpc.newBlockingStub(channel(node)).withDeadlineAfter(60, TimeUnit.SECONDS);
    }

    ClusterGrpc.ClusterBlockingStub cluster(long node) {
        return ClusterGrpc.newBlockingStub(channel(node)).withDeadlineAfter(60, TimeUnit.SECONDS);
    }

    ManagedChannel channel(long node) {
        return channels.computeIfAbsent(node, id -> {
            try {
                return Doors.connect(clients.get(id), tls);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    /** Waits until all that run agree on a leader among them. */
    long awaitLeader() throws InterruptedException {
        while (true) {
            long leader = running.firstEntry().getValue().leaderId();
            if (running.containsKey(leader) && running.values().stream().allMatch(it -> it.leaderId() == leader)) {
                return leader;
            }
            pause();
        }
    }

    /** Waits until this one knows of no leader any more. */
    void awaitNoLeader(long node) throws InterruptedException {
        while (running.get(node).leaderId() != 0) {
            pause();
        }
    }

    /** Some member that runs and does not lead. */
    long awaitFollower() throws InterruptedException {
        long leader = awaitLeader();
        return running.keySet().stream().filter(it -> it != leader).findFirst().orElseThrow();
    }

    static void pause() throws InterruptedException {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        if (Thread.interrupted()) {
            throw new InterruptedException("it did not come about in time");
        }
    }

    @Override
    public void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
        running.values().forEach(KvServer::close);
    }
}
