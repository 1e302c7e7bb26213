package dev.seaworthy.checker;

import java.util.ArrayList;
import java.util.List;

/**
 * The point furthest in time at which a search had to turn back: the operation that had completed and still had no
 * place, what was placed last, and the states in which that happened.
 */
final class DeadEnd<S> {
    private static final int STATES_MAX = 4;
    private static final int CONCURRENT_MAX = 8;

    private final Operation[] operations;
    private final Model<S> model;
    private final StateTable<S> states;

    private Operation stuck;
    private final List<Integer> statesThere = new ArrayList<>();
    private final List<Operation> lastThere = new ArrayList<>();
    private final List<Operation> concurrent = new ArrayList<>();

    DeadEnd(Operation[] operations, Model<S> model, StateTable<S> states) {
        this.operations = operations;
        this.model = model;
        this.states = states;
    }

    /** The search met the completion of this operation, with that many placed. */
    void meet(int operation, int state, int[] placedOrder, int depth) {
        Operation met = operations[operation];
        if (stuck != null && met.completion() < stuck.completion()) {
            return;
        }
        if (stuck != met) {
            if (stuck != null && met.completion() == stuck.completion()) {
                return;
            }
            stuck = met;
            statesThere.clear();
            lastThere.clear();
            rememberConcurrent(placedOrder, depth);
        }
        if (statesThere.size() < STATES_MAX && !statesThere.contains(state)) {
            statesThere.add(state);
            Operation author = author(placedOrder, depth);
            if (author != null && !lastThere.contains(author)) {
                lastThere.add(author);
            }
        }
    }

    private void rememberConcurrent(int[] placedOrder, int depth) {
        boolean[] isPlaced = new boolean[operations.length];
        for (int i = 0; i < depth; i++) {
            isPlaced[placedOrder[i]] = true;
        }
        concurrent.clear();
        for (int i = 0; i < operations.length && concurrent.size() < CONCURRENT_MAX; i++) {
            Operation other = operations[i];
            if (!isPlaced[i] && other != stuck && !stuck.precedes(other)) {
                concurrent.add(other);
            }
        }
    }

    /** The operation that brought about the present state: the last one placed that can change states. */
    private Operation author(int[] placedOrder, int depth) {
        for (int i = depth - 1; i >= 0; i--) {
            Operation operation = operations[placedOrder[i]];
            if (!model.isReadOnly(operation)) {
                return operation;
            }
        }
        return null;
    }

    Conflict toConflict(Object partition) {
        List<Operation> involved = new ArrayList<>();
        involved.add(stuck);
        for (Operation author : lastThere) {
            if (author != stuck) {
                involved.add(author);
            }
        }
        for (Operation other : concurrent) {
            if (!involved.contains(other)) {
                involved.add(other);
            }
        }
        return new Conflict(partition, involved, sentence());
    }

    private String sentence() {
        StringBuilder text = new StringBuilder();
        text.append("No order has a place for ").append(describe(stuck)).append(": ");
        for (int i = 0; i < statesThere.size(); i++) {
            text.append(i == 0 ? "" : ", or ").append(model.describeState(states.state(statesThere.get(i))));
        }
        text.append(" in every order of what completed before it");
        if (!lastThere.isEmpty()) {
            text.append(" (last came ");
            for (int i = 0; i < lastThere.size(); i++) {
                text.append(i == 0 ? "" : ", or ").append(describe(lastThere.get(i)));
            }
            text.append(')');
        }
        if (concurrent.isEmpty()) {
            return text.append(", and nothing else was under way.").toString();
        }
        text.append(", and what else was under way does not help: ");
        for (int i = 0; i < concurrent.size(); i++) {
            text.append(i == 0 ? "" : "; ").append(describe(concurrent.get(i)));
        }
        return text.append('.').toString();
    }

    private String describe(Operation operation) {
        String until = operation.isInfo() ? "" : String.valueOf(operation.completion());
        return model.describe(operation) + " by process " + operation.process() + " [" + operation.invocation() + ", "
                + until + ']';
    }
}
