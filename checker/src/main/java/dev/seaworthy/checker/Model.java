package dev.seaworthy.checker;

import java.util.List;
import java.util.Optional;

/**
 * A pure sequential specification: what answers an object may give when it is used by one process at a time.
 *
 * <p>Contract:
 *
 * <ul>
 *   <li>States are immutable and never null, with {@code equals} by value and a {@code hashCode} that depends on the
 *       value alone (an enum's or a plain object's does not).
 *   <li>{@link #step} is a function of the state and the {@linkplain #kindOf kind} of the operation and is never called
 *       for an operation of outcome FAIL.
 *   <li>An operation of unknown outcome has no output to contradict: its step never returns null; where it would have
 *       been refused, the state stays as it is.
 *   <li>An operation for which {@link #isReadOnly} holds leaves every state as it is.
 *   <li>Operations of different {@linkplain #partitionOf partitions} never affect each other. {@link #initial} and
 *       {@link #step} speak of one partition alone.
 * </ul>
 *
 * @param <S> the state of one partition
 */
public interface Model<S> {
    /** The name by which people choose this model, as in {@code cas-register}. */
    String name();

    /** The state of a partition before the first operation. */
    S initial();

    /**
     * The state after the operation took effect in {@code state}, or null if the operation cannot have given the answer
     * it gave there.
     */
    S step(S state, Operation operation);

    /** Whether the operation can never change a state, so that one of unknown outcome may be forgotten. */
    boolean isReadOnly(Operation operation);

    /**
     * The independent part of the object which the operation is about. By default there is only one. Partitions are
     * told apart by {@code equals}; their hash depends on their value alone.
     */
    default Object partitionOf(Operation operation) {
        return "";
    }

    /**
     * What the model looks at of the operation: operations of equal kind do the same in every state. It never depends
     * on the operation's index and times. A model to which it does not matter who asks should answer
     * {@link OperationKind#byAnyone}: fewer kinds are faster to search.
     */
    default Object kindOf(Operation operation) {
        return OperationKind.of(operation);
    }

    /** How much memory a state takes, in bytes; roughly. A search counts by it what its states take in all. */
    default long memoryBytes(S state) {
        return 64;
    }

    /**
     * One of these operations that completed with an answer which no order of any of them leads to, as where a value
     * was seen that none of them can have brought there; or empty if none is known at a glance. Searching for what
     * happened to a value from nowhere is hopeless among many concurrent operations; this finds it without a search.
     *
     * @param operations all that may have taken effect in one partition, in the order of their invocations
     */
    default Optional<Operation> fromNowhere(List<Operation> operations) {
        return Optional.empty();
    }

    /**
     * Why this operation is not in the language of the model ("unknown function", "a cas needs two values"), or empty
     * if {@link #step} can judge it.
     */
    Optional<String> objectionTo(Operation operation);

    /** The operation in a few words, as in {@code read → 3}. */
    default String describe(Operation operation) {
        StringBuilder text = new StringBuilder(operation.function());
        if (operation.key() != null) {
            text.append(' ').append(operation.key());
        }
        if (operation.input() != null) {
            text.append(' ').append(operation.input());
        }
        if (operation.isInfo()) {
            text.append(" (outcome unknown)");
        } else if (operation.isFail()) {
            text.append(" (no effect)");
        } else if (operation.output() != null && !operation.output().equals(operation.input())) {
            text.append(" → ").append(operation.output());
        }
        return text.toString();
    }

    /** The state in a few words, as in {@code the value is 3}. */
    default String describeState(S state) {
        return "the state is " + state;
    }
}
