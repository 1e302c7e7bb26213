package dev.seaworthy.checker.consistency;

import dev.seaworthy.checker.Keyword;
import dev.seaworthy.checker.Model;
import dev.seaworthy.checker.Operation;
import dev.seaworthy.checker.model.Models;
import java.util.List;

/**
 * What an operation on a register, or on one key of a map, has to do with values: which one must be there for its
 * answer to be right, and which one it leaves. Immutable.
 *
 * @param kind which of the two it has
 * @param required the value that must be current, or in a {@link Kind#REFUSED} must not; else null
 * @param produced the value that is current afterwards; else null
 */
public record ValueAction(Kind kind, Object required, Object produced) {
    /** The forms of dealing with values. */
    public enum Kind {
        /** Saw {@code required} and changed nothing. */
        READ,
        /** Left {@code produced}, whatever was there. */
        WRITE,
        /** Found {@code required} and left {@code produced}; of unknown outcome, it does so only if it finds it. */
        EXCHANGE,
        /** Did not find {@code required}, and does not tell what it found. */
        REFUSED,
        /** None of these: what it leaves depends on what it found in another way, or it says nothing. */
        OTHER
    }

    private static final ValueAction OTHER = new ValueAction(Kind.OTHER, null, null);

    /** Whether the model is one of those whose operations {@link #of} understands. */
    public static boolean isUnderstood(Model<?> model) {
        boolean ours = model.getClass().getPackageName().equals(Models.class.getPackageName());
        return ours && List.of("register", "cas-register", "kv").contains(model.name());
    }

    /** The action of an operation that the model knows, of a model that {@link #isUnderstood}. */
    public static ValueAction of(Operation operation) {
        if (operation.isFail()) {
            return OTHER;
        }
        switch (operation.function()) {
            case "read":
            case "get":
                return operation.isOk() ? read(Keyword.absentIfNull(operation.output())) : OTHER;
            case "write":
            case "put":
                return write(Keyword.absentIfNull(operation.input()));
            case "delete":
                return delete(operation);
            case "cas":
                return compareAndSet(operation);
            default:
                return OTHER;
        }
    }

    private static ValueAction delete(Operation operation) {
        return operation.output() == null ? write(Keyword.ABSENT) : exchange(operation.output(), Keyword.ABSENT);
    }

    private static ValueAction compareAndSet(Operation operation) {
        List<?> pair = (List<?>) operation.input();
        Object expected = Keyword.absentIfNull(pair.get(0));
        Object output = operation.output();
        if (Boolean.FALSE.equals(output)) {
            return new ValueAction(Kind.REFUSED, expected, null);
        }
        boolean succeeded = output == null || Boolean.TRUE.equals(output) || output.equals(pair);
        if (succeeded) {
            return exchange(expected, Keyword.absentIfNull(pair.get(1)));
        }
        Object actual = Keyword.absentIfNull(((List<?>) output).get(1));
        return actual.equals(expected) ? OTHER : read(actual);
    }

    private static ValueAction read(Object value) {
        return new ValueAction(Kind.READ, value, null);
    }

    private static ValueAction write(Object value) {
        return new ValueAction(Kind.WRITE, null, value);
    }

    private static ValueAction exchange(Object from, Object to) {
        return from.equals(to) ? read(from) : new ValueAction(Kind.EXCHANGE, from, to);
    }

    /** Whether the answer says that this value was current. */
    public boolean observes(Object value) {
        return (kind == Kind.READ || kind == Kind.EXCHANGE) && required.equals(value);
    }

    /** Whether the value is current afterwards because of this. */
    public boolean produces(Object value) {
        return value.equals(produced);
    }
}
