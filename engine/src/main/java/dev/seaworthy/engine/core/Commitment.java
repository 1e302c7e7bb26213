package dev.seaworthy.engine.core;

import java.util.List;

/** What is committed (§5.3, §5.4.2), and which reads are linearizable (thesis §6.4). */
final class Commitment {
    private final CoreState state;

    Commitment(CoreState state) {
        this.state = state;
    }

    /** A member's matchIndex, or the leader's own durable log, has grown. Returns whether more is committed now. */
    boolean advance(Leader leader) {
        if (state.commitIndex == state.log.lastIndex()) {
            return false;
        }
        long replicated = Quorum.reached(state.configuration(), member -> matchIndex(leader, member));
        // §5.4.2: counting replicas commits only entries of the leader's own term; earlier ones are committed with
        // them.
        if (replicated <= state.commitIndex || state.log.termAt(replicated) != state.term()) {
            return false;
        }
        state.commitIndex = replicated;
        state.effects.add(new Effect.AdvanceCommit(replicated));
        leader.reads().onCommittedInTerm(replicated);
        confirmReads(leader);
        return true;
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
        if (state.role instanceof Leader leader) {
            long sequence = leader.reads().accept(state.commitIndex, hasCommittedInTerm(leader));
            confirmReads(leader);
            return new Admission(sequence, null);
        }
        Member leader = state.role.leader();
        if (leader == null) {
            return new Admission(0, Reason.NO_LEADER);
        }
        if (!state.bothHave(leader, Capabilities.READ_INDEX)) {
            return new Admission(0, Reason.NOT_LEADER);
        }
        return new Admission(
                state.askedReads.accept(state.nowNanos + state.limits().electionTimeoutMaxNanos()), null);
    }

    /**
     * A follower or learner asks for its clients. Whoever is no member any more is not sent the entries that its read
     * would have to wait for.
     */
    void onReadIndex(Message.ReadIndex message) {
        if (state.role instanceof Leader leader) {
            if (leader.progressOf(message.from()) == null) {
                state.ignore(message, Reason.UNKNOWN_SENDER);
                return;
            }
            leader.reads()
                    .accept(
                            state.commitIndex,
                            hasCommittedInTerm(leader),
                            message.from(),
                            message.boot(),
                            message.sequence());
            confirmReads(leader);
        } else {
            state.ignore(message, Reason.UNEXPECTED_IN_ROLE);
        }
    }

    void onReadIndexReply(Message.ReadIndexReply message) {
        if (!message.from().equals(state.role.leader()) || message.boot() != state.askedReads.boot()) {
            state.ignore(message, Reason.UNEXPECTED_IN_ROLE);
        } else if (message.sequence() > state.askedReads.lastSequence()) {
            state.ignore(message, Reason.IMPOSSIBLE_INDEX);
        } else {
            state.askedReads.onReply(message.sequence(), message.readIndex(), state.effects);
        }
    }

    /** Asks the leader, once for all reads that have arrived. */
    void flushAskedReads() {
        if (state.askedReads.isAskDue() && state.role.leader() != null) {
            state.askedReads.asked();
            state.send(new Message.ReadIndex(
                    state.self(),
                    state.role.leader(),
                    state.term(),
                    state.askedReads.boot(),
                    state.askedReads.lastSequence()));
        }
    }

    /** Releases the reads that a quorum, this replica among it, has confirmed since they were accepted. */
    void confirmReads(Leader leader) {
        Reads reads = leader.reads();
        if (reads.isEmpty()) {
            return;
        }
        long confirmed = holdsLease(leader)
                ? reads.lastSequence()
                : Quorum.reached(state.configuration(), member -> {
                    if (member.equals(state.self())) {
                        return reads.lastSequence();
                    }
                    Progress peer = leader.progressOf(member);
                    return peer == null ? 0 : peer.readSequence();
                });
        reads.onConfirmed(confirmed, state);
    }

    /**
     * Thesis §6.4.1: for the shortest election timeout after a round left that a quorum has answered, that quorum
     * elects nobody else; counted from when the round left, and shortened by what clocks may differ.
     *
     * <p>Counted by the configuration in force: whoever could be elected without these voters would have to know only a
     * configuration two changes older, and then lacks the committed change between them.
     */
    boolean holdsLease(Leader leader) {
        ClockBound clock = state.options.leaseClock();
        if (clock == null || leader.isLeaseVoid() || !allKeepPromises()) {
            return false;
        }
        long since = Quorum.reached(state.configuration(), member -> {
            if (member.equals(state.self())) {
                return state.nowNanos;
            }
            Progress peer = leader.progressOf(member);
            return peer == null ? Long.MIN_VALUE : peer.roundLeftNanos();
        });
        return state.nowNanos < since + clock.shortened(state.limits().electionTimeoutMinNanos());
    }

    /** A voter of an older release may forget over a restart what it has promised. */
    private boolean allKeepPromises() {
        return keepPromises(state.configuration().voters())
                && keepPromises(state.configuration().outgoing());
    }

    private boolean keepPromises(List<Member> voters) {
        for (int i = 0; i < voters.size(); i++) {
            Member voter = voters.get(i);
            if (!voter.equals(state.self()) && !state.bothHave(voter, Capabilities.LEASE)) {
                return false;
            }
        }
        return true;
    }

    /** §8, thesis §6.4: before that a leader may not know of everything that earlier leaders committed. */
    private boolean hasCommittedInTerm(Leader leader) {
        return state.commitIndex >= leader.firstIndex();
    }

    private long matchIndex(Leader leader, Member member) {
        if (member.equals(state.self())) {
            // The leader is one replica among others: it counts what is durable, not what it has appended.
            return state.durability.durableIndex();
        }
        Progress peer = leader.progressOf(member);
        return peer == null ? 0 : peer.matchIndex();
    }
}
