package dev.seaworthy.engine.core;

import java.util.ArrayList;
import java.util.List;

/**
 * The only owner of term, vote and role: one method per legal change, each with its reason.
 *
 * <pre>
 *   Follower      --ELECTION_TIMEOUT--> PreCandidate --PRE_VOTE_WON--> Candidate --ELECTION_WON--> Leader
 *   Follower      --TRANSFER----------> Candidate
 *   any but Leader--LEADER_FOUND------> Follower of that leader
 *   any           --HIGHER_TERM-------> Follower of nobody, in the higher term
 *   Candidate, PreCandidate --ELECTION_TIMEOUT--> PreCandidate
 *   Candidate, PreCandidate --ELECTION_LOST-----> Follower of nobody
 *   Leader        --QUORUM_LOST, DISK_STALLED, REMOVED--> Follower of nobody
 * </pre>
 */
final class Transitions {
    private final CoreState state;

    Transitions(CoreState state) {
        this.state = state;
    }

    void start() {
        // Thesis §6.4.1: a lease may stand on a promise that this replica made before it was restarted and no longer
        // knows of.
        if (state.options.leaseClock() != null && Capabilities.have(state.options.capabilities(), Capabilities.LEASE)) {
            state.promisedUntilNanos = state.nowNanos + state.limits().electionTimeoutMinNanos();
        }
        resetElectionDeadline();
        becomeFollower(null, Reason.STARTED);
    }

    /** Figure 2, all servers: a higher term makes everyone a follower, with a new vote to give. */
    void adoptTerm(long term) {
        saveHardState(state.hardState.inTerm(term));
        boolean wasLeader = state.role instanceof Leader;
        becomeFollower(null, Reason.HIGHER_TERM);
        if (wasLeader) {
            resetElectionDeadline();
        }
    }

    /** Follows {@code leader} in the current term, or nobody yet. */
    void becomeFollower(Member leader, Reason reason) {
        if (state.role instanceof Leader old) {
            old.reads().failAll(reason, state.effects);
            if (old.transfer() != null) {
                boolean handedOver = old.transfer().asked() && reason == Reason.HIGHER_TERM;
                state.effects.add(
                        new Effect.EndTransfer(old.transfer().target(), handedOver ? Reason.TRANSFERRED : reason));
            }
        }
        become(leader == null ? Follower.OF_NOBODY : new Follower(leader), reason);
    }

    /** Whether the sender of what only a leader of this term sends is another than the one this replica knows. */
    boolean isSecondLeader(Member sender) {
        return state.role instanceof Leader || state.role.leader() != null && !sender.equals(state.role.leader());
    }

    /** The leader of this term was heard from just now. */
    void leaderContact(Member leader) {
        if (!(state.role instanceof Follower && leader.equals(state.role.leader()))) {
            becomeFollower(leader, Reason.LEADER_FOUND);
        }
        state.promisedUntilNanos = state.nowNanos + state.limits().electionTimeoutMinNanos();
        resetElectionDeadline();
    }

    /** Thesis §9.6: asks around before it raises the term. */
    void becomePreCandidate(Reason reason) {
        assert !(state.role instanceof Leader) : "a leader has no reason to campaign";
        Tally tally = new Tally();
        tally.record(state.self(), true);
        become(new PreCandidate(tally), reason);
        resetElectionDeadline();
    }

    /** §5.2: raises the term and votes for itself; its own vote counts once it is durable. */
    void becomeCandidate(Reason reason) {
        assert state.role instanceof PreCandidate || reason == Reason.TRANSFER : "campaigns begin with a PreVote";
        long voteIo = saveHardState(state.hardState.inTerm(state.term() + 1).votingFor(state.self()));
        become(new Candidate(new Tally(), voteIo), reason);
        resetElectionDeadline();
    }

    /** §5.2, §5.3: knows nothing yet of the other logs, and supposes them to be as long as its own. */
    void becomeLeader(Reason reason) {
        assert state.role instanceof Candidate : "only a candidate can be elected";
        assert state.self().equals(state.hardState.votedFor()) : "a candidate votes for itself";
        long nextIndex = state.log.lastIndex() + 1;
        List<Progress> peers = new ArrayList<>();
        for (Member member : state.configuration().members()) {
            if (!member.equals(state.self())) {
                peers.add(new Progress(member, nextIndex, state.nowNanos));
            }
        }
        Leader leader = new Leader(state.self(), nextIndex, peers, new Reads());
        leader.heartbeatDeadlineNanos = state.nowNanos;
        become(leader, reason);
    }

    void resetElectionDeadline() {
        state.electionDeadlineNanos = state.nowNanos + state.drawElectionTimeoutNanos();
    }

    /** Gives this replica's vote in the current term away. */
    void voteFor(Member candidate) {
        assert state.hardState.votedFor() == null : "one vote per term";
        saveHardState(state.hardState.votingFor(candidate));
    }

    /** What this disk had lost has been given back to it. */
    void recovered() {
        saveHardState(state.hardState.recovered());
    }

    private long saveHardState(HardState hardState) {
        state.hardState = hardState;
        long ioSeq = state.durability.issueHardState(state.nowNanos);
        state.effects.add(new Effect.SaveHardState(hardState, ioSeq));
        return ioSeq;
    }

    private void become(Role role, Reason reason) {
        state.askedReads.failAll(reason, state.effects);
        state.role = role;
        state.effects.add(new Effect.ChangeRole(role.roleName(), state.term(), role.leaderId(), reason));
    }
}
