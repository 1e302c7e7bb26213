package dev.seaworthy.checker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The definition of linearizability, carried out: every choice of which unknown operations took effect, every order of
 * the chosen ones, compared pair by pair with real time and replayed. For histories of a few operations.
 */
final class BruteForce {
    private BruteForce() {}

    static <S> boolean isLinearizable(History history, Model<S> model) {
        List<Operation> certain = new ArrayList<>();
        List<Operation> unknown = new ArrayList<>();
        for (Operation operation : history.operations()) {
            if (operation.isOk()) {
                certain.add(operation);
            } else if (operation.isInfo()) {
                unknown.add(operation);
            }
        }
        for (int chosen = 0; chosen < 1 << unknown.size(); chosen++) {
            List<Operation> operations = new ArrayList<>(certain);
            for (int i = 0; i < unknown.size(); i++) {
                if ((chosen >> i & 1) == 1) {
                    operations.add(unknown.get(i));
                }
            }
            if (someOrderExplains(operations, new boolean[operations.size()], 0, Map.of(), model)) {
                return true;
            }
        }
        return false;
    }

    private static <S> boolean someOrderExplains(
            List<Operation> operations, boolean[] used, int count, Map<Object, S> states, Model<S> model) {
        if (count == operations.size()) {
            return true;
        }
        for (int i = 0; i < used.length; i++) {
            if (used[i] || mustWait(operations, used, i)) {
                continue;
            }
            Map<Object, S> after = step(states, operations.get(i), model);
            if (after != null) {
                used[i] = true;
                boolean found = someOrderExplains(operations, used, count + 1, after, model);
                used[i] = false;
                if (found) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean mustWait(List<Operation> operations, boolean[] used, int candidate) {
        for (int i = 0; i < used.length; i++) {
            if (!used[i]
                    && i != candidate
                    && operations.get(i).completion()
                            < operations.get(candidate).invocation()) {
                return true;
            }
        }
        return false;
    }

    /** The states of all partitions after the operation, or null if its answer is impossible. */
    static <S> Map<Object, S> step(Map<Object, S> states, Operation operation, Model<S> model) {
        Object partition = model.partitionOf(operation);
        S state = states.containsKey(partition) ? states.get(partition) : model.initial();
        S next = model.step(state, operation);
        if (next == null) {
            return null;
        }
        Map<Object, S> after = new HashMap<>(states);
        after.put(partition, next);
        return after;
    }

    /** Whether this order is a linearization of the history, by the definition. */
    static <S> boolean explains(List<Operation> order, History history, Model<S> model) {
        for (Operation operation : history.operations()) {
            long times = order.stream()
                    .filter(other -> other.index() == operation.index())
                    .count();
            boolean right = operation.isOk() ? times == 1 : operation.isFail() ? times == 0 : times <= 1;
            if (!right) {
                return false;
            }
        }
        Map<Object, S> states = Map.of();
        for (int i = 0; i < order.size(); i++) {
            for (int j = i + 1; j < order.size(); j++) {
                if (order.get(j).completion() < order.get(i).invocation()) {
                    return false;
                }
            }
            states = step(states, order.get(i), model);
            if (states == null) {
                return false;
            }
        }
        return true;
    }
}
