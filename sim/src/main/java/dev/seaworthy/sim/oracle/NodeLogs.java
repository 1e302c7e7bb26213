package dev.seaworthy.sim.oracle;

import java.util.Arrays;

/** The log each replica has in memory, as numbers of the {@link EntryTree}. */
final class NodeLogs {
    private static final int INITIAL_CAPACITY = 256;

    private final int[][] logs;
    private final int[] lasts;

    NodeLogs(int nodes) {
        logs = new int[nodes + 1][INITIAL_CAPACITY];
        lasts = new int[nodes + 1];
    }

    /** The index of the node's last entry; 0 where its log is empty. */
    long last(int node) {
        return lasts[node];
    }

    /** The node's entry at this index; {@link EntryTree#NONE} where it has none. */
    int at(int node, long index) {
        return index < 1 || index > lasts[node] ? EntryTree.NONE : logs[node][(int) index];
    }

    /** Puts an entry behind the node's last. */
    void append(int node, int entry) {
        int index = ++lasts[node];
        if (index == logs[node].length) {
            logs[node] = Arrays.copyOf(logs[node], 2 * index);
        }
        logs[node][index] = entry;
    }

    /** Removes the node's entries from this index (inclusive) on. */
    void truncate(int node, long fromIndex) {
        lasts[node] = (int) Math.max(0, Math.min(lasts[node], fromIndex - 1));
    }

    /**
     * The smallest index up to {@code to} (inclusive) at which the node's log is not as given; 0 where there is none.
     */
    long firstDifference(int node, int[] expected, int to) {
        int common = Math.min(to, lasts[node]);
        int difference = Arrays.mismatch(logs[node], 1, common + 1, expected, 1, common + 1);
        if (difference >= 0) {
            return 1L + difference;
        }
        return common < to ? common + 1L : 0;
    }
}
