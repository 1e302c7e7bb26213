package dev.seaworthy.checker.model;

import dev.seaworthy.checker.Keyword;
import dev.seaworthy.checker.Operation;
import dev.seaworthy.checker.RegisterAction;
import java.util.List;
import java.util.Optional;

/**
 * The rule of compare-and-set, shared by the models that have it.
 *
 * <p>The input is {@code [expected new]}; nil or {@code :absent} on either side means "not set". The output is one of
 *
 * <ul>
 *   <li>{@code [expected new]}, {@code true} or nil: it was set;
 *   <li>{@code false}: it was refused, as the value was another one;
 *   <li>{@code [:actual value]}: it was refused, as the value was this other one.
 * </ul>
 */
final class CompareAndSet {
    static final Keyword ACTUAL = new Keyword("actual");

    private CompareAndSet() {}

    static Object step(Object state, Operation operation) {
        List<?> input = (List<?>) operation.input();
        boolean matches = Keyword.absentIfNull(input.get(0)).equals(state);
        if (operation.isInfo()) {
            return matches ? Keyword.absentIfNull(input.get(1)) : state;
        }
        Object output = operation.output();
        if (Boolean.FALSE.equals(output)) {
            return matches ? null : state;
        }
        if (isActual(output)) {
            Object actual = Keyword.absentIfNull(((List<?>) output).get(1));
            return !matches && actual.equals(state) ? state : null;
        }
        return matches ? Keyword.absentIfNull(input.get(1)) : null;
    }

    /** What the operation does, in agreement with {@link #step}. */
    static RegisterAction actionOf(Operation operation) {
        List<?> input = (List<?>) operation.input();
        Object expected = Keyword.absentIfNull(input.get(0));
        Object output = operation.output();
        if (operation.isOk() && Boolean.FALSE.equals(output)) {
            return RegisterAction.differs(expected);
        }
        if (operation.isOk() && isActual(output)) {
            Object actual = Keyword.absentIfNull(((List<?>) output).get(1));
            return actual.equals(expected) ? RegisterAction.other() : RegisterAction.read(actual);
        }
        return RegisterAction.replace(expected, Keyword.absentIfNull(input.get(1)));
    }

    /** Whether the answer says that nothing was set. */
    static boolean isRefused(Operation operation) {
        return operation.isOk() && (Boolean.FALSE.equals(operation.output()) || isActual(operation.output()));
    }

    static Optional<String> objectionTo(Operation operation) {
        if (!isPair(operation.input())) {
            return Optional.of("a cas needs a pair of values [expected new], not " + operation.input());
        }
        Object output = operation.output();
        if (output == null || output instanceof Boolean || output.equals(operation.input()) || isActual(output)) {
            return Optional.empty();
        }
        return Optional.of("a cas " + operation.input()
                + " is answered with its own pair, true, false or [:actual value], not with " + output);
    }

    private static boolean isActual(Object output) {
        return isPair(output) && ACTUAL.equals(((List<?>) output).get(0));
    }

    private static boolean isPair(Object value) {
        return value instanceof List<?> list && list.size() == 2;
    }
}
