package dev.seaworthy.checker;

import java.util.ArrayList;
import java.util.List;

/**
 * The point furthest in time at which a search had to turn back: the operation that had completed and still had no
 * place, what was placed last, and the states in which that happened.
 */
final class DeadEnd<S> {
    private static final int STATES_MAX = 4;
    private static final int LEFT_MAX = 8;

    private final Operation[] operations;
    private final Model<S> model;
    private final StateTable<S> states;

    private Operation stuck;
    private final List<Integer> statesThere = new ArrayList<>();
    /** What brought each of these states about; null for the initial state. */
    private final List<Operation> authors = new ArrayList<>();

    private boolean moreStates;
    /** What was invoked before the completion and not yet placed in some of these states. */
    private final List<Operation> left = new ArrayList<>();

    DeadEnd(Operation[] operations, Model<S> model, StateTable<S> states) {
        this.operations = operations;
        this.model = model;
        this.states = states;
    }

    /**
     * The search met the completion of this operation, with that many placed.
     *
     * @param unplaced what is not placed
     */
    void meet(int operation, int state, int[] placedOrder, int depth, EventList unplaced) {
        Operation met = operations[operation];
        if (stuck != null && met.completion() < stuck.completion()) {
            return;
        }
        if (stuck == null || stuck.index() != met.index()) {
            if (stuck != null && met.completion() == stuck.completion()) {
                return;
            }
            stuck = met;
            statesThere.clear();
            authors.clear();
            left.clear();
            moreStates = false;
        }
        if (statesThere.contains(state)) {
            return;
        }
        if (statesThere.size() == STATES_MAX) {
            moreStates = true;
            return;
        }
        statesThere.add(state);
        authors.add(author(placedOrder, depth));
        rememberLeft(unplaced);
    }

    /** Everything unplaced that comes before the completion that was met: that is the first one in the list. */
    private void rememberLeft(EventList unplaced) {
        for (int i = unplaced.first(); i < operations.length && left.size() < LEFT_MAX; i = unplaced.after(i)) {
            Operation other = operations[i];
            if (other.index() != stuck.index() && !left.contains(other)) {
                left.add(other);
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
        addMissing(involved, authors);
        addMissing(involved, left);
        return new Conflict(partition, involved, sentence());
    }

    private static void addMissing(List<Operation> involved, List<Operation> more) {
        for (Operation operation : more) {
            if (operation != null && !involved.contains(operation)) {
                involved.add(operation);
            }
        }
    }

    private String sentence() {
        StringBuilder text = new StringBuilder();
        text.append("No order has a place for ").append(describe(stuck)).append(": until it completed, ");
        for (int i = 0; i < statesThere.size(); i++) {
            text.append(i == 0 ? "" : ", or ").append(model.describeState(states.state(statesThere.get(i))));
            if (authors.get(i) != null) {
                text.append(" after ").append(describe(authors.get(i)));
            }
        }
        text.append(moreStates ? ", or others that do not fit either" : "");
        List<Operation> others = new ArrayList<>(left);
        others.removeAll(authors);
        text.append(others.isEmpty() ? ". Nothing else could come" : ". Nor does it help to place")
                .append(" before that");
        for (int i = 0; i < others.size(); i++) {
            text.append(i == 0 ? " " : "; ").append(describe(others.get(i)));
        }
        return text.append('.').toString();
    }

    private String describe(Operation operation) {
        String until = operation.isInfo() ? "…" : String.valueOf(operation.completion());
        return model.describe(operation) + " by process " + operation.process() + " [" + operation.invocation() + ", "
                + until + ']';
    }
}
