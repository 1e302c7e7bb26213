package dev.seaworthy.checker;

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
