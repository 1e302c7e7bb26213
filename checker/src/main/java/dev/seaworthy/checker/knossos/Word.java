package dev.seaworthy.checker.knossos;

import dev.seaworthy.checker.Operation;

/**
 * What Knossos is told of an operation.
 *
 * @param operation ours
 * @param function its {@code :f}
 * @param asked the {@code :value} of its invocation
 * @param answered the {@code :value} of its completion, if it completed
 */
record Word(Operation operation, String function, Object asked, Object answered) {
    /** An operation whose completion repeats its invocation. */
    static Word of(Operation operation, String function, Object value) {
        return new Word(operation, function, value, value);
    }
}
