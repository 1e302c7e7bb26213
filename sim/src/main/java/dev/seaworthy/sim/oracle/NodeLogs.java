package dev.seaworthy.sim.oracle;

import java.util.Arrays;

/**
 * The log each replica has in memory, as numbers of the {@link EntryTree}: from its base, the last entry that was
 * compacted away, to its end. Where an entry stands in the array does not depend on the base.
 */
final class NodeLogs {
    private static final int INITIAL_CAPACITY = 256;

    private final int[][] logs;
    private final int[] bases;
    private final int[] lasts;

    NodeLogs(int nodes) {
        logs = new int[nodes + 1][INITIAL_CAPACITY];
        bases = new int[nodes + 1];
        lasts = new int[nodes + 1];
    }

    /** The index of the last entry that was compacted away; 0 where none was. */
    long base(int node) {
        return bases[node];
    }

    /** The index of the node's last entry; that of the base where its log is empty. */
    long last(int node) {
        return lasts[node];
    }

    /** The node's entry at this index, its base included; {@link EntryTree#NONE} where it has none. */
    int at(int node, long index) {
        return index < 1 || index < bases[node] || index > lasts[node] ? EntryTree.NONE : logs[node][(int) index];
    }

    /** The node's last entry; {@link EntryTree#NONE} where there never was one. */
    int newest(int node) {
        return logs[node][lasts[node]];
    }

    /** Puts an entry behind the node's last. */
    void append(int node, int entry) {
        put(node, ++lasts[node], entry);
    }

    /** Removes the node's entries from this index (inclusive) on. */
    void truncate(int node, long fromIndex) {
        lasts[node] = (int) Math.max(bases[node], Math.min(lasts[node], fromIndex - 1));
    }

    /** Removes the node's entries up to its entry at this index (inclusive), which becomes the base. */
    void compact(int node, long index) {
        bases[node] = (int) index;
    }

    /** Empties the log; what comes next follows this entry. */
    void restart(int node, long baseIndex, int base) {
        bases[node] = (int) baseIndex;
        lasts[node] = (int) baseIndex;
        put(node, (int) baseIndex, base);
    }

    /**
     * The smallest index from the base up to {@code to} (inclusive) at which the node's log is not as given; 0 where
     * there is none.
     */
    long firstDifference(int node, int[] expected, int to) {
        int from = Math.max(1, bases[node]);
        int common = Math.min(to, lasts[node]);
        if (common >= from) {
            int difference = Arrays.mismatch(logs[node], from, common + 1, expected, from, common + 1);
            if (difference >= 0) {
                return (long) from + difference;
            }
        }
        return common < to ? Math.max(common + 1L, from) : 0;
    }

    private void put(int node, int index, int entry) {
        if (index >= logs[node].length) {
            logs[node] = Arrays.copyOf(logs[node], Math.max(index + 1, 2 * logs[node].length));
        }
        logs[node][index] = entry;
    }
}
