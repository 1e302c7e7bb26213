package dev.seaworthy.checker;

import java.util.List;

/**
 * Why there is no linearization, for machines: the rule that is broken and the operations that break it.
 *
 * <p>The two sides are what the rule speaks of; {@link Rule} says for each rule who stands where. Either may hold more
 * operations than a person needs, and the second may be empty.
 *
 * @param rule the rule
 * @param one the first side, never empty
 * @param other the second side
 */
public record Refutation(Rule rule, List<Operation> one, List<Operation> other) {
    /** What a history can do wrong. */
    public enum Rule {
        /** {@code one} saw a value that nothing wrote. */
        NEVER_WRITTEN,
        /**
         * {@code one} saw a value, and everything that wrote it, {@code other}, was invoked after {@code one}
         * completed.
         */
        READ_BEFORE_WRITTEN,
        /**
         * {@code one} saw a value, and whoever wrote it, the first of {@code other}, was followed by another complete
         * write, the last of {@code other}, before {@code one} was invoked.
         */
        OVERWRITTEN,
        /**
         * The compare-and-sets of {@code one} each replaced a value that the first of {@code other} wrote once. Those
         * of unknown outcome among them did happen: the rest of {@code other} saw what they left.
         */
        CONSUMED_TWICE,
        /**
         * Each compare-and-set of {@code one} could take effect only after the one before it, and the first after the
         * last.
         */
        CYCLE,
        /**
         * Along a chain of compare-and-sets, {@code one} comes before {@code other}, but {@code other} completed before
         * {@code one} was invoked.
         */
        OUT_OF_ORDER,
        /**
         * Two values must both be current at one moment. Each side belongs to one value, or to one chain of
         * compare-and-sets: first what wrote it, then what completed first, then what was invoked last.
         */
        BOTH_CURRENT,
        /**
         * While {@code other} lasted, the object held the value of {@code one} all the time, and could not hold the one
         * of {@code other}. Each side is ordered as in {@link #BOTH_CURRENT}.
         */
        NO_ROOM,
        /**
         * {@code one} saw a value that is written several times, and no choice of the moments of what writes it and
         * what overwrites it, {@code other}, serves all who saw it.
         */
        NOT_COVERABLE,
        /**
         * Whatever is tried, the first of {@code one} finds no place before its completion. {@code other} is what was
         * placed last, or could not be placed, where the search had to turn back.
         */
        DEAD_END,
        /** The completed operations of {@code one} contradict each other, whatever the state was when they began. */
        WINDOW
    }

    public Refutation {
        one = List.copyOf(one);
        other = List.copyOf(other);
        if (one.isEmpty()) {
            throw new IllegalArgumentException(rule + " is about some operation");
        }
    }
}
