package dev.seaworthy.sim.oracle;

import dev.seaworthy.engine.core.HardState;
import java.util.Arrays;

/**
 * One vote per node and term (§5.2), whether on the disk or in a message that left, over any number of restarts; and
 * that the term on a disk never goes back.
 */
final class VoteOracle {
    static final String ONE_VOTE_PER_TERM = "OneVotePerTerm";
    static final String TERM_IS_MONOTONIC = "TermIsMonotonic";

    private final ViolationSink sink;
    private final LongMap candidateOfVote = new LongMap();
    private final HardState[] durable;

    VoteOracle(int nodes, ViolationSink sink) {
        this.sink = sink;
        durable = new HardState[nodes + 1];
        Arrays.fill(durable, HardState.INITIAL);
    }

    /** The node's disk holds this term and vote. */
    void durable(int node, HardState state) {
        HardState before = durable[node];
        if (state.equals(before)) {
            return;
        }
        durable[node] = state;
        if (state.term() < before.term()) {
            sink.report(
                    TERM_IS_MONOTONIC,
                    "the term on the disk of n" + node + " went back from " + before.term() + " to " + state.term());
        }
        if (state.term() == before.term()
                && before.votedFor() != HardState.NOBODY
                && state.votedFor() == HardState.NOBODY) {
            sink.report(
                    ONE_VOTE_PER_TERM,
                    "the disk of n" + node + " forgot its vote for n" + before.votedFor() + " in term " + state.term());
        }
        if (state.votedFor() != HardState.NOBODY) {
            voted(node, state.term(), state.votedFor());
        }
    }

    /** The node gave its vote, on its disk or in a message. */
    void voted(int node, long term, long candidate) {
        long vote = term * durable.length + node;
        long before = candidateOfVote.get(vote);
        if (before == 0) {
            candidateOfVote.put(vote, candidate);
        } else if (before != candidate) {
            sink.report(
                    ONE_VOTE_PER_TERM,
                    "n" + node + " voted for n" + candidate + " in term " + term + ", after it had voted for n"
                            + before);
        }
    }
}
