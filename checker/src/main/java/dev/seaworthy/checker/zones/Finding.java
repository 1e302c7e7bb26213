package dev.seaworthy.checker.zones;

import java.util.Arrays;

/**
 * What came out. Operations are given by their numbers.
 *
 * @param answer what is certain
 * @param order all operations that took effect, in order; only if LINEARIZABLE
 * @param broken the rule that is broken; only if NOT_LINEARIZABLE
 * @param one the operations on one side of the contradiction
 * @param other the operations on the other side
 * @param fallback why nothing was decided; only if UNDECIDED
 * @param visited how many configurations a search of the residue entered
 */
public record Finding(
        Answer answer, int[] order, Broken broken, int[] one, int[] other, Fallback fallback, long visited) {
    /** What is certain. */
    public enum Answer {
        LINEARIZABLE,
        NOT_LINEARIZABLE,
        /** A search of the raw operations must tell. */
        UNDECIDED
    }

    /** The rules a history can break. */
    public enum Broken {
        NEVER_WRITTEN,
        READ_BEFORE_WRITTEN,
        OVERWRITTEN,
        CONSUMED_TWICE,
        CYCLE,
        OUT_OF_ORDER,
        BOTH_CURRENT,
        NO_ROOM,
        NOT_COVERABLE
    }

    /** Why nothing was decided. */
    public enum Fallback {
        /** A compare-and-set of unknown outcome leads from a value written once to one written several times. */
        UNKNOWN_REPLACEMENT,
        /** An operation that saw what the value was not has no place in the order found. */
        DIFFERS_WITHOUT_PLACE,
        /** The search of the residue reached a limit. */
        RESIDUE_TOO_HARD
    }

    private static final int[] NOBODY = {};

    static Finding linearizable(int[] order, long visited) {
        return new Finding(Answer.LINEARIZABLE, order, null, NOBODY, NOBODY, null, visited);
    }

    static Finding broken(Broken rule, int[] one, int[] other, long visited) {
        return new Finding(Answer.NOT_LINEARIZABLE, NOBODY, rule, one, other, null, visited);
    }

    static Finding undecided(Fallback why, long visited) {
        return new Finding(Answer.UNDECIDED, NOBODY, null, NOBODY, NOBODY, why, visited);
    }

    @Override
    public String toString() {
        return answer + " " + broken + " " + Arrays.toString(one) + Arrays.toString(other) + " " + fallback;
    }
}
