package dev.seaworthy.checker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * The definitions of linearizability and of sequential consistency, carried out: every choice of which unknown
 * operations took effect, every order of the chosen ones, compared pair by pair with what may not be exchanged, and
 * replayed. For histories of a few operations.
 */
public final class BruteForce {
    private BruteForce() {}

    /** Whether some order explains everything that respects real time. */
    static <S> boolean isLinearizable(History history, Model<S> model) {
        return isExplained(history, model, (one, other) -> one.completion() < other.invocation());
    }

    /** Whether some order explains everything that respects the order of each process alone. */
    public static <S> boolean isSequential(History history, Model<S> model) {
        return isExplained(
                history,
                model,
                (one, other) -> one.isOk() && one.process() == other.process() && one.index() < other.index());
    }

    /** Whether some order explains everything in which nothing comes after what it has to come before. */
    private static <S> boolean isExplained(
            History history, Model<S> model, BiPredicate<Operation, Operation> comesBefore) {
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
            boolean[][] waits = new boolean[operations.size()][operations.size()];
            for (int one = 0; one < waits.length; one++) {
                for (int other = 0; other < waits.length; other++) {
                    waits[one][other] = comesBefore.test(operations.get(other), operations.get(one));
                }
            }
            if (someOrderExplains(operations, waits, new boolean[waits.length], 0, Map.of(), model)) {
                return true;
            }
        }
        return false;
    }

    private static <S> boolean someOrderExplains(
            List<Operation> operations,
            boolean[][] waits,
            boolean[] used,
            int count,
            Map<Object, S> states,
            Model<S> model) {
        if (count == operations.size()) {
            return true;
        }
        for (int i = 0; i < used.length; i++) {
            if (used[i] || mustWait(waits[i], used)) {
                continue;
            }
            Map<Object, S> after = step(states, operations.get(i), model);
            if (after != null) {
                used[i] = true;
                boolean found = someOrderExplains(operations, waits, used, count + 1, after, model);
                used[i] = false;
                if (found) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean mustWait(boolean[] waitsFor, boolean[] used) {
        for (int i = 0; i < used.length; i++) {
            if (!used[i] && waitsFor[i]) {
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
