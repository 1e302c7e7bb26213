package dev.seaworthy.engine.core;

import java.util.ArrayList;
import java.util.List;

/**
 * The only owner of term, vote and role: one method per legal change, each with its reason.
 *
 * <pre>
 *   Follower      --ELECTION_TIMEOUT--> PreCandidate --PRE_VOTE_WON--> Candidate --ELECTION_WON--> Leader
 *   any but Leader--LEADER_FOUND------> Follower of that leader
 *   any           --HIGHER_TERM-------> Follower of nobody, in the higher term
 *   Candidate, PreCandidate --ELECTION_LOST--> Follower of nobody;  Leader --QUORUM_LOST--> Follower of nobody
 * </pre>
 */
final class Transitions {
    private final CoreState state;

    Transitions(CoreState state) {
        this.state = state;
    }

    void start() {
        resetElectionDeadline();
        becomeFollower(HardState.NOBODY, Reason.STARTED);
    }

    /** Figure 2, all servers: a higher term makes everyone a follower, with a new vote to give. */
    void adoptTerm(long term) {
        assert term > state.term() : "term " + term + " is not above " + state.term();
        saveHardState(new HardState(term, HardState.NOBODY));
        boolean wasLeader = state.role instanceof Leader;
        becomeFollower(HardState.NOBODY, Reason.HIGHER_TERM);
        if (wasLeader) {
            resetElectionDeadline();
        }
    }

    /** Follows {@code leaderId} in the current term, or nobody yet. */
    void becomeFollower(long leaderId, Reason reason) {
        if (state.role instanceof Leader leader) {
            leader.reads().failAll(reason, state.effects);
        }
        become(new Follower(leaderId, state.nowNanos), reason);
    }

    /** The leader of this term was heard from just now. */
    void leaderContact(long leaderId) {
        if (state.role instanceof Follower follower && follower.leaderId() == leaderId) {
            state.role = new Follower(leaderId, state.nowNanos);
        } else {
            becomeFollower(leaderId, Reason.LEADER_FOUND);
        }
        resetElectionDeadline();
    }

    /** Thesis §9.6: asks around before it raises the term. */
    void becomePreCandidate(Reason reason) {
        assert !(state.role instanceof Leader) : "a leader has no reason to campaign";
        Tally tally = new Tally();
        tally.record(state.nodeId(), true);
        become(new PreCandidate(tally), reason);
        resetElectionDeadline();
    }

    /** §5.2: raises the term and votes for itself; its own vote counts once it is durable. */
    void becomeCandidate(Reason reason) {
        assert state.role instanceof PreCandidate : "campaigns begin with a PreVote";
        long voteIo = saveHardState(new HardState(state.term() + 1, state.nodeId()));
        become(new Candidate(new Tally(), voteIo), reason);
        resetElectionDeadline();
    }

    /** §5.2, §5.3: knows nothing yet of the other logs, and supposes them to be as long as its own. */
    void becomeLeader(Reason reason) {
        assert state.role instanceof Candidate : "only a candidate can be elected";
        assert state.hardState.votedFor() == state.nodeId() : "a candidate votes for itself";
        List<Progress> peers = new ArrayList<>();
        long nextIndex = state.log.lastIndex() + 1;
        addPeers(peers, state.configuration().voters(), nextIndex);
        addPeers(peers, state.configuration().outgoing(), nextIndex);
        addPeers(peers, state.configuration().learners(), nextIndex);
        Leader leader = new Leader(state.nodeId(), nextIndex, peers, new Reads());
        leader.heartbeatDeadlineNanos = state.nowNanos;
        become(leader, reason);
    }

    void resetElectionDeadline() {
        state.electionDeadlineNanos = state.nowNanos + state.drawElectionTimeoutNanos();
    }

    /** Gives this node's vote in the current term away. */
    void voteFor(long candidateId) {
        assert state.hardState.votedFor() == HardState.NOBODY : "one vote per term";
        saveHardState(new HardState(state.term(), candidateId));
    }

    private long saveHardState(HardState hardState) {
        state.hardState = hardState;
        long ioSeq = state.durability.issueHardState();
        state.effects.add(new Effect.SaveHardState(hardState, ioSeq));
        return ioSeq;
    }

    private void become(Role role, Reason reason) {
        state.role = role;
        state.effects.add(new Effect.ChangeRole(role.roleName(), state.term(), role.leaderId(), reason));
    }

    private void addPeers(List<Progress> peers, List<Member> members, long nextIndex) {
        for (Member member : members) {
            boolean known = member.nodeId() == state.nodeId();
            for (int i = 0; i < peers.size() && !known; i++) {
                known = peers.get(i).peerId() == member.nodeId();
            }
            if (!known) {
                peers.add(new Progress(member.nodeId(), nextIndex, state.nowNanos));
            }
        }
    }
}
