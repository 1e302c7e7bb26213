package dev.seaworthy.checker;

import dev.seaworthy.checker.time.StableSort;
import java.util.Arrays;

/**
 * The invocations and completions of a partition in the order of time, as a doubly linked list from which operations
 * are taken out when they are placed and put back when the search changes its mind.
 *
 * <p>Node {@code i} is the invocation of operation {@code i}, node {@code n + i} its completion. What never completes
 * has no completion node. At equal times invocations come first, as then operations count as concurrent.
 */
final class EventList {
    /** What comes after the last node. */
    static final int END = -1;

    private final int operations;
    private final boolean[] completes;
    private final int[] next;
    private final int[] previous;

    /** The events of these operations, which are in the order of their invocations. */
    EventList(Operation[] ordered) {
        operations = ordered.length;
        completes = new boolean[operations];
        next = new int[2 * operations + 1];
        previous = new int[2 * operations + 1];
        int[] completed = byCompletion(ordered);
        int last = head();
        int waiting = 0;
        for (int i = 0; i < operations; i++) {
            while (waiting < completed.length && ordered[completed[waiting]].completion() < ordered[i].invocation()) {
                last = link(last, operations + completed[waiting++]);
            }
            last = link(last, i);
        }
        while (waiting < completed.length) {
            last = link(last, operations + completed[waiting++]);
        }
        next[last] = END;
    }

    private int[] byCompletion(Operation[] ordered) {
        int[] indexes = new int[operations];
        long[] completions = new long[operations];
        int count = 0;
        for (int i = 0; i < operations; i++) {
            completions[i] = ordered[i].completion();
            completes[i] = ordered[i].isOk();
            if (completes[i]) {
                indexes[count++] = i;
            }
        }
        StableSort.sort(indexes, count, completions, new int[count]);
        return Arrays.copyOf(indexes, count);
    }

    private int link(int last, int node) {
        next[last] = node;
        previous[node] = last;
        return node;
    }

    private int head() {
        return 2 * operations;
    }

    int first() {
        return next[head()];
    }

    int after(int node) {
        return next[node];
    }

    /** Takes the operation out. Its own links stay, so that it can be put back. */
    void lift(int operation) {
        unlink(operation);
        if (completes[operation]) {
            unlink(operations + operation);
        }
    }

    /** Puts back the operation that was lifted last. */
    void unlift(int operation) {
        if (completes[operation]) {
            relink(operations + operation);
        }
        relink(operation);
    }

    private void unlink(int node) {
        next[previous[node]] = next[node];
        if (next[node] != END) {
            previous[next[node]] = previous[node];
        }
    }

    private void relink(int node) {
        next[previous[node]] = node;
        if (next[node] != END) {
            previous[next[node]] = node;
        }
    }
}
