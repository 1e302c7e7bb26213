package dev.seaworthy.sim.oracle;

import dev.seaworthy.engine.entry.LogEntry;
import java.util.Arrays;

/**
 * The half of State Machine Safety (§5.4.3) that speaks of application: every replica applies the committed entries in
 * order and without gaps, and after the same entry has given the same answer and is in the same state.
 */
final class ApplyOracle {
    static final String STATE_MACHINE_SAFETY = CommitOracle.STATE_MACHINE_SAFETY;

    private static final int INITIAL_CAPACITY = 256;

    private final ViolationSink sink;
    private final EntryTree tree;
    private final CommitOracle commits;
    private final long[] applied;
    private byte[][] results = new byte[INITIAL_CAPACITY][];
    private long[] digestsHigh = new long[INITIAL_CAPACITY];
    private long[] digestsLow = new long[INITIAL_CAPACITY];
    private int[] firstAppliedBy = new int[INITIAL_CAPACITY];

    ApplyOracle(int nodes, EntryTree tree, CommitOracle commits, ViolationSink sink) {
        this.sink = sink;
        this.tree = tree;
        this.commits = commits;
        applied = new long[nodes + 1];
    }

    void started(int node, long checkpoint) {
        applied[node] = checkpoint;
    }

    /** Checks one application. Returns whether it is the first of this index on any node. */
    boolean applied(int node, LogEntry entry, byte[] result, long digestHigh, long digestLow) {
        long before = applied[node];
        applied[node] = entry.index();
        if (entry.index() != before + 1) {
            sink.report(
                    STATE_MACHINE_SAFETY,
                    "n" + node + " applied index " + entry.index() + " right after index " + before);
        }
        if (entry.index() > commits.commitIndex(node)) {
            sink.report(
                    STATE_MACHINE_SAFETY,
                    "n" + node + " applied index " + entry.index() + " while its commitIndex is "
                            + commits.commitIndex(node));
            return false;
        }
        int committed = commits.at(entry.index());
        if (tree.term(committed) != entry.term() || !samePayload(committed, entry)) {
            sink.report(
                    STATE_MACHINE_SAFETY,
                    "n" + node + " applied an entry of term " + entry.term() + " at index " + entry.index() + ", where "
                            + tree.describe(committed) + " is committed");
        }
        return compare(node, (int) entry.index(), result, digestHigh, digestLow);
    }

    private boolean samePayload(int committed, LogEntry entry) {
        return Arrays.equals(tree.entry(committed).payload(), entry.payload());
    }

    private boolean compare(int node, int index, byte[] result, long digestHigh, long digestLow) {
        reserve(index);
        if (firstAppliedBy[index] == 0) {
            firstAppliedBy[index] = node;
            results[index] = result;
            digestsHigh[index] = digestHigh;
            digestsLow[index] = digestLow;
            return true;
        }
        if (!Arrays.equals(results[index], result)) {
            sink.report(STATE_MACHINE_SAFETY, differs(node, index) + " gave another answer");
        }
        if (digestsHigh[index] != digestHigh || digestsLow[index] != digestLow) {
            sink.report(STATE_MACHINE_SAFETY, differs(node, index) + " came to another state");
        }
        return false;
    }

    private String differs(int node, int index) {
        return "n" + node + " and n" + firstAppliedBy[index] + " applied the same entries up to index " + index
                + ", but n" + node;
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
