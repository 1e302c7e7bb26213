package dev.seaworthy.checker.zones;

import static dev.seaworthy.checker.search.RegisterSteps.NONE;

import dev.seaworthy.checker.search.DeepestPoint;
import dev.seaworthy.checker.search.JustInTimeSearch.End;
import dev.seaworthy.checker.search.Limits;
import dev.seaworthy.checker.search.PatientSearch;
import dev.seaworthy.checker.search.RegisterOperations;
import dev.seaworthy.checker.time.Intervals;
import dev.seaworthy.checker.time.StableSort;
import java.util.Arrays;

/**
 * What remains to be decided where values written several times matter: each chain as one operation, which leaves some
 * other value unless it ends with a value written several times, and the operations on such values. Time is contracted:
 * each forward zone is one moment.
 *
 * <p>An item below the number of chains is a chain, one from there on an operation.
 */
final class Residue {
    private static final int OTHER = 0;

    private final Intervals intervals;
    private final ReadMap map;
    private final Chains chains;
    private final Layout layout;
    private final int[] raw;
    private int[] items;
    private PatientSearch search;

    Residue(Intervals intervals, ReadMap map, Chains chains, Layout layout) {
        this.intervals = intervals;
        this.map = map;
        this.chains = chains;
        this.layout = layout;
        int[] found = new int[map.needs.length];
        int count = 0;
        for (int i = 0; i < found.length; i++) {
            if (layout.isRaw(i)) {
                found[count++] = i;
            }
        }
        raw = Arrays.copyOf(found, count);
    }

    /** Whether nothing is left: the chains can follow each other as they are laid out. */
    boolean isEmpty() {
        if (raw.length > 0) {
            return false;
        }
        for (int chain = 0; chain < chains.count(); chain++) {
            if (chains.need(chain) != NONE) {
                return false;
            }
        }
        return true;
    }

    /** Searches for an order of the items. */
    End search(long visitedMax, Limits limits) {
        search = new PatientSearch(toOperations().toProblem(), limits);
        return search.run(visitedMax);
    }

    long visited() {
        return search.visited();
    }

    private RegisterOperations toOperations() {
        int count = chains.count() + raw.length;
        long[] invokedAt = new long[count];
        long[] completedAt = new long[count];
        for (int item = 0; item < count; item++) {
            if (item < chains.count()) {
                invokedAt[item] = layout.contractedInvocation(item);
                completedAt[item] = layout.contractedCompletion(item);
            } else {
                int operation = raw[item - chains.count()];
                invokedAt[item] = layout.contractedInvocationAt(intervals.invocation(operation));
                completedAt[item] = layout.contractedCompletionAt(intervals.completion(operation));
            }
        }
        items = new int[count];
        Arrays.setAll(items, item -> item);
        StableSort.sort(items, count, invokedAt, new int[count]);
        Intervals contracted = new Intervals(sorted(invokedAt), sorted(completedAt));
        return numbered(contracted);
    }

    private long[] sorted(long[] times) {
        long[] sorted = new long[times.length];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = times[items[i]];
        }
        return sorted;
    }

    private RegisterOperations numbered(Intervals contracted) {
        int[] valueOf = new int[map.needs.length];
        int values = OTHER + 1;
        int[] needs = new int[items.length];
        int[] leaves = new int[items.length];
        for (int i = 0; i < items.length; i++) {
            int item = items[i];
            boolean isChain = item < chains.count();
            int operation = isChain ? NONE : raw[item - chains.count()];
            int need = isChain ? chains.need(item) : map.needs[operation];
            int leave = isChain ? chains.end(item) : map.leaves[operation];
            for (int source : new int[] {need, leave}) {
                if (source != NONE && valueOf[source] == 0) {
                    valueOf[source] = values++;
                }
            }
            needs[i] = need == NONE ? NONE : valueOf[need];
            leaves[i] = leave != NONE ? valueOf[leave] : isChain ? OTHER : NONE;
        }
        return new RegisterOperations(contracted, needs, leaves, null, values);
    }

    /** All operations, in the order found. */
    int[] order() {
        int[] order = new int[map.needs.length];
        int length = 0;
        for (int place : search.order()) {
            int item = items[place];
            if (item < chains.count()) {
                length = chains.append(item, order, length);
            } else {
                order[length++] = raw[item - chains.count()];
            }
        }
        return Arrays.copyOf(order, length);
    }

    /** Why there is none. */
    Contradiction contradiction() {
        int[] window = search.contradiction();
        if (window.length > 0) {
            int[] involved = operations(window);
            return new Contradiction(
                    Finding.Broken.NOT_COVERABLE,
                    new int[] {involved[0]},
                    Arrays.copyOfRange(involved, 1, involved.length));
        }
        DeepestPoint deepest = search.deepest();
        int[] authors =
                Arrays.stream(deepest.authors()).filter(item -> item != NONE).toArray();
        int[] left = operations(deepest.left());
        int[] other = Arrays.copyOf(operations(authors), authors.length + left.length);
        System.arraycopy(left, 0, other, authors.length, left.length);
        return new Contradiction(Finding.Broken.NOT_COVERABLE, operations(new int[] {deepest.stuck()}), other);
    }

    /** For each place an operation that stands for its item. */
    private int[] operations(int[] places) {
        int[] operations = new int[places.length];
        for (int i = 0; i < places.length; i++) {
            int item = items[places[i]];
            operations[i] = item < chains.count() ? chains.firstCompleted(item) : raw[item - chains.count()];
        }
        return operations;
    }
}
