package dev.seaworthy.checker.explain;

import java.util.List;

/**
 * What is assumed of the object before the first operation of a sub-history. The less, the stronger the proof.
 *
 * @param kind how much is assumed
 * @param states the states from which no order was found, in words; of ANY, the ones that make a difference
 */
public record Start(Kind kind, List<String> states) {
    /** How much is assumed. */
    public enum Kind {
        /** The object was as it is before any operation. */
        INITIAL,
        /** What came before can only have left one of {@link Start#states()}. */
        SOME,
        /** Nothing: whatever the object held, no order is possible. */
        ANY
    }

    public Start {
        states = List.copyOf(states);
    }
}
