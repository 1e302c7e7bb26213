package dev.seaworthy.engine.core;

import java.util.ArrayList;
import java.util.List;

/** Leads its term: knows how far every other member is, and which reads wait for confirmation. Not thread safe. */
final class Leader implements Role {
    private final Member self;
    private final long firstIndex;
    private final List<Progress> peers;
    private final Reads reads;
    private Transfer transfer;
    /** Whether nobody may rely on a lease for the rest of the term. */
    private boolean leaseVoid;

    long heartbeatDeadlineNanos;

    /**
     * @param firstIndex the index of the entry with which it opens its term
     * @param peers every other member
     */
    Leader(Member self, long firstIndex, List<Progress> peers, Reads reads) {
        this.self = self;
        this.firstIndex = firstIndex;
        this.peers = peers;
        this.reads = reads;
    }

    @Override
    public RoleName roleName() {
        return RoleName.LEADER;
    }

    @Override
    public Member leader() {
        return self;
    }

    /** The first entry of its own term: once it is committed, so is everything before it (§5.4.2, §8). */
    long firstIndex() {
        return firstIndex;
    }

    /** Every other member; and, until their removal is committed, those that have just been removed. */
    List<Progress> peers() {
        return peers;
    }

    Reads reads() {
        return reads;
    }

    /** The leadership transfer under way; null where none is. */
    Transfer transfer() {
        return transfer;
    }

    void transfer(Transfer next) {
        transfer = next;
    }

    boolean isLeaseVoid() {
        return leaseVoid;
    }

    /** From now on an election can be won at any time, whatever the others have promised. */
    void voidLease() {
        leaseVoid = true;
    }

    /** How far the other member is; null where it is none, and for this one itself. */
    Progress progressOf(Member member) {
        for (int i = 0; i < peers.size(); i++) {
            if (peers.get(i).member().equals(member)) {
                return peers.get(i);
            }
        }
        return null;
    }

    @Override
    public void encode(StateWriter out) {
        out.number(roleName().code()).member(self).number(firstIndex).number(peers.size());
        for (Progress peer : peers) {
            peer.encode(out);
        }
        reads.encode(out);
        out.number(heartbeatDeadlineNanos).flag(leaseVoid).flag(transfer != null);
        if (transfer != null) {
            transfer.encode(out);
        }
    }

    static Leader decode(StateReader in) {
        Member self = in.member();
        long firstIndex = in.number();
        int count = in.count();
        List<Progress> peers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            peers.add(Progress.decode(in));
        }
        Leader leader = new Leader(self, firstIndex, peers, Reads.decode(in));
        leader.heartbeatDeadlineNanos = in.number();
        leader.leaseVoid = in.flag();
        leader.transfer = in.flag() ? Transfer.decode(in) : null;
        return leader;
    }
}
