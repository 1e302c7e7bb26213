package dev.seaworthy.sim.shrink;

import java.util.function.IntPredicate;

/**
 * How the shrinker asks many questions whose answers it wants in order. An implementation may ask several at once, on
 * as many threads as it likes: the answer is the same.
 */
public interface Probe {
    /** One question after the other, on the caller's thread. */
    Probe IN_TURN = (count, question) -> {
        for (int i = 0; i < count; i++) {
            if (question.test(i)) {
                return i;
            }
        }
        return -1;
    };

    /**
     * The smallest number from 0 to below {@code count} to which the answer is yes; -1 where there is none. Questions
     * above it may or may not be asked.
     *
     * @param question answers the same number always in the same way; safe for use by several threads
     */
    int first(int count, IntPredicate question);
}
