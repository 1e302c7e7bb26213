package dev.seaworthy.checker;

import java.util.ArrayList;
import java.util.HashMap;

/** Numbers states from 0 in the order in which they are first seen, so that equal states have equal numbers. */
@LookupOnly
final class StateTable<S> {
    private final HashMap<S, Integer> numbers = new HashMap<>();
    private final ArrayList<S> states = new ArrayList<>();

    int numberOf(S state) {
        Integer known = numbers.get(state);
        if (known != null) {
            return known;
        }
        int number = states.size();
        numbers.put(state, number);
        states.add(state);
        return number;
    }

    S state(int number) {
        return states.get(number);
    }
}
