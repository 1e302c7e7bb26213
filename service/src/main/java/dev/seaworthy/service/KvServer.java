package dev.seaworthy.service;

import dev.seaworthy.etcd.ClusterGrpc;
import dev.seaworthy.etcd.KVGrpc;
import dev.seaworthy.etcd.MaintenanceGrpc;
import dev.seaworthy.kv.HashAt;
import dev.seaworthy.kv.KvCodec;
import dev.seaworthy.kv.members.ServedStateMachine;
import dev.seaworthy.node.NodeHalt;
import dev.seaworthy.node.RaftNode;
import dev.seaworthy.node.RaftNodeBuilder;
import dev.seaworthy.node.transport.Diagnosis;
import dev.seaworthy.node.transport.HostPort;
import dev.seaworthy.service.ops.MeteredStateMachine;
import dev.seaworthy.service.ops.Meters;
import dev.seaworthy.service.ops.Ops;
import dev.seaworthy.service.ops.OpsSubject;
import dev.seaworthy.storage.DataDirectory;
import dev.seaworthy.storage.StoreIdentity;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.health.v1.HealthGrpc;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A member of a replicated key-value store, with both its doors open: one for the other members, one for clients, who
 * find etcd's services KV, Maintenance and Cluster there, and {@code grpc.health.v1}.
 *
 * <p>Started and running, or not there at all. Any thread may call any method.
 */
public final class KvServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KvServer.class);
    private static final long DRAIN_MILLIS = 1_000;
    private static final Context.Key<Boolean> FORWARDED = Context.key("forwarded");

    private final Leadership leadership;
    private final RaftNode node;
    private final ServerThreads threads;
    private final Requests requests;
    private final UnreadAnswers unread = new UnreadAnswers(UnreadAnswers.CONNECTION_BYTES_MAX, UnreadAnswers.BYTES_MAX);
    private final Server server;
    /** Null where nobody wants one. */
    private final Ops ops;
    /** How all that has been opened ends, the newest first. */
    private final Deque<Runnable> ends = new ArrayDeque<>();

    /**
     * Opens the data directory, takes part in the cluster, and serves clients.
     *
     * @throws IOException where it cannot listen, or the certificates cannot be read
     * @throws dev.seaworthy.storage.StoreException where the directory cannot be opened or is not sound
     */
    public static KvServer start(ServiceOptions options) throws IOException {
        return start(options, ServiceTuning.DEFAULT);
    }

    /** The same with what is to be otherwise than by default. */
    public static KvServer start(ServiceOptions options, ServiceTuning tuning) throws IOException {
        return new KvServer(options, tuning);
    }

    private KvServer(ServiceOptions options, ServiceTuning tuning) throws IOException {
        StoreIdentity identity = DataDirectory.identityOf(options.data());
        long self = identity.member().nodeId();
        MemberAddresses addresses = new MemberAddresses(self, options, tuning);
        leadership = new Leadership(addresses::on);
        Meters meters = new Meters();
        MeteredStateMachine store = meters.store(new ServedStateMachine(addresses::on));
        threads = new ServerThreads(self);
        ends.push(threads::end);
        try {
            Optional<DoorTls> tls = options.tls().isPresent()
                    ? Optional.of(DoorTls.load(options.tls().get(), threads.files()))
                    : Optional.empty();
            ops = ops(options, tls, meters, store, self);
            node = node(options, tuning, identity, addresses, store, meters);
            ends.push(node::stopNow);
            Forwarding forwarding =
                    new Forwarding(addresses::client, address -> Doors.connect(address, tls, threads.clients()));
            ends.push(forwarding::close);
            RequestLimits limits = RequestLimits.of(options.requestTimeout());
            requests = new Requests(node, forwarding, threads::near, limits, meters);
            Headers headers = new Headers(identity.clusterId(), self, leadership);
            MemberLists lists = new MemberLists(node, requests, headers, addresses);
            MembershipChanges changes = new MembershipChanges(node, requests, addresses, lists);
            server = Doors.listen(options.listenClient(), tls, options.plaintextAnywhere(), threads.clients())
                    .addTransportFilter(unread)
                    .intercept(unread)
                    .intercept(new ForwardedMark())
                    .intercept(meters.calls(List.of(
                            KVGrpc.getServiceDescriptor(),
                            MaintenanceGrpc.getServiceDescriptor(),
                            ClusterGrpc.getServiceDescriptor(),
                            HealthGrpc.getServiceDescriptor())))
                    .addService(new KvService(requests, headers, FORWARDED))
                    .addService(new MaintenanceService(
                            node, requests, headers, options.data(), options.version(), threads.files()))
                    .addService(new ClusterService(requests, changes, lists, FORWARDED))
                    .addService(leadership.health().getHealthService())
                    .fallbackHandlerRegistry(new NotThere())
                    .build();
            listen(server, options.listenClient());
            ends.push(server::shutdownNow);
            CompletableFuture<Void> unused = node.status()
                    .thenAccept(now -> addresses.listen(now.replica().configuration(), node::addresses));
            new Housekeeping(node, requests, changes, addresses).start(threads.timer());
        } catch (IOException | RuntimeException | Error e) {
            end();
            throw e;
        }
        if (ops != null) {
            ops.started(node);
        }
        LOG.info("node {} serves clients at {}", self, clientAddress());
    }

    private static void listen(Server server, HostPort at) throws IOException {
        try {
            server.start();
        } catch (IOException e) {
            throw Diagnosis.cannotListen(at, "clients", e);
        }
    }

    private Ops ops(ServiceOptions options, Optional<DoorTls> tls, Meters meters, MeteredStateMachine store, long self)
            throws IOException {
        if (options.ops().isEmpty()) {
            return null;
        }
        byte[] question = KvCodec.encodeQuery(new HashAt(0));
        OpsSubject subject = new OpsSubject(self, options.version(), options.data(), store, question);
        Ops opened =
                Ops.open(options.ops().get(), tls.map(DoorTls::http), options.plaintextAnywhere(), meters, subject);
        ends.push(opened::close);
        return opened;
    }

    private RaftNode node(
            ServiceOptions options,
            ServiceTuning tuning,
            StoreIdentity identity,
            MemberAddresses addresses,
            MeteredStateMachine store,
            Meters meters)
            throws IOException {
        RaftNodeBuilder builder = RaftNode.builder()
                .identity(identity.clusterId(), identity.member())
                .directory(options.data())
                .stateMachine(store)
                .observer(meters.replica())
                .syncObserver(meters.log())
                .listen(options.listenPeer())
                .advertised(options.peers().get(identity.member().nodeId()))
                .addresses(addresses.others())
                .limits(tuning.limits())
                .snapshotEntries(tuning.snapshotEntries())
                .listener(leadership)
                // Where answers are written: one thread hands over fewer times than two, and writes what came together.
                .callbacks(threads.clients().next())
                // After all that has arrived from clients was read.
                .announcer(work -> threads.near().execute(work));
        if (options.tls().isPresent()) {
            builder.tls(options.tls().get());
        } else if (options.plaintextAnywhere()) {
            builder.plaintextOnAnyNetwork();
        }
        return builder.start();
    }

    /** Which node of the cluster this is. */
    public long nodeId() {
        return node.self().nodeId();
    }

    /** Who leads, as far as known here; 0 where unknown. */
    public long leaderId() {
        return node.leaderId();
    }

    /** Where clients find it. */
    public HostPort clientAddress() {
        InetSocketAddress address =
                (InetSocketAddress) server.getListenSockets().get(0);
        return new HostPort(address.getAddress().getHostAddress(), address.getPort());
    }

    /** Where the other members find it. */
    public HostPort peerAddress() {
        return node.listening();
    }

    /** Where its probes and metrics are; empty where it has none. */
    public Optional<HostPort> opsAddress() {
        return Optional.ofNullable(ops).map(Ops::listening);
    }

    /** How many bytes of answers its clients have not read yet. */
    long unreadBytes() {
        return unread.bytes();
    }

    /** Waits until the replica halts: its disk has failed, or an invariant is broken. */
    public NodeHalt awaitHalt() throws InterruptedException {
        return leadership.awaitHalt();
    }

    /**
     * Stops in an orderly way: no new calls, time for those under way, the leadership handed over. Returns when
     * everything has ended.
     */
    @Override
    public void close() {
        if (ops != null) {
            ops.stopping();
        }
        leadership.health().enterTerminalState();
        server.shutdown();
        try {
            if (!server.awaitTermination(DRAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.info("node {} stops with calls under way", nodeId());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        node.close();
        // Those that waited for a leader are told that they were not executed.
        requests.awaitNone();
        end();
    }

    private synchronized void end() {
        while (!ends.isEmpty()) {
            ends.pop().run();
        }
    }

    private static final class ForwardedMark implements ServerInterceptor {
        @Override
        public <Q, R> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
            // Most calls are not: they need no context of their own.
            return headers.containsKey(Forwarding.FORWARDED)
                    ? Contexts.interceptCall(Context.current().withValue(FORWARDED, true), call, headers, next)
                    : next.startCall(call, headers);
        }
    }
}
