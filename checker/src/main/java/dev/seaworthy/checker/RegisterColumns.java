package dev.seaworthy.checker;

import dev.seaworthy.checker.search.RegisterOperations;
import dev.seaworthy.checker.search.RegisterSteps;
import dev.seaworthy.checker.time.Intervals;
import java.util.Arrays;
import java.util.Optional;

/**
 * The operations of a partition as operations on a register. Number 0 there is the initial write; number {@code i} is
 * the operation at place {@code i - 1} of the partition.
 */
final class RegisterColumns {
    private static final int NONE = RegisterSteps.NONE;
    /** What the columns and the numbering take for each operation, slightly rounded up. */
    private static final int BYTES_PER_OPERATION = 64;

    private final RegisterOperations operations;
    private final Numbering<Object> values;

    private RegisterColumns(RegisterOperations operations, Numbering<Object> values) {
        this.operations = operations;
        this.values = values;
    }

    RegisterOperations operations() {
        return operations;
    }

    /** The value of this number, which may also be a state of the model. */
    Object value(int number) {
        return values.get(number);
    }

    static long memoryBytes(long operations) {
        return BYTES_PER_OPERATION * operations;
    }

    /** The columns, or empty if some operation does what a register cannot do. */
    static Optional<RegisterColumns> of(History history, Partition partition, RegisterLike<?> model) {
        int size = partition.size() + 1;
        long[] invokedAt = new long[size];
        long[] completedAt = new long[size];
        int[] needs = new int[size];
        int[] leaves = new int[size];
        int[] differs = null;
        Numbering<Object> values = new Numbering<>(size / 2);
        invokedAt[0] = Long.MIN_VALUE;
        completedAt[0] = Long.MIN_VALUE;
        needs[0] = NONE;
        leaves[0] = values.of(model.initial());
        for (int i = 1; i < size; i++) {
            Operation operation = history.operation(partition.index(i - 1));
            RegisterAction action = model.actionOf(operation);
            if (action.kind() == RegisterAction.Kind.OTHER || operation.invocation() == Long.MIN_VALUE) {
                return Optional.empty();
            }
            invokedAt[i] = operation.invocation();
            completedAt[i] = operation.completion();
            leaves[i] = action.value() == null ? NONE : values.of(action.value());
            int expected = action.expected() == null ? NONE : values.of(action.expected());
            if (action.kind() == RegisterAction.Kind.DIFFERS) {
                if (differs == null) {
                    differs = new int[size];
                    Arrays.fill(differs, NONE);
                }
                differs[i] = expected;
                needs[i] = NONE;
            } else {
                needs[i] = expected;
            }
        }
        Intervals intervals = new Intervals(invokedAt, completedAt);
        RegisterOperations operations = new RegisterOperations(intervals, needs, leaves, differs, values.size());
        return Optional.of(new RegisterColumns(operations, values));
    }
}
