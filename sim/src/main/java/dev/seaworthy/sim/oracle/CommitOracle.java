package dev.seaworthy.sim.oracle;

import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.host.LogStart;
import java.util.Arrays;

/**
 * Leader Completeness (§5.4.3), the half of State Machine Safety that speaks of commitment, and that no commitIndex
 * goes back.
 *
 * <p>An entry counts as committed from the moment the first replica says so, in the term that replica was in. A leader
 * may learn of its commitment when a later term already has a leader; that leader's log must hold the entry all the
 * same, so both orders are checked.
 */
final class CommitOracle {
    static final String LEADER_COMPLETENESS = "LeaderCompleteness";
    static final String STATE_MACHINE_SAFETY = "StateMachineSafety";
    static final String COMMIT_IS_MONOTONIC = "CommitIsMonotonic";

    private static final int INITIAL_CAPACITY = 256;

    private final Ghost ghost;
    private final EntryTree tree;
    private final NodeLogs logs;
    private final ElectionOracle elections;
    private final long[] commitIndexes;
    private int[] committed = new int[INITIAL_CAPACITY];
    private long[] committedInTerm = new long[INITIAL_CAPACITY];
    private int last;

    CommitOracle(Ghost ghost, ElectionOracle elections) {
        this.ghost = ghost;
        this.tree = ghost.tree();
        this.logs = ghost.logs();
        this.elections = elections;
        commitIndexes = new long[ghost.nodes() + 1];
    }

    /**
     * A replica starts again, knowing of commitment only what its snapshot covers.
     *
     * @param start where its log begins; null where it was never compacted
     */
    void started(int node, LogStart start) {
        commitIndexes[node] = 0;
        if (start != null) {
            standsOn(node, start.snapshot().last(), "restored");
        }
    }

    /** The node's state is that of a snapshot, and what its log still has of the entries it covers is committed. */
    void standsOn(int node, EntryId covered, String verb) {
        int entry = at(covered.index());
        if (entry == EntryTree.NONE || tree.term(entry) != covered.term()) {
            ghost.report(
                    STATE_MACHINE_SAFETY,
                    "n" + node + " " + verb + " a snapshot of index " + covered.index() + ", term " + covered.term()
                            + ", where " + tree.describe(entry) + " is committed");
            return;
        }
        long different = logs.firstDifference(node, committed, (int) covered.index());
        if (different != 0) {
            ghost.report(
                    STATE_MACHINE_SAFETY,
                    "n" + node + " " + verb + " a snapshot of index " + covered.index() + ", but its log has "
                            + tree.describe(logs.at(node, different)) + " at index " + different + ", where "
                            + tree.describe(at(different)) + " is committed");
            return;
        }
        commitIndexes[node] = covered.index();
    }

    /** The node's log in memory is about to lose its entries from this index (inclusive) on. */
    void truncated(int node, long fromIndex) {
        if (fromIndex <= commitIndexes[node]) {
            ghost.report(
                    STATE_MACHINE_SAFETY,
                    "n" + node + " removes entries from index " + fromIndex + " on, but has committed up to index "
                            + commitIndexes[node]);
        }
    }

    void advanced(int node, long commitIndex) {
        long before = commitIndexes[node];
        if (commitIndex < before) {
            ghost.report(
                    COMMIT_IS_MONOTONIC,
                    "the commitIndex of n" + node + " went back from " + before + " to " + commitIndex);
            return;
        }
        if (commitIndex > logs.last(node)) {
            ghost.report(
                    STATE_MACHINE_SAFETY,
                    "n" + node + " committed up to index " + commitIndex + ", but its log ends at " + logs.last(node));
            return;
        }
        commitIndexes[node] = commitIndex;
        for (long index = before + 1; index <= commitIndex; index++) {
            commit(node, (int) index);
        }
    }

    /** The node has just become leader of {@code term}: it must hold what was committed in earlier ones. */
    void elected(int node, long term) {
        // Terms of commitment do not fall as the index grows, so what is missing first was committed earliest.
        long index = logs.firstDifference(node, committed, last);
        if (index != 0 && committedInTerm[(int) index] < term) {
            reportIncomplete(node, term, (int) index);
        }
    }

    private void commit(int node, int index) {
        int entry = logs.at(node, index);
        if (index <= last) {
            if (committed[index] != entry) {
                ghost.report(
                        STATE_MACHINE_SAFETY,
                        "n" + node + " committed " + tree.describe(entry) + " at index " + index + ", where "
                                + tree.describe(committed[index]) + " is committed already");
            }
            return;
        }
        if (index == committed.length) {
            committed = Arrays.copyOf(committed, 2 * index);
            committedInTerm = Arrays.copyOf(committedInTerm, 2 * index);
        }
        committed[index] = entry;
        committedInTerm[index] = elections.term(node);
        last = index;
        if (elections.newestLedTerm() > elections.term(node)) {
            checkLaterLeaders(index);
        }
    }

    private void checkLaterLeaders(int index) {
        for (int node = 1; node < commitIndexes.length; node++) {
            long term = elections.leadingTerm(node);
            if (term > committedInTerm[index] && logs.at(node, index) != committed[index]) {
                reportIncomplete(node, term, index);
            }
        }
    }

    private void reportIncomplete(int node, long term, int index) {
        ghost.report(
                LEADER_COMPLETENESS,
                "n" + node + " leads term " + term + " with " + tree.describe(logs.at(node, index)) + " at index "
                        + index
                        + ", where " + tree.describe(committed[index]) + " was committed in term "
                        + committedInTerm[index]);
    }

    /** The highest index any replica has committed. */
    long last() {
        return last;
    }

    /** The committed entry at this index; {@link EntryTree#NONE} where none is. */
    int at(long index) {
        return index < 1 || index > last ? EntryTree.NONE : committed[(int) index];
    }

    long commitIndex(int node) {
        return commitIndexes[node];
    }
}
