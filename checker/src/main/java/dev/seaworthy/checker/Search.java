package dev.seaworthy.checker;

/**
 * The search of Wing and Gong for one partition, with the memory of Lowe.
 *
 * <p>A configuration is the set of operations placed so far and the state they lead to. From it, any operation may be
 * placed next that was invoked before the first completion of an unplaced one, if its answer fits the state. The search
 * goes depth first, and turns back at the first completion it meets in the list: that operation had to be placed by
 * then. A configuration entered before is never entered again.
 *
 * <p>Three shortcuts, each of which keeps at least one linearization if there is any:
 *
 * <ul>
 *   <li>An operation that can never change a state is placed as soon as it fits, without alternatives: whatever order
 *       comes later, moving it to the front changes nothing for the others.
 *   <li>An operation of unknown outcome is not placed where it would leave the state as it is: it may as well be left
 *       out, or placed later.
 *   <li>The search ends when all completed operations are placed; what is left may never have happened.
 * </ul>
 */
final class Search<S> {
    enum End {
        FOUND,
        EXHAUSTED,
        OUT_OF_BUDGET
    }

    private final Operation[] operations;
    private final Model<S> model;
    private final boolean[] readOnly;
    private final int[] bits;
    private final EventList events;
    private final PlacedSet placed;
    private final ConfigurationSet seen;
    private final StateTable<S> states = new StateTable<>();
    private final DeadEnd<S> deepest;

    private final int[] placedOrder;
    private final int[] statesBefore;
    private int depth;
    private int completedLeft;
    private int state;
    private long visited;

    /** A search for an order of these operations, all of one partition and in the order of their invocations. */
    Search(Operation[] operations, Model<S> model, int rememberedMax) {
        int size = operations.length;
        this.operations = operations;
        this.model = model;
        readOnly = new boolean[size];
        bits = new int[size];
        placedOrder = new int[size];
        statesBefore = new int[size];
        events = new EventList(operations);
        int completed = 0;
        for (Operation operation : operations) {
            completed += operation.isOk() ? 1 : 0;
        }
        placed = new PlacedSet(completed, size - completed);
        seen = new ConfigurationSet(rememberedMax);
        completedLeft = completed;
        numberBits();
        deepest = new DeadEnd<>(operations, model, states);
        state = states.numberOf(model.initial());
    }

    private void numberBits() {
        int completed = 0;
        int open = 0;
        for (int i = 0; i < operations.length; i++) {
            readOnly[i] = model.isReadOnly(operations[i]);
            bits[i] = operations[i].isOk() ? placed.completedBit(completed++) : placed.openBit(open++);
        }
    }

    /** Searches until the end is known or {@code visitedMax} configurations were entered. To be called once. */
    End run(long visitedMax) {
        int node = events.first();
        while (completedLeft > 0) {
            if (node < operations.length) {
                int next = stateAfter(node);
                if (next < 0) {
                    node = events.after(node);
                    continue;
                }
                if (visited == visitedMax) {
                    return End.OUT_OF_BUDGET;
                }
                visited++;
                if (place(node, next)) {
                    node = events.first();
                    continue;
                }
                if (!readOnly[node]) {
                    node = events.after(node);
                    continue;
                }
            } else {
                deepest.meet(node - operations.length, state, placedOrder, depth);
            }
            node = turnBack();
            if (node == EventList.END) {
                return End.EXHAUSTED;
            }
        }
        return End.FOUND;
    }

    /** The number of the state after the operation, or -1 if it cannot, or need not, be placed here. */
    private int stateAfter(int operation) {
        S before = states.state(state);
        S after = model.step(before, operations[operation]);
        if (after == null) {
            return -1;
        }
        int number = after.equals(before) ? state : states.numberOf(after);
        return number == state && operations[operation].isInfo() ? -1 : number;
    }

    /** Enters the configuration with this operation placed too; false if it was entered before. */
    private boolean place(int operation, int next) {
        placed.add(bits[operation]);
        if (!seen.add(placed, next)) {
            placed.remove(bits[operation]);
            return false;
        }
        placedOrder[depth] = operation;
        statesBefore[depth] = state;
        depth++;
        state = next;
        completedLeft -= operations[operation].isOk() ? 1 : 0;
        events.lift(operation);
        return true;
    }

    /** Takes back the latest choice that had alternatives, and returns where to look for one, or END. */
    private int turnBack() {
        while (depth > 0) {
            depth--;
            int operation = placedOrder[depth];
            events.unlift(operation);
            placed.remove(bits[operation]);
            completedLeft += operations[operation].isOk() ? 1 : 0;
            state = statesBefore[depth];
            if (!readOnly[operation]) {
                return events.after(operation);
            }
        }
        return EventList.END;
    }

    long visited() {
        return visited;
    }

    /** The operations in the order found; meaningful after FOUND. */
    Operation[] order() {
        Operation[] order = new Operation[depth];
        for (int i = 0; i < depth; i++) {
            order[i] = operations[placedOrder[i]];
        }
        return order;
    }

    /** Why there is no order; meaningful after EXHAUSTED. */
    Conflict conflict(Object partition) {
        return deepest.toConflict(partition);
    }
}
