package dev.seaworthy.engine.core;

import java.util.List;
import java.util.function.LongConsumer;

/**
 * Votes: PreVote (thesis §9.6), RequestVote (§5.2, §5.4.1), leader stickiness (thesis §4.2.3) and the step-down of a
 * leader that has lost its quorum (thesis §6.2). The four are one design: PreVote keeps a cut-off node from raising
 * terms, stickiness keeps a returning one from unseating a leader, and the step-down keeps stickiness from protecting a
 * leader that no quorum hears.
 */
final class Elections {
    private final CoreState state;
    private final Transitions transitions;
    private final Replication replication;

    Elections(CoreState state, Transitions transitions, Replication replication) {
        this.state = state;
        this.transitions = transitions;
        this.replication = replication;
    }

    /** Thesis §4.2.3: whoever has heard from a living leader helps nobody to replace it. */
    boolean leaderIsAlive() {
        if (state.role instanceof Follower follower) {
            return follower.leaderId() != HardState.NOBODY
                    && state.nowNanos - follower.contactNanos() < state.limits().electionTimeoutMinNanos();
        }
        return state.role instanceof Leader;
    }

    void onTimer() {
        if (state.role instanceof Leader leader) {
            stepDownWithoutQuorum(leader);
        } else if (state.nowNanos >= state.electionDeadlineNanos) {
            campaign();
        }
    }

    void onPreVote(Message.PreVote message) {
        // §5.4.1 holds for the question as for the vote itself. A learner answers too: it may have been promoted
        // without knowing.
        boolean granted = isUpToDate(message.last());
        state.send(new Message.PreVoteReply(state.nodeId(), message.from(), state.term(), granted));
    }

    void onPreVoteReply(Message.PreVoteReply message) {
        if (!(state.role instanceof PreCandidate candidacy)) {
            state.ignore(message, Reason.UNEXPECTED_IN_ROLE);
            return;
        }
        candidacy.tally().record(message.from(), message.granted());
        decidePreVote(candidacy);
    }

    void onRequestVote(Message.RequestVote message) {
        long votedFor = state.hardState.votedFor();
        boolean granted = votedFor == message.from();
        // §5.2: one vote per term, first come, first served. §5.4.1: only to a log that holds at least all that ours
        // holds.
        if (votedFor == HardState.NOBODY && isUpToDate(message.last())) {
            transitions.voteFor(message.from());
            if (state.role instanceof PreCandidate) {
                transitions.becomeFollower(HardState.NOBODY, Reason.ELECTION_LOST);
            }
            transitions.resetElectionDeadline();
            granted = true;
        }
        state.send(new Message.RequestVoteReply(state.nodeId(), message.from(), state.term(), granted));
    }

    void onRequestVoteReply(Message.RequestVoteReply message) {
        if (!(state.role instanceof Candidate candidacy)) {
            state.ignore(message, Reason.UNEXPECTED_IN_ROLE);
            return;
        }
        candidacy.tally().record(message.from(), message.granted());
        decideVote(candidacy);
    }

    /** Figure 2, candidates: its own vote counts like any other's, once it is durable. */
    void onPersisted() {
        if (state.role instanceof Candidate candidacy && state.durability.isPersisted(candidacy.voteIo())) {
            candidacy.tally().record(state.nodeId(), true);
            decideVote(candidacy);
        }
    }

    /** Answers a vote request of an earlier term, so that its sender learns of ours. */
    void refuseStale(Message.PreVote message) {
        state.send(new Message.PreVoteReply(state.nodeId(), message.from(), state.term(), false));
    }

    /** Answers a vote request of an earlier term, so that its sender learns of ours. */
    void refuseStale(Message.RequestVote message) {
        state.send(new Message.RequestVoteReply(state.nodeId(), message.from(), state.term(), false));
    }

    private void campaign() {
        if (!state.isVoter()) {
            transitions.resetElectionDeadline();
            return;
        }
        transitions.becomePreCandidate(Reason.ELECTION_TIMEOUT);
        EntryId last = state.log.last();
        forEachOtherVoter(voter -> state.send(new Message.PreVote(state.nodeId(), voter, state.term(), last)));
        decidePreVote((PreCandidate) state.role);
    }

    private void decidePreVote(PreCandidate candidacy) {
        switch (Quorum.vote(state.configuration(), candidacy.tally())) {
            case WON -> {
                transitions.becomeCandidate(Reason.PRE_VOTE_WON);
                EntryId last = state.log.last();
                forEachOtherVoter(
                        voter -> state.send(new Message.RequestVote(state.nodeId(), voter, state.term(), last)));
            }
            case LOST -> transitions.becomeFollower(HardState.NOBODY, Reason.ELECTION_LOST);
            case PENDING -> {}
        }
    }

    private void decideVote(Candidate candidacy) {
        switch (Quorum.vote(state.configuration(), candidacy.tally())) {
            case WON -> {
                transitions.becomeLeader(Reason.ELECTION_WON);
                replication.openTerm();
            }
            case LOST -> transitions.becomeFollower(HardState.NOBODY, Reason.ELECTION_LOST);
            case PENDING -> {}
        }
    }

    private void stepDownWithoutQuorum(Leader leader) {
        // Thesis §6.2: a leader that no quorum hears only keeps clients from finding a better one.
        long quorumContact = Quorum.reached(state.configuration(), nodeId -> {
            Progress peer = leader.progressOf(nodeId);
            return nodeId == state.nodeId() ? state.nowNanos : peer == null ? Long.MIN_VALUE : peer.contactNanos();
        });
        if (quorumContact <= state.nowNanos - state.limits().electionTimeoutMaxNanos()) {
            transitions.becomeFollower(HardState.NOBODY, Reason.QUORUM_LOST);
            transitions.resetElectionDeadline();
        }
    }

    private boolean isUpToDate(EntryId candidateLast) {
        return candidateLast.compareTo(state.log.last()) >= 0;
    }

    private void forEachOtherVoter(LongConsumer action) {
        List<Member> voters = state.configuration().voters();
        for (Member voter : voters) {
            if (voter.nodeId() != state.nodeId()) {
                action.accept(voter.nodeId());
            }
        }
        for (Member voter : state.configuration().outgoing()) {
            if (voter.nodeId() != state.nodeId() && !Configuration.contains(voters, voter.nodeId())) {
                action.accept(voter.nodeId());
            }
        }
    }
}
