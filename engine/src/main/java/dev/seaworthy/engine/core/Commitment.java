package dev.seaworthy.engine.core;

/** What is committed (§5.3, §5.4.2), and which reads are linearizable (thesis §6.4). */
final class Commitment {
    private final CoreState state;

    Commitment(CoreState state) {
        this.state = state;
    }

    /** A member's matchIndex, or the leader's own durable log, has grown. */
    void advance(Leader leader) {
        long replicated = Quorum.reached(state.configuration(), nodeId -> matchIndex(leader, nodeId));
        // §5.4.2: counting replicas commits only entries of the leader's own term; earlier ones are committed with
        // them.
        if (replicated > state.commitIndex && state.log.termAt(replicated) == state.term()) {
            state.commitIndex = replicated;
            state.effects.add(new Effect.AdvanceCommit(replicated));
            leader.reads().onCommittedInTerm(replicated);
            confirmReads(leader);
        }
    }

    /**
     * The leader says that entries up to {@code index} are committed, and the log is known to equal its own that far.
     */
    void followTo(long index) {
        if (index > state.commitIndex) {
            state.commitIndex = index;
            state.effects.add(new Effect.AdvanceCommit(index));
        }
    }

    Admission read() {
        if (!(state.role instanceof Leader leader)) {
            return new Admission(0, Reason.NOT_LEADER);
        }
        // §8, thesis §6.4: before its first commit a leader may not know of everything that earlier leaders committed.
        boolean committedInTerm = state.commitIndex >= leader.firstIndex();
        return new Admission(leader.reads().accept(state.commitIndex, committedInTerm), null);
    }

    /** Releases the reads that a quorum, this node among it, has confirmed since they were accepted. */
    void confirmReads(Leader leader) {
        Reads reads = leader.reads();
        if (reads.isEmpty()) {
            return;
        }
        long confirmed = Quorum.reached(state.configuration(), nodeId -> {
            Progress peer = leader.progressOf(nodeId);
            return nodeId == state.nodeId() ? reads.lastSequence() : peer == null ? 0 : peer.readSequence();
        });
        reads.onConfirmed(confirmed, state.effects);
    }

    private long matchIndex(Leader leader, long nodeId) {
        if (nodeId == state.nodeId()) {
            // The leader is one replica among others: it counts what is durable, not what it has appended.
            return state.durability.durableIndex();
        }
        Progress peer = leader.progressOf(nodeId);
        return peer == null ? 0 : peer.matchIndex();
    }
}
