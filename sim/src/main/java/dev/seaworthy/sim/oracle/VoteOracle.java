package dev.seaworthy.sim.oracle;

import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.core.Member;
import java.util.Arrays;

/**
 * One vote per member and term (§5.2), whether on the disk or in a message that left, over any number of restarts; and
 * that neither term nor incarnation on a disk ever goes back.
 */
final class VoteOracle {
    static final String ONE_VOTE_PER_TERM = "OneVotePerTerm";
    static final String TERM_IS_MONOTONIC = "TermIsMonotonic";

    private final Ghost ghost;
    /** By term and voter: the candidate's number plus 1. */
    private final LongMap candidateOfVote = new LongMap();
    /** By term and candidate: the bits of those whose votes may have reached it. */
    private final LongMap votersOfCandidate = new LongMap();

    private final HardState[] durable;

    VoteOracle(Ghost ghost) {
        this.ghost = ghost;
        durable = new HardState[ghost.nodes() + 1];
        Arrays.fill(durable, HardState.INITIAL);
    }

    /** The node's disk is a new one: another member, which never promised anything. */
    void wiped(int node) {
        durable[node] = HardState.INITIAL;
    }

    /** The node's disk holds this term and vote. */
    void durable(int node, HardState state) {
        HardState before = durable[node];
        if (state.equals(before)) {
            return;
        }
        durable[node] = state;
        if (state.term() < before.term()) {
            ghost.report(
                    TERM_IS_MONOTONIC,
                    "the term on the disk of n" + node + " went back from " + before.term() + " to " + state.term());
        }
        if (state.incarnation() < before.incarnation()) {
            ghost.report(
                    TERM_IS_MONOTONIC,
                    "the incarnation on the disk of n" + node + " went back from " + before.incarnation() + " to "
                            + state.incarnation());
        }
        if (state.term() == before.term() && before.votedFor() != null && state.votedFor() == null) {
            ghost.report(
                    ONE_VOTE_PER_TERM,
                    "the disk of n" + node + " forgot its vote for "
                            + ghost.roster().name(before.votedFor()) + " in term " + state.term());
        }
        if (state.votedFor() != null) {
            cast(node, state.term(), state.votedFor());
            if (state.votedFor().equals(ghost.roster().on(node))) {
                count(node, state.term(), state.votedFor());
            }
        }
    }

    /** A message with the node's vote is leaving it; a candidate's own asks for those of others. */
    void voted(int node, long term, Member candidate) {
        cast(node, term, candidate);
        count(node, term, candidate);
    }

    /** The bits of those whose votes in this term the node can have: its own where it is durable. */
    long votersFor(int node, long term) {
        return votersOfCandidate.get(key(term, ghost.roster().numberOn(node)));
    }

    private void cast(int node, long term, Member candidate) {
        long vote = key(term, ghost.roster().numberOn(node));
        long number = ghost.roster().number(candidate) + 1L;
        long before = candidateOfVote.get(vote);
        if (before == 0) {
            candidateOfVote.put(vote, number);
        } else if (before != number) {
            ghost.report(
                    ONE_VOTE_PER_TERM,
                    "n" + node + " voted for " + ghost.roster().name(candidate) + " in term " + term
                            + ", after it had voted for " + ghost.roster().names(1L << before - 1));
        }
    }

    private void count(int node, long term, Member candidate) {
        long key = key(term, ghost.roster().number(candidate));
        votersOfCandidate.put(key, votersOfCandidate.get(key) | ghost.roster().bitOn(node));
    }

    private static long key(long term, int number) {
        return term * Long.SIZE + number;
    }
}
