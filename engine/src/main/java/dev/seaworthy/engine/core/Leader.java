package dev.seaworthy.engine.core;

import java.util.ArrayList;
import java.util.List;

/** Leads its term: knows how far every other member is, and which reads wait for confirmation. Not thread safe. */
final class Leader implements Role {
    private final long nodeId;
    private final long firstIndex;
    private final List<Progress> peers;
    private final Reads reads;
    long heartbeatDeadlineNanos;

    /**
     * @param firstIndex the index of the NOOP with which it opens its term
     * @param peers every other member
     */
    Leader(long nodeId, long firstIndex, List<Progress> peers, Reads reads) {
        this.nodeId = nodeId;
        this.firstIndex = firstIndex;
        this.peers = peers;
        this.reads = reads;
    }

    @Override
    public RoleName roleName() {
        return RoleName.LEADER;
    }

    @Override
    public long leaderId() {
        return nodeId;
    }

    /** The first entry of its own term: once it is committed, so is everything before it (§5.4.2, §8). */
    long firstIndex() {
        return firstIndex;
    }

    List<Progress> peers() {
        return peers;
    }

    Reads reads() {
        return reads;
    }

    /** How far the other member is; null where that node is none, and for this node itself. */
    Progress progressOf(long peerId) {
        for (int i = 0; i < peers.size(); i++) {
            if (peers.get(i).peerId() == peerId) {
                return peers.get(i);
            }
        }
        return null;
    }

    @Override
    public void encode(StateWriter out) {
        out.number(roleName().code()).number(nodeId).number(firstIndex).number(peers.size());
        for (Progress peer : peers) {
            peer.encode(out);
        }
        reads.encode(out);
        out.number(heartbeatDeadlineNanos);
    }

    static Leader decode(StateReader in) {
        long nodeId = in.number();
        long firstIndex = in.number();
        int count = in.count();
        List<Progress> peers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            peers.add(Progress.decode(in));
        }
        Leader leader = new Leader(nodeId, firstIndex, peers, Reads.decode(in));
        leader.heartbeatDeadlineNanos = in.number();
        return leader;
    }
}
