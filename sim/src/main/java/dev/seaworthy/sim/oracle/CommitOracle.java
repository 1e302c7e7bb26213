package dev.seaworthy.sim.oracle;

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

    private final ViolationSink sink;
    private final EntryTree tree;
    private final NodeLogs logs;
    private final ElectionOracle elections;
    private final long[] commitIndexes;
    private int[] committed = new int[INITIAL_CAPACITY];
    private long[] committedInTerm = new long[INITIAL_CAPACITY];
    private int committedBy = 0;
    private int last;

    CommitOracle(int nodes, EntryTree tree, NodeLogs logs, ElectionOracle elections, ViolationSink sink) {
        this.sink = sink;
        this.tree = tree;
        this.logs = logs;
        this.elections = elections;
        commitIndexes = new long[nodes + 1];
    }

    /**
     * A replica starts again, knowing of commitment only what its checkpoint covers.
     *
     * @param checkpoint index of the checkpoint's last entry; 0 where there is none
     * @param term that entry's term
     */
    void started(int node, long checkpoint, long term) {
        commitIndexes[node] = 0;
        if (checkpoint == 0) {
            return;
        }
        if (tree.term(logs.at(node, checkpoint)) != term) {
            sink.report(
                    STATE_MACHINE_SAFETY,
                    "n" + node + " restored a checkpoint of index " + checkpoint + ", term " + term
                            + ", but its log has " + tree.describe(logs.at(node, checkpoint)) + " there");
        }
        advanced(node, checkpoint);
    }

    void advanced(int node, long commitIndex) {
        long before = commitIndexes[node];
        if (commitIndex < before) {
            sink.report(
                    COMMIT_IS_MONOTONIC,
                    "the commitIndex of n" + node + " went back from " + before + " to " + commitIndex);
            return;
        }
        if (commitIndex > logs.last(node)) {
            sink.report(
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
                sink.report(
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
        committedBy = node;
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
        sink.report(
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

    /** The replica that was first to commit {@link #last()}; 0 where nothing is committed. */
    int committedBy() {
        return committedBy;
    }

    /** The committed entry at this index; {@link EntryTree#NONE} where none is. */
    int at(long index) {
        return index < 1 || index > last ? EntryTree.NONE : committed[(int) index];
    }

    long commitIndex(int node) {
        return commitIndexes[node];
    }
}
