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

    // Written out: compared for every message, and the one a record brings along is a chain of method handles.
    @Override
    public boolean equals(Object other) {
        return other instanceof Member member && nodeId == member.nodeId && diskId == member.diskId;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(nodeId) * 31 + Long.hashCode(diskId);
    }

    @Override
    public int compareTo(Member other) {
        return nodeId != other.nodeId ? Long.compare(nodeId, other.nodeId) : Long.compare(diskId, other.diskId);
    }
}
