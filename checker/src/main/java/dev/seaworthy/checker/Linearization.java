package dev.seaworthy.checker;

import dev.seaworthy.checker.time.StableSort;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A sequential order that explains a history: every completed operation once, and those of unknown outcome that took
 * effect. Immutable. It is a certificate: {@link WitnessChecker} accepts {@link #toWitness()}.
 */
public final class Linearization {
    private final History history;
    private final int[] order;

    /** Takes over the array, which the caller must not change afterwards. */
    Linearization(History history, int[] order) {
        this.history = history;
        this.order = order;
    }

    /**
     * One order of all from an order of each partition. Every operation is given a moment: the latest invocation among
     * it and its predecessors in its partition. As that is never after its own completion, the order of moments
     * respects real time across partitions too.
     */
    static Linearization ofPartitions(History history, List<int[]> orders) {
        if (orders.size() == 1) {
            return new Linearization(history, orders.get(0));
        }
        int count = 0;
        for (int[] order : orders) {
            count += order.length;
        }
        int[] joined = new int[count];
        long[] moments = new long[history.size()];
        int place = 0;
        for (int[] order : orders) {
            long moment = Long.MIN_VALUE;
            for (int index : order) {
                moment = Math.max(moment, history.operation(index).invocation());
                moments[index] = moment;
                joined[place++] = index;
            }
        }
        StableSort.sort(joined, count, moments, new int[count]);
        return new Linearization(history, joined);
    }

    public int size() {
        return order.length;
    }

    /** The index in the history of the operation that took effect at this place, from 0. */
    public int indexAt(int place) {
        return order[place];
    }

    /** The operations in the order in which they took effect. */
    public List<Operation> operations() {
        ArrayList<Operation> operations = new ArrayList<>(order.length);
        for (int index : order) {
            operations.add(history.operation(index));
        }
        return operations;
    }

    public Witness toWitness() {
        long[] positions = new long[history.size()];
        Arrays.fill(positions, Witness.ABSENT);
        for (int place = 0; place < order.length; place++) {
            positions[order[place]] = place;
        }
        return new Witness(positions);
    }

    @Override
    public String toString() {
        return operations().toString();
    }
}
