package dev.seaworthy.engine.core;

import java.util.function.Consumer;

/**
 * Votes: PreVote (thesis §9.6), RequestVote (§5.2, §5.4.1), leader stickiness (thesis §4.2.3) and the step-down of a
 * leader that has lost its quorum (thesis §6.2) or its disk. They are one design: PreVote keeps a cut-off node from
 * raising terms, stickiness keeps a returning one from unseating a leader, and the step-downs keep stickiness from
 * protecting a leader that is of no use.
 */
final class Elections {
    private final CoreState state;
    private final Transitions transitions;
    private final Replication replication;
    private final Transfers transfers;

    Elections(CoreState state, Transitions transitions, Replication replication, Transfers transfers) {
        this.state = state;
        this.transitions = transitions;
        this.replication = replication;
        this.transfers = transfers;
    }

    /**
     * Thesis §4.2.3: whoever has heard from a living leader helps nobody to replace it. It is a promise by time,
     * whatever the role and term are by then, because leases stand on it (thesis §6.4.1).
     */
    boolean leaderIsAlive() {
        return state.role instanceof Leader || state.nowNanos < state.promisedUntilNanos;
    }

    void onTimer() {
        if (state.role instanceof Leader leader) {
            transfers.onTimer(leader);
            if (state.isDiskStalled()) {
                stepDownWithStalledDisk(leader);
            } else {
                transfers.leaveFullDisk(leader);
                stepDownWithoutQuorum(leader);
            }
        } else if (state.nowNanos >= state.electionDeadlineNanos) {
            campaign();
        }
    }

    void onPreVote(Message.PreVote message) {
        // §5.4.1 holds for the question as for the vote itself. A learner answers too: it may have been promoted
        // without knowing. A recovering replica does not: what it would compare with is not all it has acknowledged.
        boolean granted = !state.hardState.recovering() && isUpToDate(message.last());
        state.send(new Message.PreVoteReply(state.self(), message.from(), state.term(), granted));
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
        Member votedFor = state.hardState.votedFor();
        boolean granted = message.from().equals(votedFor);
        // §5.2: one vote per term, first come, first served. §5.4.1: only to a log that holds at least all that ours
        // holds; which a recovering replica cannot tell.
        if (votedFor == null && !state.hardState.recovering() && isUpToDate(message.last())) {
            transitions.voteFor(message.from());
            if (state.role instanceof PreCandidate) {
                transitions.becomeFollower(null, Reason.ELECTION_LOST);
            }
            transitions.resetElectionDeadline();
            granted = true;
        }
        state.send(new Message.RequestVoteReply(state.self(), message.from(), state.term(), granted));
    }

    void onRequestVoteReply(Message.RequestVoteReply message) {
        if (!(state.role instanceof Candidate candidacy)) {
            state.ignore(message, Reason.UNEXPECTED_IN_ROLE);
            return;
        }
        candidacy.tally().record(message.from(), message.granted());
        decideVote(candidacy);
    }

    /** Thesis §3.10: the leader wants this replica to take over, and has made sure that it can. */
    void onTimeoutNow(Message.TimeoutNow message) {
        if (!(state.role instanceof Follower) || !message.from().equals(state.role.leader())) {
            state.ignore(message, Reason.UNEXPECTED_IN_ROLE);
        } else if (!mayCampaign()) {
            state.ignore(message, whyNoCampaign());
        } else if (state.disk.refusal() != null) {
            // It would take no entries either; the leader asks another one in time.
            state.ignore(message, state.disk.refusal());
        } else if (!state.log.last().equals(message.last())) {
            // Sent when the logs were equal: since then the leader has gone on, or it is of an earlier transfer.
            state.ignore(message, Reason.LOG_DIFFERS);
        } else {
            startElection(Reason.TRANSFER);
        }
    }

    /** Figure 2, candidates: its own vote counts like any other's, once it is durable. */
    void onPersisted() {
        if (state.role instanceof Candidate candidacy && state.durability.isPersisted(candidacy.voteIo())) {
            candidacy.tally().record(state.self(), true);
            decideVote(candidacy);
        }
    }

    /** Answers a vote request of an earlier term, so that its sender learns of ours. */
    void refuseStale(Message.PreVote message) {
        state.send(new Message.PreVoteReply(state.self(), message.from(), state.term(), false));
    }

    /** Answers a vote request of an earlier term, so that its sender learns of ours. */
    void refuseStale(Message.RequestVote message) {
        state.send(new Message.RequestVoteReply(state.self(), message.from(), state.term(), false));
    }

    private boolean mayCampaign() {
        return isVoterOrStillNeeded() && !state.hardState.recovering() && !state.isDiskStalled();
    }

    /**
     * Thesis §4.2.2: whoever the newest configuration it knows leaves out may be needed until that is committed: it may
     * be the only one that has it, and then nobody else's log is as long. The one before it is committed in any case.
     */
    private boolean isVoterOrStillNeeded() {
        ConfigurationHistory configurations = state.configurations;
        return configurations.active().isVoter(state.self())
                || !state.isConfigurationCommitted()
                        && !configurations.active().voters().isEmpty()
                        && configurations.at(configurations.activeIndex() - 1).isVoter(state.self());
    }

    private Reason whyNoCampaign() {
        if (state.hardState.recovering()) {
            return Reason.RECOVERING;
        }
        return state.isDiskStalled() ? Reason.DISK_STALLED : Reason.NOT_A_VOTER;
    }

    private void campaign() {
        if (!mayCampaign()) {
            transitions.resetElectionDeadline();
            return;
        }
        transitions.becomePreCandidate(Reason.ELECTION_TIMEOUT);
        EntryId last = state.log.last();
        forEachOtherVoter(voter -> state.send(new Message.PreVote(state.self(), voter, state.term(), last)));
        decidePreVote((PreCandidate) state.role);
    }

    private void startElection(Reason reason) {
        transitions.becomeCandidate(reason);
        EntryId last = state.log.last();
        boolean transfer = reason == Reason.TRANSFER;
        forEachOtherVoter(
                voter -> state.send(new Message.RequestVote(state.self(), voter, state.term(), last, transfer)));
    }

    private void decidePreVote(PreCandidate candidacy) {
        switch (Quorum.vote(state.configuration(), candidacy.tally())) {
            case WON -> startElection(Reason.PRE_VOTE_WON);
            case LOST -> transitions.becomeFollower(null, Reason.ELECTION_LOST);
            case PENDING -> {}
        }
    }

    private void decideVote(Candidate candidacy) {
        switch (Quorum.vote(state.configuration(), candidacy.tally())) {
            case WON -> {
                transitions.becomeLeader(Reason.ELECTION_WON);
                replication.openTerm();
            }
            case LOST -> transitions.becomeFollower(null, Reason.ELECTION_LOST);
            case PENDING -> {}
        }
    }

    /**
     * A leader whose disk hangs can commit by the others' disks, but can be neither trusted to go on nor waited for.
     */
    private void stepDownWithStalledDisk(Leader leader) {
        transfers.handOver(leader);
        transitions.becomeFollower(null, Reason.DISK_STALLED);
        transitions.resetElectionDeadline();
    }

    private void stepDownWithoutQuorum(Leader leader) {
        // Thesis §6.2: a leader that no quorum hears only keeps clients from finding a better one.
        long quorumContact = Quorum.reached(state.configuration(), member -> {
            if (member.equals(state.self())) {
                return state.nowNanos;
            }
            Progress peer = leader.progressOf(member);
            return peer == null ? Long.MIN_VALUE : peer.contactNanos();
        });
        if (quorumContact <= state.nowNanos - state.limits().electionTimeoutMaxNanos()) {
            transitions.becomeFollower(null, Reason.QUORUM_LOST);
            transitions.resetElectionDeadline();
        }
    }

    private boolean isUpToDate(EntryId candidateLast) {
        return candidateLast.compareTo(state.log.last()) >= 0;
    }

    private void forEachOtherVoter(Consumer<Member> action) {
        for (Member member : state.configuration().members()) {
            if (!member.equals(state.self()) && state.configuration().isVoter(member)) {
                action.accept(member);
            }
        }
    }
}
