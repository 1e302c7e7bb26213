package dev.seaworthy.engine.core;

/**
 * A replica as the configuration knows it. A node that comes back on another disk is another member: what the old one
 * promised is lost (the idea of Kafka's KIP-853).
 *
 * @param nodeId which node; at least 1
 * @param diskId which disk of that node, drawn when the data directory is made
 */
public record Member(long nodeId, long diskId) implements Comparable<Member> {
    public Member {
        if (nodeId < 1) {
            throw new IllegalArgumentException("a node id is at least 1, not " + nodeId);
        }
    }

    @Override
    public int compareTo(Member other) {
        return nodeId != other.nodeId ? Long.compare(nodeId, other.nodeId) : Long.compare(diskId, other.diskId);
    }
}
