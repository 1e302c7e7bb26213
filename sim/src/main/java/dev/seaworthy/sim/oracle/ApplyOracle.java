package dev.seaworthy.sim.oracle;

import dev.seaworthy.engine.core.SnapshotMeta;
import dev.seaworthy.engine.entry.LogEntry;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The half of State Machine Safety (§5.4.3) that speaks of application: every replica applies the committed entries in
 * order and without gaps, and after the same entry has given the same answer and is in the same state; and that a
 * snapshot is as good as the entries it stands for.
 */
final class ApplyOracle {
    static final String STATE_MACHINE_SAFETY = CommitOracle.STATE_MACHINE_SAFETY;

    static final String SNAPSHOT_IS_REPLAY = "SnapshotIsReplay";

    private static final int INITIAL_CAPACITY = 256;

    private final Ghost ghost;
    private final EntryTree tree;
    private final CommitOracle commits;
    private final long[] applied;
    private byte[][] results = new byte[INITIAL_CAPACITY][];
    private long[] digestsHigh = new long[INITIAL_CAPACITY];
    private long[] digestsLow = new long[INITIAL_CAPACITY];
    private int[] firstAppliedBy = new int[INITIAL_CAPACITY];

    ApplyOracle(Ghost ghost, CommitOracle commits) {
        this.ghost = ghost;
        this.tree = ghost.tree();
        this.commits = commits;
        applied = new long[ghost.nodes() + 1];
    }

    /** The node's state machine is new, and has yet to be restored where there is a snapshot. */
    void started(int node) {
        applied[node] = 0;
    }

    /** Up to which index the node's state machine has applied the log. */
    long appliedIndex(int node) {
        return applied[node];
    }

    /** The node's state machine is now in this state, which it took from a snapshot. */
    void restored(int node, SnapshotMeta snapshot, long digestHigh, long digestLow) {
        long index = snapshot.last().index();
        if (index < applied[node]) {
            ghost.report(
                    SNAPSHOT_IS_REPLAY,
                    "n" + node + " restored a snapshot of index " + index + " over a state of index " + applied[node]);
        }
        applied[node] = index;
        compareState(node, index, digestHigh, digestLow, "restored a snapshot of index " + index);
    }

    /** The node shows this state to a client, as that of {@code index}. */
    void shown(int node, long index, long digestHigh, long digestLow) {
        if (index != 0) {
            compareState(node, index, digestHigh, digestLow, "answered a read from index " + index);
        }
    }

    private void compareState(int node, long index, long digestHigh, long digestLow, String what) {
        int at = index < firstAppliedBy.length ? (int) index : 0;
        if (firstAppliedBy[at] == 0) {
            ghost.report(SNAPSHOT_IS_REPLAY, "n" + node + " " + what + ", which nobody has applied");
        } else if (digestsHigh[at] != digestHigh || digestsLow[at] != digestLow) {
            ghost.report(
                    SNAPSHOT_IS_REPLAY,
                    "n" + node + " " + what + " and has another state than n" + firstAppliedBy[at]
                            + ", which had applied every entry");
        }
    }

    /** Checks one application. Returns whether it is the first of this index on any node. */
    boolean applied(int node, LogEntry entry, byte[] result, long digestHigh, long digestLow) {
        long before = applied[node];
        applied[node] = entry.index();
        if (entry.index() != before + 1) {
            ghost.report(
                    STATE_MACHINE_SAFETY,
                    "n" + node + " applied index " + entry.index() + " right after index " + before);
        }
        if (entry.index() > commits.commitIndex(node)) {
            ghost.report(
                    STATE_MACHINE_SAFETY,
                    "n" + node + " applied index " + entry.index() + " while its commitIndex is "
                            + commits.commitIndex(node));
            return false;
        }
        int committed = commits.at(entry.index());
        if (tree.term(committed) != entry.term() || !samePayload(committed, entry)) {
            ghost.report(
                    STATE_MACHINE_SAFETY,
                    "n" + node + " applied an entry of term " + entry.term() + " at index " + entry.index() + ", where "
                            + tree.describe(committed) + " is committed");
        }
        return compare(node, entry, result, digestHigh, digestLow);
    }

    private boolean samePayload(int committed, LogEntry entry) {
        return Arrays.equals(tree.entry(committed).payload(), entry.payload());
    }

    private boolean compare(int node, LogEntry entry, byte[] result, long digestHigh, long digestLow) {
        int index = (int) entry.index();
        reserve(index);
        if (firstAppliedBy[index] == 0) {
            firstAppliedBy[index] = node;
            results[index] = result;
            digestsHigh[index] = digestHigh;
            digestsLow[index] = digestLow;
            return true;
        }
        if (!Arrays.equals(results[index], result)) {
            ghost.report(
                    STATE_MACHINE_SAFETY,
                    differs(node, index) + " gave another answer: to " + EntryWords.command(entry) + " n" + node
                            + " answered " + EntryWords.answer(result) + ", " + before(node, index) + " "
                            + EntryWords.answer(results[index]));
        }
        if (digestsHigh[index] != digestHigh || digestsLow[index] != digestLow) {
            ghost.report(
                    STATE_MACHINE_SAFETY,
                    differs(node, index) + " came to another state: after " + EntryWords.command(entry)
                            + ", which both answered with " + EntryWords.answer(result) + ", n" + node
                            + "'s state has the digest " + hex(digestHigh, digestLow) + ", "
                            + (node == firstAppliedBy[index] ? "" : "that of ") + before(node, index) + " "
                            + hex(digestsHigh[index], digestsLow[index]));
        }
        return false;
    }

    private String differs(int node, int index) {
        int first = firstAppliedBy[index];
        return node == first
                ? "n" + node + " applied the entries up to index " + index + " once more, and"
                : "n" + node + " and n" + first + " applied the same entries up to index " + index + ", but n" + node;
    }

    /** Who applied it first, as the other side of a comparison. */
    private String before(int node, int index) {
        return node == firstAppliedBy[index] ? "before" : "n" + firstAppliedBy[index];
    }

    private static String hex(long high, long low) {
        HexFormat format = HexFormat.of();
        return format.toHexDigits(high) + format.toHexDigits(low);
    }

    private void reserve(int index) {
        if (index >= firstAppliedBy.length) {
            int capacity = 2 * index;
            results = Arrays.copyOf(results, capacity);
            digestsHigh = Arrays.copyOf(digestsHigh, capacity);
            digestsLow = Arrays.copyOf(digestsLow, capacity);
            firstAppliedBy = Arrays.copyOf(firstAppliedBy, capacity);
        }
    }
}
