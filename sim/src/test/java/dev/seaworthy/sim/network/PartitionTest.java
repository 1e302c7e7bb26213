package dev.seaworthy.sim.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.sim.kernel.Draws;
import dev.seaworthy.sim.scenario.Fault;
import dev.seaworthy.sim.scenario.FaultKind;
import dev.seaworthy.sim.scenario.PartitionShape;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PartitionTest {
    private static final Draws DRAWS = new Draws(7);
    private static final int NODES = 5;
    private static final int CLIENT = 6;

    @Test
    void isolateCutsTheNodeOffFromAll() {
        Partition partition = partition(PartitionShape.ISOLATE, 2);
        assertTrue(
                partition.cuts(2, 1) && partition.cuts(1, 2) && partition.cuts(CLIENT, 2) && partition.cuts(2, CLIENT));
        assertFalse(partition.cuts(1, 3) || partition.cuts(CLIENT, 1) || partition.cuts(1, CLIENT));
    }

    @Test
    void isolateFromPeersLeavesTheNodeItsClients() {
        Partition partition = partition(PartitionShape.ISOLATE_FROM_PEERS, 2);
        assertTrue(partition.cuts(2, 1) && partition.cuts(1, 2));
        assertFalse(partition.cuts(CLIENT, 2) || partition.cuts(2, CLIENT) || partition.cuts(1, 3));
    }

    @Property
    void splitLeavesTwoGroupsOfNodesThatClientsStillReach(
            @ForAll int id, @ForAll @IntRange(min = 2, max = 9) int nodes) {
        Partition partition = Partition.of(fault(id, PartitionShape.SPLIT), 0, nodes, DRAWS);
        assertTwoGroups(partition, nodes, 0);
        assertFalse(partition.cuts(nodes + 1, 1) || partition.cuts(nodes, nodes + 2));
    }

    @Property
    void bridgeLeavesTwoGroupsThatMeetOnlyAtTheNode(
            @ForAll int id,
            @ForAll @IntRange(min = 3, max = 9) int nodes,
            @ForAll @IntRange(min = 1, max = 9) int node) {
        int bridge = Math.min(node, nodes);
        Partition partition = Partition.of(fault(id, PartitionShape.BRIDGE), bridge, nodes, DRAWS);
        assertTwoGroups(partition, nodes, bridge);
        for (int other = 1; other <= nodes + 2; other++) {
            assertFalse(partition.cuts(bridge, other) || partition.cuts(other, bridge));
        }
    }

    /** Nodes that reach each other directly form exactly two groups, in which everyone reaches everyone, both ways. */
    private static void assertTwoGroups(Partition partition, int nodes, int without) {
        TreeSet<String> groups = new TreeSet<>();
        for (int node = 1; node <= nodes; node++) {
            if (node != without) {
                StringBuilder group = new StringBuilder();
                for (int other = 1; other <= nodes; other++) {
                    assertEquals(partition.cuts(node, other), partition.cuts(other, node));
                    group.append(other != without && !partition.cuts(node, other) ? other : "-");
                }
                groups.add(group.toString());
            }
        }
        assertEquals(2, groups.size(), groups::toString);
    }

    @Test
    void everySplitOfThreeOccurs() {
        TreeSet<String> seen = new TreeSet<>();
        for (int id = 0; id < 100; id++) {
            Partition partition = Partition.of(fault(id, PartitionShape.SPLIT), 0, 3, DRAWS);
            seen.add(partition.cuts(1, 2) + " " + partition.cuts(2, 3) + " " + partition.cuts(1, 3));
        }
        assertEquals(3, seen.size(), seen::toString);
    }

    @Test
    void ringLeavesEveryNodeItsTwoNeighbours() {
        Partition partition = partition(PartitionShape.RING, 0);
        for (int node = 1; node <= NODES; node++) {
            int reached = 0;
            for (int other = 1; other <= NODES; other++) {
                reached += other != node && !partition.cuts(node, other) ? 1 : 0;
            }
            assertEquals(2, reached);
            assertFalse(partition.cuts(CLIENT, node));
        }
        assertFalse(partition.cuts(5, 1));
        assertTrue(partition.cuts(1, 3));
    }

    @Test
    void muteAndDeafCutOneDirection() {
        Partition mute = partition(PartitionShape.MUTE, 2);
        assertTrue(mute.cuts(2, 1) && mute.cuts(2, CLIENT));
        assertFalse(mute.cuts(1, 2) || mute.cuts(CLIENT, 2) || mute.cuts(1, 3));
        Partition deaf = partition(PartitionShape.DEAF, 2);
        assertTrue(deaf.cuts(1, 2) && deaf.cuts(CLIENT, 2));
        assertFalse(deaf.cuts(2, 1) || deaf.cuts(2, CLIENT) || deaf.cuts(1, 3));
    }

    @Test
    void clientsCutsTheNodeOffFromClientsOnly() {
        Partition partition = partition(PartitionShape.CLIENTS, 2);
        assertTrue(partition.cuts(CLIENT, 2) && partition.cuts(2, CLIENT));
        assertFalse(partition.cuts(1, 2) || partition.cuts(2, 1) || partition.cuts(CLIENT, 1));
    }

    @Test
    void aShapeAboutANodeNeedsOne() {
        assertThrows(IllegalArgumentException.class, () -> partition(PartitionShape.ISOLATE, 0));
        assertThrows(IllegalArgumentException.class, () -> partition(PartitionShape.BRIDGE, NODES + 1));
        Fault crash = new Fault(1, FaultKind.CRASH, null, 1, 0, null, 1);
        assertThrows(IllegalArgumentException.class, () -> Partition.of(crash, 1, NODES, DRAWS));
    }

    private static Partition partition(PartitionShape shape, int node) {
        return Partition.of(fault(1, shape), node, NODES, DRAWS);
    }

    private static Fault fault(int id, PartitionShape shape) {
        return new Fault(id, FaultKind.PARTITION, shape, 0, 0, null, 1);
    }
}
