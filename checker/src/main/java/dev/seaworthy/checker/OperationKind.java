package dev.seaworthy.checker;

/**
 * What of an operation a model may look at, beside what it needs to describe it: everything but its place in the
 * history and its times. Two operations of one kind do the same in every state.
 *
 * @param function what was asked
 * @param key what it is about
 * @param input the argument
 * @param output the answer
 * @param isInfo whether its outcome is unknown
 * @param process who asked, if that matters to the model; else 0
 */
public record OperationKind(String function, String key, Object input, Object output, boolean isInfo, long process) {
    /** The kind for a model to which it matters who asks. */
    public static OperationKind of(Operation operation) {
        return of(operation, operation.process());
    }

    /** The kind for a model to which it does not matter who asks. */
    public static OperationKind byAnyone(Operation operation) {
        return of(operation, 0);
    }

    private static OperationKind of(Operation operation, long process) {
        return new OperationKind(
                operation.function(),
                operation.key(),
                operation.input(),
                operation.output(),
                operation.isInfo(),
                process);
    }
}
