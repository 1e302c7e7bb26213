package dev.seaworthy.checker;

import java.util.ArrayList;
import java.util.HashMap;

/** Numbers states from 0 in the order in which they are first seen, so that equal states have equal numbers. */
@LookupOnly
final class StateTable<S> {
    /** What the table and the list take for each state, beside the state. */
    private static final int BYTES_PER_STATE = 72;

    private final HashMap<S, Integer> numbers = new HashMap<>();
    private final ArrayList<S> states = new ArrayList<>();
    private final Model<S> model;
    private long memoryBytes;

    StateTable(Model<S> model) {
        this.model = model;
    }

    int numberOf(S state) {
        Integer known = numbers.get(state);
        if (known != null) {
            return known;
        }
        int number = states.size();
        numbers.put(state, number);
        states.add(state);
        memoryBytes += BYTES_PER_STATE + model.memoryBytes(state);
        return number;
    }

    /** How much memory the states take, in bytes; roughly. */
    long memoryBytes() {
        return memoryBytes;
    }

    S state(int number) {
        return states.get(number);
    }
}
