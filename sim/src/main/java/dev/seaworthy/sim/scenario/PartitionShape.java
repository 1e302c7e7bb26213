package dev.seaworthy.sim.scenario;

/** Which links a partition cuts. "The node" is the fault's node. */
public enum PartitionShape {
    /** The node is cut off from all other nodes and from clients. */
    ISOLATE,
    /** The node is cut off from all other nodes, but clients still reach it. */
    ISOLATE_FROM_PEERS,
    /** Two groups, drawn from the fault's identity, cannot reach each other. */
    SPLIT,
    /** Two groups reach each other only through the node, which reaches everyone. */
    BRIDGE,
    /** Every node reaches only its two neighbours in a circle. */
    RING,
    /** What the node says is lost; what others say reaches it. */
    MUTE,
    /** What others say does not reach the node; what it says reaches them. */
    DEAF,
    /** Clients cannot reach the node. */
    CLIENTS;

    /** Whether it matters which node the partition concerns. */
    public boolean isAboutANode() {
        return this != SPLIT && this != RING;
    }
}
