package dev.seaworthy.sim.oracle;

import dev.seaworthy.engine.core.Effect;
import dev.seaworthy.engine.core.RoleName;

/**
 * Election Safety (§5.2): at most one leader per term, ever; and that it was elected by a quorum of its configuration,
 * counted again from the votes that were given. Also knows who leads and in which term every node is.
 */
final class ElectionOracle {
    static final String ELECTION_SAFETY = "ElectionSafety";
    static final String ELECTED_BY_QUORUM = "ElectedByQuorum";

    private final Ghost ghost;
    private final VoteOracle votes;
    private final LongMap leaderOfTerm = new LongMap();
    private final long[] terms;
    private final long[] leadingTerms;
    private long newestLedTerm;
    private long elections;

    ElectionOracle(Ghost ghost, VoteOracle votes) {
        this.ghost = ghost;
        this.votes = votes;
        terms = new long[ghost.nodes() + 1];
        leadingTerms = new long[ghost.nodes() + 1];
    }

    void started(int node, long term) {
        terms[node] = term;
        leadingTerms[node] = 0;
    }

    void crashed(int node) {
        leadingTerms[node] = 0;
    }

    /** Notes the node's role. Returns whether it has just become leader. */
    boolean roleChanged(int node, Effect.ChangeRole change) {
        terms[node] = change.term();
        if (change.role() != RoleName.LEADER) {
            leadingTerms[node] = 0;
            return false;
        }
        if (leadingTerms[node] == change.term()) {
            return false;
        }
        long other = leaderOfTerm.get(change.term());
        if (other == node) {
            ghost.report(ELECTION_SAFETY, "n" + node + " became leader of term " + change.term() + " a second time");
        } else if (other != 0) {
            ghost.report(
                    ELECTION_SAFETY,
                    "n" + node + " became leader of term " + change.term() + ", which n" + other + " already led");
        }
        countVotes(node, change.term());
        leaderOfTerm.put(change.term(), node);
        leadingTerms[node] = change.term();
        newestLedTerm = Math.max(newestLedTerm, change.term());
        elections++;
        return true;
    }

    private void countVotes(int node, long term) {
        long voters = votes.votersFor(node, term);
        Electorate electorate = ghost.electorate(node);
        if (!electorate.isQuorum(voters)) {
            ghost.report(
                    ELECTED_BY_QUORUM,
                    "n" + node + " became leader of term " + term + " with the votes of "
                            + ghost.roster().names(voters & electorate.voters()) + ", which is no quorum of "
                            + electorate.describe());
        }
    }

    /** The term the node is in. */
    long term(int node) {
        return terms[node];
    }

    /** The term the node leads; 0 where it is not a leader. */
    long leadingTerm(int node) {
        return leadingTerms[node];
    }

    /** The node that leads or led this term; 0 where none did. */
    int leaderOf(long term) {
        return (int) leaderOfTerm.get(term);
    }

    /** The newest term that ever had a leader. */
    long newestLedTerm() {
        return newestLedTerm;
    }

    /** A node that is up and leads, of the newest such term; 0 where there is none. */
    int leader() {
        int leader = 0;
        for (int node = 1; node < leadingTerms.length; node++) {
            if (leadingTerms[node] > leadingTerms[leader]) {
                leader = node;
            }
        }
        return leader;
    }

    long elections() {
        return elections;
    }
}
