package dev.seaworthy.node;

import dev.seaworthy.engine.core.Configuration;
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
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/** Nodes of a counter in this process, on real disks and real sockets. */
final class Cluster implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 1000;

    /** A question about the cluster that is asked until the answer is yes. */
    interface Condition {
        boolean holds() throws Exception;
    }

    private final Path home;
    private final UUID clusterId = UUID.randomUUID();
    private final Map<Long, RaftNode> nodes = new TreeMap<>();
    private final Map<Long, HostPort> addresses = new TreeMap<>();
    private UnaryOperator<RaftNodeBuilder> adapt = builder -> builder;

    Cluster(Path home) {
        this.home = home;
    }

    /** Waits for something that other threads bring about; the test's own timeout ends it where they do not. */
    static void until(Condition condition) throws Exception {
        while (!condition.holds()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    /** Changes what nodes are started with from now on. */
    Cluster with(UnaryOperator<RaftNodeBuilder> change) {
        adapt = change;
        return this;
    }

    /** Makes and starts nodes 1 to {@code size}, all voters. */
    Cluster start(int size) throws IOException {
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

    UUID clusterId() {
        return clusterId;
    }

    void format(Member member, Configuration initial) {
        DiskPorts.format(directory(member.nodeId()), initial);
    }

    Path directory(long nodeId) {
        return home.resolve("node-" + nodeId);
    }

    /** Starts a node whose directory is there, and tells the others where it listens. */
    RaftNode start(long nodeId) throws IOException {
        RaftNode node = adapt.apply(RaftNode.builder()
                        .identity(clusterId, member(nodeId))
                        .directory(directory(nodeId))
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

    /** The node that leads, as soon as it and a majority know it. */
    long leader() throws Exception {
        while (true) {
            for (Map.Entry<Long, RaftNode> entry : nodes.entrySet()) {
                long agree = nodes.values().stream()
                        .filter(it -> it.leaderId() == entry.getKey())
                        .count();
                if (agree > nodes.size() / 2) {
                    return entry.getKey();
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
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
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
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
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    @Override
    public void close() {
        nodes.values().forEach(RaftNode::stopNow);
        nodes.clear();
    }
}
