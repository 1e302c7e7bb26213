package dev.seaworthy.checker.zones;

import static dev.seaworthy.checker.search.RegisterSteps.NONE;

import dev.seaworthy.checker.search.RegisterOperations;
import dev.seaworthy.checker.time.Intervals;
import java.util.Arrays;

/**
 * Puts operations that saw only what the value was not into an order that is already right without them, each as early
 * as it can stand. As it changes nothing, it needs only a place where the value is another one and real time permits
 * it.
 */
final class Insertion {
    private final RegisterOperations operations;
    private final Intervals intervals;
    private final int[] order;
    /** By gap, the value there, the latest invocation before it, and the first completion after it. */
    private final int[] valueAt;

    private final int[] invokedBefore;
    private final int[] completedAfter;
    /** By gap, the next one with another value. */
    private final int[] nextOtherValue;

    Insertion(RegisterOperations operations, int[] order) {
        this.operations = operations;
        this.order = order;
        intervals = operations.intervals();
        int gaps = order.length + 1;
        valueAt = new int[gaps];
        invokedBefore = new int[gaps];
        completedAfter = new int[gaps];
        nextOtherValue = new int[gaps];
        valueAt[0] = NONE;
        invokedBefore[0] = -1;
        for (int gap = 1; gap < gaps; gap++) {
            int leave = operations.leaves()[order[gap - 1]];
            valueAt[gap] = leave == NONE ? valueAt[gap - 1] : leave;
            invokedBefore[gap] = Math.max(invokedBefore[gap - 1], intervals.invocation(order[gap - 1]));
        }
        completedAfter[gaps - 1] = Intervals.NEVER;
        nextOtherValue[gaps - 1] = gaps;
        for (int gap = gaps - 2; gap >= 0; gap--) {
            completedAfter[gap] = Math.min(completedAfter[gap + 1], intervals.completion(order[gap]));
            nextOtherValue[gap] = valueAt[gap] == valueAt[gap + 1] ? nextOtherValue[gap + 1] : gap + 1;
        }
    }

    /** The whole order, or null if some operation found no place. */
    int[] result() {
        int[] gapOf = new int[operations.size()];
        int placed = 0;
        int atLeast = 0;
        for (int rank = 0; rank < intervals.events(); rank++) {
            int event = intervals.event(rank);
            int operation = event < 0 ? ~event : event;
            if (operations.differ(operation) == NONE || !intervals.completes(operation)) {
                continue;
            }
            if (event < 0) {
                atLeast = Math.max(atLeast, gapOf[operation]);
                continue;
            }
            int gap = Math.max(atLeast, firstAfter(rank));
            if (gap <= order.length && valueAt[gap] == operations.differ(operation)) {
                gap = nextOtherValue[gap];
            }
            if (gap > order.length || invokedBefore[gap] > intervals.completion(operation)) {
                return null;
            }
            gapOf[operation] = gap;
            placed++;
        }
        return merge(gapOf, placed);
    }

    /** The first gap after which nothing follows that completed before this rank. */
    private int firstAfter(int rank) {
        int low = 0;
        int high = order.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (completedAfter[middle] < rank) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int[] merge(int[] gapOf, int placed) {
        int[] first = new int[order.length + 1];
        Arrays.fill(first, NONE);
        int[] next = new int[operations.size()];
        for (int i = operations.size() - 1; i >= 0; i--) {
            if (operations.differ(i) != NONE && intervals.completes(i)) {
                next[i] = first[gapOf[i]];
                first[gapOf[i]] = i;
            }
        }
        int[] merged = new int[order.length + placed];
        int length = 0;
        for (int gap = 0; gap <= order.length; gap++) {
            for (int i = first[gap]; i != NONE; i = next[i]) {
                merged[length++] = i;
            }
            if (gap < order.length) {
                merged[length++] = order[gap];
            }
        }
        return merged;
    }
}
