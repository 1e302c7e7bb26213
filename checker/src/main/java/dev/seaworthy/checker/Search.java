package dev.seaworthy.checker;

import dev.seaworthy.checker.search.JustInTimeSearch.End;
import dev.seaworthy.checker.search.Limits;

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
    private static final int LOOK_UP_EVERY = 16;
    /** What the arrays here and the list of events take for each operation, slightly rounded up. */
    private static final int BYTES_PER_OPERATION = 56;

    private final Operation[] operations;
    private final Model<S> model;
    private final boolean[] readOnly;
    private final int[] bits;
    private final EventList events;
    private final PlacedSet placed;
    private final ConfigurationSet seen;
    private final StateTable<S> states;
    private final Limits limits;
    private final long statesMaxBytes;
    private final DeadEnd<S> deepest;

    private final int[] placedOrder;
    private final int[] statesBefore;
    private int depth;
    private int completedLeft;
    private int state;
    private long visited;

    /** A search for an order of these operations, all of one partition and in the order of their invocations. */
    Search(Operation[] operations, Model<S> model, Limits limits) {
        int size = operations.length;
        this.operations = operations;
        this.model = model;
        this.limits = limits;
        long memoryLeft = Math.max(0, limits.memoryMaxBytes() - memoryBytes(size));
        statesMaxBytes = memoryLeft / 2;
        states = new StateTable<>(model);
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
        seen = new ConfigurationSet(limits.rememberedMax(), memoryLeft - statesMaxBytes);
        completedLeft = completed;
        numberBits();
        deepest = new DeadEnd<>(operations, model, states);
        state = states.numberOf(model.initial());
    }

    /** How much memory a search over as many operations takes before it remembers anything; roughly. */
    static long memoryBytes(long operations) {
        return BYTES_PER_OPERATION * operations;
    }

    private void numberBits() {
        int completed = 0;
        int open = 0;
        for (int i = 0; i < operations.length; i++) {
            readOnly[i] = model.isReadOnly(operations[i]);
            bits[i] = operations[i].isOk() ? placed.completedBit(completed++) : placed.openBit(open++);
        }
    }

    /**
     * Searches until the end is known, {@code visitedMax} configurations were entered, or another limit is reached. To
     * be called once.
     */
    End run(long visitedMax) {
        int node = events.first();
        while (completedLeft > 0) {
            if (node < operations.length) {
                int next = stateAfter(node);
                if (next < 0) {
                    node = events.after(node);
                    continue;
                }
                if (visited >= visitedMax) {
                    return End.OUT_OF_VISITS;
                }
                if (states.memoryBytes() > statesMaxBytes) {
                    return End.OUT_OF_MEMORY;
                }
                if (visited % LOOK_UP_EVERY == LOOK_UP_EVERY - 1
                        && limits.isOver().getAsBoolean()) {
                    return End.INTERRUPTED;
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
                deepest.meet(node - operations.length, state, placedOrder, depth, events);
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

    /** Whether some configurations could not be remembered. */
    boolean isMemoryFull() {
        return seen.isFull();
    }

    /** The indexes of the operations in the order found; meaningful after FOUND. */
    int[] order() {
        int[] order = new int[depth];
        for (int i = 0; i < depth; i++) {
            order[i] = operations[placedOrder[i]].index();
        }
        return order;
    }

    /** Why there is no order; meaningful after EXHAUSTED. */
    Conflict conflict(Object partition) {
        return deepest.toConflict(partition);
    }
}
