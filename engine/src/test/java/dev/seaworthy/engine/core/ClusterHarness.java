package dev.seaworthy.engine.core;

import static dev.seaworthy.engine.core.CoreHarness.member;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * A few cores and what they say to each other. Nothing is delivered, nothing becomes durable and no time passes unless
 * a test says so.
 */
final class ClusterHarness {
    private final List<CoreHarness> nodes = new ArrayList<>();

    ClusterHarness(List<CoreHarness> nodes) {
        this.nodes.addAll(nodes);
    }

    static ClusterHarness of(int count) {
        List<CoreHarness> nodes = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            nodes.add(CoreHarness.started(i, count));
        }
        return new ClusterHarness(nodes);
    }

    CoreHarness node(long nodeId) {
        return nodes.get((int) nodeId - 1);
    }

    /** Replaces a node by one that starts from what its disk held. */
    void restart(long nodeId, CoreHarness node) {
        node.now = Math.max(node.now, node(nodeId).now);
        nodes.set((int) nodeId - 1, node);
    }

    void pass(long nanos) {
        for (CoreHarness node : nodes) {
            node.pass(nanos);
        }
    }

    /**
     * Delivers everything these nodes say to each other, with disks that lose nothing, until all is said. Others hear
     * nothing.
     */
    void settle(long... members) {
        ArrayDeque<Message> network = new ArrayDeque<>();
        do {
            if (!network.isEmpty()) {
                Message message = network.remove();
                if (contains(members, message.to().nodeId())) {
                    node(message.to().nodeId()).receive(message);
                }
            }
            for (long member : members) {
                CoreHarness node = node(member);
                node.persistAll();
                node.flush();
                network.addAll(node.left);
                node.left.clear();
            }
        } while (!network.isEmpty());
    }

    /** Makes {@code nodeId} campaign among these nodes, which have long heard nothing, and win. */
    void elect(long nodeId, long... members) {
        pass(CoreHarness.LIMITS.electionTimeoutMaxNanos());
        node(nodeId).timer();
        settle(members);
        assertEquals(RoleName.LEADER, node(nodeId).core.role());
    }

    /** Checks that no two nodes know different entries as committed. */
    void assertCommittedEntriesAgree() {
        for (CoreHarness one : nodes) {
            for (CoreHarness other : nodes) {
                long common = Math.min(one.core.commitIndex(), other.core.commitIndex());
                for (long index = 1; index <= common; index++) {
                    assertEquals(one.core.termAt(index), other.core.termAt(index), "entry " + index);
                }
            }
        }
        assertTrue(nodes.size() > 1, "there is something to compare");
    }

    private static boolean contains(long[] members, long nodeId) {
        for (long member : members) {
            if (member == nodeId) {
                return true;
            }
        }
        return false;
    }
}
