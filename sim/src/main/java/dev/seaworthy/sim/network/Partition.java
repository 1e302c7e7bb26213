package dev.seaworthy.sim.network;

import dev.seaworthy.sim.kernel.Concern;
import dev.seaworthy.sim.kernel.Draws;
import dev.seaworthy.sim.scenario.Fault;
import dev.seaworthy.sim.scenario.FaultKind;
import dev.seaworthy.sim.scenario.PartitionShape;

/**
 * Which directed links one partition cuts, see {@link PartitionShape}. Groups are of nodes; clients reach both sides of
 * a split, so that they can be served by a leader who is none any more. Immutable.
 */
public final class Partition {
    /** The key of a mask of two groups; masks of further decisions would get numbers of their own. */
    private static final long GROUPS = 1;

    private final PartitionShape shape;
    private final int node;
    private final int nodes;
    private final long group;

    private Partition(PartitionShape shape, int node, int nodes, long group) {
        this.shape = shape;
        this.node = node;
        this.nodes = nodes;
        this.group = group;
    }

    /**
     * The partition that a fault stands for.
     *
     * @param fault a partition; its id decides who is in which group
     * @param node the node it concerns, from 1; 0 where its shape is not about one
     * @param nodes how many nodes there are
     * @param draws the run's
     * @throws IllegalArgumentException where the fault is no partition, or its shape needs a node and there is none
     *     such
     */
    public static Partition of(Fault fault, int node, int nodes, Draws draws) {
        if (fault.kind() != FaultKind.PARTITION) {
            throw new IllegalArgumentException("fault " + fault.id() + " is no partition: " + fault.kind());
        }
        if (fault.shape().isAboutANode() && (node < 1 || node > nodes)) {
            throw new IllegalArgumentException("fault " + fault.id() + ": the shape " + fault.shape()
                    + " needs a node from 1 to " + nodes + ", not " + node);
        }
        return new Partition(fault.shape(), node, nodes, group(fault, nodes, draws));
    }

    /** Whether a message from one endpoint does not reach another. */
    public boolean cuts(int from, int to) {
        boolean betweenNodes = from <= nodes && to <= nodes;
        boolean touchesTheNode = from == node || to == node;
        return switch (shape) {
            case ISOLATE -> touchesTheNode;
            case ISOLATE_FROM_PEERS -> touchesTheNode && betweenNodes;
            case SPLIT -> betweenNodes && groupOf(from) != groupOf(to);
            case BRIDGE -> betweenNodes && !touchesTheNode && groupOf(from) != groupOf(to);
            case RING -> betweenNodes && !areNeighbours(from, to);
            case MUTE -> from == node;
            case DEAF -> to == node;
            case CLIENTS -> touchesTheNode && !betweenNodes;
        };
    }

    /** A mask that leaves neither group empty, where there are two nodes or more. A bridge's own bit means nothing. */
    private static long group(Fault fault, int nodes, Draws draws) {
        // Among the other nodes of a bridge both groups must have one too; which of them stands where is drawn by rank.
        int members = fault.shape() == PartitionShape.BRIDGE ? nodes - 1 : nodes;
        return members < 2 ? 0 : draws.between(1, (1L << members) - 2, Concern.PARTITION, fault.id(), GROUPS, 0);
    }

    private long groupOf(int endpoint) {
        int rank = endpoint - 1;
        if (shape == PartitionShape.BRIDGE && endpoint > node) {
            rank--;
        }
        return group >>> rank & 1;
    }

    private boolean areNeighbours(int one, int other) {
        int distance = Math.abs(one - other);
        return distance <= 1 || distance == nodes - 1;
    }
}
