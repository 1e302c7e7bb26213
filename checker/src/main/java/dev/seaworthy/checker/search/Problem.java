package dev.seaworthy.checker.search;

import dev.seaworthy.checker.time.Intervals;

/**
 * What there is to put in order: operations with their times and kinds. What completes must be placed; what never
 * completes may be left out. The arrays are taken over and must not change.
 *
 * @param intervals when the operations were invoked and completed
 * @param kinds the kind of each operation
 * @param steps what the kinds do
 */
public record Problem(Intervals intervals, int[] kinds, Steps steps) {
    public Problem {
        if (kinds.length != intervals.size()) {
            throw new IllegalArgumentException(kinds.length + " kinds for " + intervals.size() + " operations");
        }
    }

    int size() {
        return kinds.length;
    }
}
