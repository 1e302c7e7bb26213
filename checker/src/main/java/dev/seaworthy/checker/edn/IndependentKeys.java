package dev.seaworthy.checker.edn;

import dev.seaworthy.checker.History;
import dev.seaworthy.checker.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Jepsen's independent keys: a test of many registers whose values are all pairs {@code [key value]}. Stateless.
 *
 * <p>That these are keys, and not values that happen to be pairs, shows where somebody reads: a read of one register is
 * invoked with nil, a read of one of many with {@code [key nil]}.
 */
public final class IndependentKeys {
    private IndependentKeys() {}

    /** The same history with the keys taken out of the values; empty if it is not of this form. */
    public static Optional<History> of(History history) {
        boolean reads = false;
        for (Operation operation : history.operations()) {
            if (!isKeyed(operation)) {
                return Optional.empty();
            }
            reads |= operation.function().equals("read");
        }
        return reads ? Optional.of(lifted(history)) : Optional.empty();
    }

    private static boolean isKeyed(Operation operation) {
        if (operation.key() != null || !isPair(operation.input())) {
            return false;
        }
        boolean answersItsKey = !operation.isOk()
                || isPair(operation.output())
                        && Objects.equals(part(operation.output(), 0), part(operation.input(), 0));
        return answersItsKey
                && switch (operation.function()) {
                    case "read" -> part(operation.input(), 1) == null;
                    case "write" -> true;
                    case "cas" -> isPair(part(operation.input(), 1));
                    default -> false;
                };
    }

    private static History lifted(History history) {
        List<Operation> lifted = new ArrayList<>(history.size());
        for (Operation operation : history.operations()) {
            lifted.add(new Operation(
                    operation.index(),
                    operation.process(),
                    operation.function(),
                    String.valueOf(part(operation.input(), 0)),
                    part(operation.input(), 1),
                    operation.isOk() ? part(operation.output(), 1) : null,
                    operation.invocation(),
                    operation.completion(),
                    operation.outcome()));
        }
        return History.of(lifted);
    }

    private static boolean isPair(Object value) {
        return value instanceof List<?> list && list.size() == 2;
    }

    private static Object part(Object pair, int index) {
        return ((List<?>) pair).get(index);
    }
}
