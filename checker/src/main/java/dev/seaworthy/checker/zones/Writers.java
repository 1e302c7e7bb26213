package dev.seaworthy.checker.zones;

import dev.seaworthy.checker.search.RegisterSteps;
import dev.seaworthy.checker.time.Intervals;

/** For each value, the operations that leave it, by invocation; those that complete apart from the others. */
final class Writers {
    private final Intervals intervals;
    private final int[] certainFrom;
    private final int[] certain;
    /** The latest completion among the writers of the same value up to this place. */
    private final int[] latestCompletion;

    private final int[] unknownFrom;
    private final int[] unknown;

    Writers(Intervals intervals, int[] leaves, boolean[] dropped, int values) {
        this.intervals = intervals;
        certainFrom = new int[values + 1];
        unknownFrom = new int[values + 1];
        for (int i = 0; i < leaves.length; i++) {
            if (leaves[i] != RegisterSteps.NONE && !dropped[i]) {
                (intervals.completes(i) ? certainFrom : unknownFrom)[leaves[i] + 1]++;
            }
        }
        for (int value = 0; value < values; value++) {
            certainFrom[value + 1] += certainFrom[value];
            unknownFrom[value + 1] += unknownFrom[value];
        }
        certain = new int[certainFrom[values]];
        latestCompletion = new int[certain.length];
        unknown = new int[unknownFrom[values]];
        fill(leaves, dropped);
    }

    private void fill(int[] leaves, boolean[] dropped) {
        int[] nextCertain = certainFrom.clone();
        int[] nextUnknown = unknownFrom.clone();
        for (int i = 0; i < leaves.length; i++) {
            int value = leaves[i];
            if (value == RegisterSteps.NONE || dropped[i]) {
                continue;
            }
            if (!intervals.completes(i)) {
                unknown[nextUnknown[value]++] = i;
                continue;
            }
            int place = nextCertain[value]++;
            certain[place] = i;
            int before = place == certainFrom[value] ? -1 : latestCompletion[place - 1];
            latestCompletion[place] = Math.max(before, intervals.completion(i));
        }
    }

    int certainFrom(int value) {
        return certainFrom[value];
    }

    /** The place after the last completing writer of the value that was invoked before this rank. */
    int certainTo(int value, int rank) {
        return firstFrom(certain, certainFrom[value], certainFrom[value + 1], rank);
    }

    int certain(int place) {
        return certain[place];
    }

    /** The latest completion of the writers of one value up to this place. */
    int latestCompletion(int place) {
        return latestCompletion[place];
    }

    int unknownFrom(int value) {
        return unknownFrom[value];
    }

    /** The place after the last writer of unknown outcome that was invoked before this rank. */
    int unknownTo(int value, int rank) {
        return firstFrom(unknown, unknownFrom[value], unknownFrom[value + 1], rank);
    }

    int unknown(int place) {
        return unknown[place];
    }

    int countOf(int value) {
        return certainFrom[value + 1] - certainFrom[value] + unknownFrom[value + 1] - unknownFrom[value];
    }

    /** Some writer of the value; there must be one. */
    int any(int value) {
        return certainFrom[value] < certainFrom[value + 1] ? certain[certainFrom[value]] : unknown[unknownFrom[value]];
    }

    private int firstFrom(int[] operations, int from, int to, int rank) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (intervals.invocation(operations[middle]) < rank) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
