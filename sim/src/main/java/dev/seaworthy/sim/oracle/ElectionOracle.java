package dev.seaworthy.sim.oracle;

import dev.seaworthy.engine.core.Effect;
import dev.seaworthy.engine.core.RoleName;

/** Election Safety (§5.2): at most one leader per term, ever. Also knows who leads and in which term every node is. */
final class ElectionOracle {
    static final String ELECTION_SAFETY = "ElectionSafety";

    private final ViolationSink sink;
    private final LongMap leaderOfTerm = new LongMap();
    private final long[] terms;
    private final long[] leadingTerms;
    private long newestLedTerm;
    private long elections;

    ElectionOracle(int nodes, ViolationSink sink) {
        this.sink = sink;
        terms = new long[nodes + 1];
        leadingTerms = new long[nodes + 1];
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
            sink.report(ELECTION_SAFETY, "n" + node + " became leader of term " + change.term() + " a second time");
        } else if (other != 0) {
            sink.report(
                    ELECTION_SAFETY,
                    "n" + node + " became leader of term " + change.term() + ", which n" + other + " already led");
        }
        leaderOfTerm.put(change.term(), node);
        leadingTerms[node] = change.term();
        newestLedTerm = Math.max(newestLedTerm, change.term());
        elections++;
        return true;
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
    long leaderOf(long term) {
        return leaderOfTerm.get(term);
    }

    /** The newest term that ever had a leader. */
    long newestLedTerm() {
        return newestLedTerm;
    }

    long elections() {
        return elections;
    }
}
