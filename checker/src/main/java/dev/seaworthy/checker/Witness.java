package dev.seaworthy.checker;

/**
 * An order which the system under test claims its operations took effect in. Nothing of it is trusted.
 *
 * <p>Positions need not be dense. Operations at the same position are taken in the order of their invocations, so that
 * reads served at a log index may all carry that index.
 *
 * @param positions for each operation of the history, by index, where in the order it took effect, or {@link #ABSENT}
 */
public record Witness(long[] positions) {
    /** The position of an operation that is claimed not to have taken effect. */
    public static final long ABSENT = Long.MIN_VALUE;
}
