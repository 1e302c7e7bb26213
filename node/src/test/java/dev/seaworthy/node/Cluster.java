package dev.seaworthy.node;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.Limits;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.host.ProposalOutcome;
import dev.seaworthy.engine.host.ReadOutcome;
import dev.seaworthy.node.transport.HostPort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/** Nodes of a counter in this process, on real disks and real sockets. */
final class Cluster implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 1000;

    private final Path home;
    private final long clusterId = System.nanoTime();
    private final Map<Long, RaftNode> nodes = new TreeMap<>();
    private final Map<Long, HostPort> addresses = new TreeMap<>();
    private final Map<String, Proxy> proxies = new TreeMap<>();
    private UnaryOperator<RaftNodeBuilder> adapt = builder -> builder;

    Cluster(Path home) {
        this.home = home;
    }

    /**
     * Election timeouts that a busy machine keeps.
     *
     * @param trailingEntries how many entries stay in the log before a snapshot's last one
     */
    static Limits limits(int trailingEntries) {
        return Limits.DEFAULT
                .withTimeoutsNanos(Limits.DEFAULT.heartbeatNanos(), 500_000_000L, 1_000_000_000L)
                .withTrailingEntries(trailingEntries)
                .withDiskStallNanos(10_000_000_000L);
    }

    /** Leads every way between two nodes through a proxy, once all nodes run. */
    Cluster behindProxies() throws IOException {
        for (RaftNode from : nodes.values()) {
            Map<Long, HostPort> detours = new TreeMap<>();
            for (RaftNode to : nodes.values()) {
                Proxy proxy = new Proxy(to.listening());
                proxies.put(from.self().nodeId() + " to " + to.self().nodeId(), proxy);
                detours.put(to.self().nodeId(), proxy.address());
            }
            from.addresses(detours);
        }
        return this;
    }

    /** Nothing passes between this node and the others any more. */
    void isolate(long nodeId) {
        for (long other : nodes.keySet()) {
            proxies.get(nodeId + " to " + other).cut();
            proxies.get(other + " to " + nodeId).cut();
        }
    }

    void heal() throws IOException {
        for (Proxy proxy : proxies.values()) {
            proxy.heal();
        }
    }

    /** Changes what nodes are started with from now on. */
    Cluster with(UnaryOperator<RaftNodeBuilder> change) {
        adapt = change;
        return this;
    }

    /** Makes and starts nodes 1 to {@code size}, all voters. */
    Cluster startAll(int size) throws IOException {
        List<Member> members = new ArrayList<>();
        for (long nodeId = 1; nodeId <= size; nodeId++) {
            members.add(member(nodeId));
        }
        for (Member member : members) {
            format(member, Configuration.ofVoters(members));
        }
        for (Member member : members) {
            start(member.nodeId());
        }
        return this;
    }

    static Member member(long nodeId) {
        return new Member(nodeId, 100 * nodeId);
    }

    long clusterId() {
        return clusterId;
    }

    void format(Member member, Configuration initial) {
        RaftNode.format(directory(member.nodeId()), clusterId, member, initial);
    }

    Path directory(long nodeId) {
        return home.resolve("node-" + nodeId);
    }

    /** Starts a node whose directory is there, and tells the others where it listens. */
    RaftNode start(long nodeId) throws IOException {
        RaftNode node = adapt.apply(RaftNode.builder()
                        .identity(clusterId, member(nodeId))
                        .directory(directory(nodeId))
                        .limits(limits(Limits.DEFAULT.trailingEntries()))
                        .stateMachine(new CounterMachine()))
                .start();
        nodes.put(nodeId, node);
        addresses.put(nodeId, node.listening());
        nodes.values().forEach(it -> it.addresses(addresses));
        return node;
    }

    RaftNode node(long nodeId) {
        return nodes.get(nodeId);
    }

    /** Ends a node as a crash does, but for the files, which have to be closed in this process. */
    void kill(long nodeId) {
        nodes.remove(nodeId).stopNow();
    }

    /** The node that leads, as soon as a majority knows it. */
    long leader() throws InterruptedException {
        return leaderOtherThan(0);
    }

    /** The node that leads, once that is not {@code former}. */
    long leaderOtherThan(long former) throws InterruptedException {
        while (true) {
            for (long candidate : nodes.keySet()) {
                long agree = nodes.values().stream()
                        .filter(it -> it.leaderId() == candidate)
                        .count();
                if (candidate != former && agree > nodes.size() / 2) {
                    return candidate;
                }
            }
            Patience.pause();
        }
    }

    /** Adds to the counter, asking one node after the other until one commits it; may add more than once. */
    long add(long number) throws Exception {
        while (true) {
            for (RaftNode node : List.copyOf(nodes.values())) {
                ProposalOutcome outcome = outcome(node, number);
                if (outcome instanceof ProposalOutcome.Committed committed) {
                    return CounterMachine.number(committed.result());
                }
            }
            Patience.pause();
        }
    }

    /** Proposes to add, to every node, and waits for no outcome. */
    void proposeEverywhere(long number) {
        for (RaftNode node : nodes.values()) {
            CompletableFuture<ProposalOutcome> unused = node.propose(CounterMachine.bytes(number));
        }
    }

    private static ProposalOutcome outcome(RaftNode node, long number) throws InterruptedException, ExecutionException {
        try {
            return node.propose(CounterMachine.bytes(number)).get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return null;
        }
    }

    /** The count as a linearizable read at this node says it. */
    long count(long nodeId) throws Exception {
        while (true) {
            ReadOutcome outcome = node(nodeId).read(new byte[0]).get();
            if (outcome instanceof ReadOutcome.Answered answered) {
                return CounterMachine.number(answered.result());
            }
            Patience.pause();
        }
    }

    @Override
    public void close() throws IOException {
        nodes.values().forEach(RaftNode::stopNow);
        nodes.clear();
        for (Proxy proxy : proxies.values()) {
            proxy.close();
        }
    }
}
