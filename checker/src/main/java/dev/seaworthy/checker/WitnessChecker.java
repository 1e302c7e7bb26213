package dev.seaworthy.checker;

import dev.seaworthy.checker.time.StableSort;
import java.util.Arrays;
import java.util.LinkedHashMap;

/**
 * Verifies an order that the system under test itself proposes, such as the order of its log.
 *
 * <p>The operations are sorted by their claimed positions and replayed on the model, and the order is compared with
 * real time: nothing may come after an operation that was invoked when it had already completed. If both hold, the
 * order is a linearization, whoever proposed it. If not, nothing is proved, since another order may do; the verdict is
 * then UNKNOWN.
 *
 * <p>O(n log n), and O(n) if the operations come nearly in order. An instance keeps its working space between calls, so
 * it is for one thread at a time.
 */
public final class WitnessChecker {
    /** The name that results carry. */
    public static final String NAME = "witness";

    private int[] order = new int[0];
    private int[] scratch = new int[0];

    /**
     * LINEARIZABLE if the witness explains the history, else UNKNOWN with the reason.
     *
     * @throws IllegalArgumentException if the witness is of another size than the history, or the model does not know
     *     an operation
     */
    public <S> CheckResult check(History history, Model<S> model, Witness witness) {
        long[] positions = witness.positions();
        int size = history.size();
        if (positions.length != size) {
            throw new IllegalArgumentException(
                    "a witness with " + positions.length + " positions for a history of " + size + " operations");
        }
        reserve(size);
        int placed = 0;
        for (int i = 0; i < size; i++) {
            Operation operation = history.operation(i);
            if (!Relevance.mayMatter(operation, model)) {
                continue;
            }
            if (positions[i] != Witness.ABSENT) {
                order[placed++] = i;
            } else if (operation.isOk()) {
                return unknown(history, "no position is given for " + model.describe(operation));
            }
        }
        StableSort.sort(order, placed, positions, scratch);
        return replay(history, model, placed);
    }

    private <S> CheckResult replay(History history, Model<S> model, int placed) {
        LinkedHashMap<Object, S> states = new LinkedHashMap<>();
        S initial = model.initial();
        Operation latest = null;
        for (int place = 0; place < placed; place++) {
            Operation operation = history.operation(order[place]);
            if (latest == null || operation.invocation() > latest.invocation()) {
                latest = operation;
            } else if (operation.precedes(latest)) {
                return unknown(
                        history,
                        "the order puts " + model.describe(operation) + " after " + model.describe(latest)
                                + ", which was invoked later than the former completed");
            }
            Object partition = model.partitionOf(operation);
            S known = states.get(partition);
            S state = known == null ? initial : known;
            S next = model.step(state, operation);
            if (next == null) {
                return unknown(
                        history,
                        "in the given order " + model.describe(operation) + " is impossible: "
                                + model.describeState(state));
            }
            if (!next.equals(known)) {
                states.put(partition, next);
            }
        }
        Linearization linearization = new Linearization(history, Arrays.copyOf(order, placed));
        return CheckResult.linearizable(history, NAME, placed, linearization);
    }

    private static CheckResult unknown(History history, String why) {
        return CheckResult.unknown(history, NAME, 0, why);
    }

    private void reserve(int size) {
        if (order.length < size) {
            order = new int[size];
            scratch = new int[size];
        }
    }
}
