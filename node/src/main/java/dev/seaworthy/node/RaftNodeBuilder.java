package dev.seaworthy.node;

import dev.seaworthy.engine.core.Capabilities;
import dev.seaworthy.engine.core.ClockBound;
import dev.seaworthy.engine.core.Limits;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.host.ReplicaObserver;
import dev.seaworthy.engine.host.StateMachine;
import dev.seaworthy.node.transport.HostPort;
import dev.seaworthy.node.transport.TlsFiles;
import dev.seaworthy.node.transport.TransportOptions;
import dev.seaworthy.node.transport.TransportSecurity;
import dev.seaworthy.storage.thread.StorageLimits;
import dev.seaworthy.storage.thread.SyncObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * Says what a {@link RaftNode} is to be. Identity, directory and state machine have to be given; the rest has a
 * default.
 */
public final class RaftNodeBuilder {
    Path directory;
    StateMachine stateMachine;
    HostPort listen = HostPort.anyLoopback();
    HostPort advertised;
    Map<Long, HostPort> addresses = Map.of();
    TransportSecurity security = TransportSecurity.LOOPBACK;
    TransportOptions transport = TransportOptions.DEFAULT;
    StorageLimits storage = StorageLimits.DEFAULT;
    Limits limits = Limits.DEFAULT;
    ClockBound leaseClock;
    int electionPriority;
    int snapshotEntries = 100_000;
    long logCacheBytesMax = 64L << 20;
    int requestsMax = 16_384;
    long requestBytesMax = 64L << 20;
    long inboxBytesMax = 64L << 20;
    Duration closeTimeout = Duration.ofSeconds(2);
    Executor callbacks;
    Executor announcer = Runnable::run;
    NodeListener listener = NodeListener.NONE;
    ReplicaObserver observer = ReplicaObserver.NONE;
    SyncObserver syncs = SyncObserver.NONE;
    long clusterId;
    Member member;

    RaftNodeBuilder() {}

    /** The member's data directory, made by {@link RaftNode#format}. */
    public RaftNodeBuilder directory(Path path) {
        directory = Objects.requireNonNull(path, "path");
        return this;
    }

    /**
     * Who this node is: what its directory was made for, and what the other members know it by.
     *
     * @param cluster which cluster; members of different ones never talk
     * @param self which node, on which disk
     */
    public RaftNodeBuilder identity(long cluster, Member self) {
        clusterId = cluster;
        member = Objects.requireNonNull(self, "self");
        return this;
    }

    /** What the log drives. It belongs to the node from now on, which calls it from one thread. */
    public RaftNodeBuilder stateMachine(StateMachine machine) {
        stateMachine = Objects.requireNonNull(machine, "machine");
        return this;
    }

    /** Where to listen for the other members; by default on a free port of the loopback interface. */
    public RaftNodeBuilder listen(HostPort address) {
        listen = Objects.requireNonNull(address, "address");
        return this;
    }

    /**
     * Where the other members find this node, where that is not where it listens, as null says; it tells them when it
     * calls.
     */
    public RaftNodeBuilder advertised(HostPort address) {
        advertised = address;
        return this;
    }

    /** Where each node of the cluster listens, by node id; see {@link RaftNode#addresses}. */
    public RaftNodeBuilder addresses(Map<Long, HostPort> ofNodes) {
        addresses = Map.copyOf(Objects.requireNonNull(ofNodes, "ofNodes"));
        return this;
    }

    /** TLS between members, both sides with certificates. */
    public RaftNodeBuilder tls(TlsFiles files) {
        security = TransportSecurity.tls(Objects.requireNonNull(files, "files"));
        return this;
    }

    /**
     * Lets plaintext leave the loopback interface: whoever reaches the port can then read everything, and pretend to be
     * a member. For networks in which nobody else is.
     */
    public RaftNodeBuilder plaintextOnAnyNetwork() {
        security = TransportSecurity.PLAINTEXT_ANYWHERE;
        return this;
    }

    /** Bounds of the network. */
    public RaftNodeBuilder transport(TransportOptions options) {
        transport = Objects.requireNonNull(options, "options");
        return this;
    }

    /** Bounds of the disk's threads, and when a disk counts as full. */
    public RaftNodeBuilder storage(StorageLimits bounds) {
        storage = Objects.requireNonNull(bounds, "bounds");
        return this;
    }

    /** Bounds and timeouts of the protocol. */
    public RaftNodeBuilder limits(Limits bounds) {
        limits = Objects.requireNonNull(bounds, "bounds");
        return this;
    }

    /**
     * Lets leases answer reads, on the strength of this declaration about the members' clocks; null, the default, lets
     * none.
     */
    public RaftNodeBuilder leaseClock(ClockBound bound) {
        leaseClock = bound;
        return this;
    }

    /** 0 for nodes that are to lead; see {@link dev.seaworthy.engine.core.CoreOptions}. */
    public RaftNodeBuilder electionPriority(int priority) {
        electionPriority = priority;
        return this;
    }

    /** How many entries are applied between two snapshots; 100,000 by default. */
    public RaftNodeBuilder snapshotEntries(int entries) {
        snapshotEntries = entries;
        return this;
    }

    /** Most bytes of the log kept in memory beyond what has to be; 64 MiB by default. */
    public RaftNodeBuilder logCacheBytesMax(long bytes) {
        logCacheBytesMax = bytes;
        return this;
    }

    /**
     * How many proposals, and as many reads, may wait for their outcome; more are refused as
     * {@link dev.seaworthy.engine.core.Reason#OVERLOADED}. 16,384 of 64 MiB together by default.
     */
    public RaftNodeBuilder requestsMax(int count, long bytes) {
        requestsMax = count;
        requestBytesMax = bytes;
        return this;
    }

    /** How many bytes of frames may wait for the replica before connections are no longer read; 64 MiB by default. */
    public RaftNodeBuilder inboxBytesMax(long bytes) {
        inboxBytesMax = bytes;
        return this;
    }

    /** How long {@link RaftNode#close} may wait for outcomes and for another leader; 2 s by default. */
    public RaftNodeBuilder closeTimeout(Duration timeout) {
        closeTimeout = Objects.requireNonNull(timeout, "timeout");
        return this;
    }

    /**
     * Where futures are completed and the listener is called, one after the other; by default, and where null, a thread
     * of the node's own. Whatever blocks there holds up the outcomes after it, and never the replica; unless the
     * executor runs what it is given in the calling thread, which is the replica's.
     */
    public RaftNodeBuilder callbacks(Executor executor) {
        callbacks = executor;
        return this;
    }

    /**
     * How the replica's loop is told of requests; by default whoever asks tells it at once. An executor that comes to
     * it after what it is doing, as an event loop does, has it hear of all that came together at once: they cost one
     * waking, and linearizable reads one round of messages. Requests wait as long as the executor does; what else
     * arrives does not. Where it refuses work, the loop is told at once.
     */
    public RaftNodeBuilder announcer(Executor executor) {
        announcer = Objects.requireNonNull(executor, "executor");
        return this;
    }

    /** Who is told what happens to the node. */
    public RaftNodeBuilder listener(NodeListener who) {
        listener = Objects.requireNonNull(who, "who");
        return this;
    }

    /** Who watches the replica, in the replica's thread: counters, a tracer. Must not block. */
    public RaftNodeBuilder observer(ReplicaObserver who) {
        observer = Objects.requireNonNull(who, "who");
        return this;
    }

    /** Who is told of every sync of the log, by the thread that syncs: to measure it. Must not block. */
    public RaftNodeBuilder syncObserver(SyncObserver who) {
        syncs = Objects.requireNonNull(who, "who");
        return this;
    }

    /**
     * Opens the directory, brings the state machine to where it left off, listens, and takes part.
     *
     * @throws IOException where it cannot listen, or the certificates cannot be read, or the other members would not
     *     take this node's for its own
     * @throws dev.seaworthy.storage.StoreException where the directory cannot be opened or is not sound
     * @throws IllegalArgumentException where what was given does not go together
     */
    public RaftNode start() throws IOException {
        Objects.requireNonNull(member, "a node needs its identity: identity(cluster, self)");
        Objects.requireNonNull(directory, "a node needs its data directory: directory(path)");
        Objects.requireNonNull(stateMachine, "a node needs a state machine: stateMachine(machine)");
        return RaftNode.start(this);
    }

    int capabilities() {
        return leaseClock == null ? Capabilities.ALL & ~Capabilities.LEASE : Capabilities.ALL;
    }
}
