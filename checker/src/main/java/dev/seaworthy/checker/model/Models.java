package dev.seaworthy.checker.model;

import dev.seaworthy.checker.History;
import dev.seaworthy.checker.Keyword;
import dev.seaworthy.checker.Model;
import dev.seaworthy.checker.Operation;
import java.util.List;
import java.util.Optional;

/** The models that come with the checker. All are immutable and may be shared. */
public final class Models {
    private static final List<String> NAMES =
            List.of("register", "cas-register", "kv", "multi-register", "mutex", "counter", "fifo-queue", "set");

    private Models() {}

    /** One register with {@code read} and {@code write}, at first not set. */
    public static Model<Object> register() {
        return new Register(false, null);
    }

    /** One register with {@code read}, {@code write} and {@code cas}, at first not set. */
    public static Model<Object> casRegister() {
        return new Register(true, null);
    }

    /** A cas-register with this value at first; null is "not set". */
    public static Model<Object> casRegister(Object initial) {
        return new Register(true, initial);
    }

    /**
     * A map of strings with {@code get}, {@code put}, {@code append}, {@code delete} and {@code cas}, at first empty:
     * every key is absent.
     */
    public static Model<Object> keyValue() {
        return new KeyValue(null);
    }

    /** A map of strings in which every key has this value at first; null is "absent". */
    public static Model<Object> keyValue(String initial) {
        return new KeyValue(initial);
    }

    /** Registers that are read and written in transactions, all with this value at first; null is "not set". */
    public static Model<?> multiRegister(Object initial) {
        return new MultiRegister(initial, false);
    }

    /** A lock with {@code acquire} and {@code release}, at first free. */
    public static Model<?> mutex() {
        return new Mutex();
    }

    /** A number with {@code add} and {@code read}, at first 0. */
    public static Model<?> counter() {
        return new Counter(false);
    }

    /** A queue with {@code enqueue} and {@code dequeue}, at first empty. */
    public static Model<?> fifoQueue() {
        return new FifoQueue();
    }

    /** A set with {@code add}, {@code remove}, {@code contains} and {@code read}, at first empty. */
    public static Model<?> set() {
        return new SetModel(false);
    }

    /** A set that is never read as a whole, so that each of its values is a partition. */
    public static Model<?> setValueByValue() {
        return new SetModel(true);
    }

    /** The names that {@link #named} knows. */
    public static List<String> names() {
        return NAMES;
    }

    /** The model of this name in its usual form, or empty. The registers of a multi-register begin at 0. */
    public static Optional<Model<?>> named(String name) {
        switch (name) {
            case "register":
                return Optional.of(register());
            case "cas-register":
                return Optional.of(casRegister());
            case "kv":
                return Optional.of(keyValue());
            case "multi-register":
                return Optional.of(multiRegister(0L));
            case "mutex":
                return Optional.of(mutex());
            case "counter":
                return Optional.of(counter());
            case "fifo-queue":
                return Optional.of(fifoQueue());
            case "set":
                return Optional.of(set());
            default:
                return Optional.empty();
        }
    }

    /**
     * The model of this name in the form that fits a history, which must be in the language of the model.
     *
     * <ul>
     *   <li>There are two schools of key-value stores: in one a key nobody has written is absent, in the other it holds
     *       the empty string. A history without delete and cas in which some get saw the empty string and none saw a
     *       missing key is of the second school.
     *   <li>An add to a counter may be answered with the sum, or with what was added. Where all answers are the latter,
     *       they are not taken for sums.
     *   <li>A set that is never read as a whole is divided by values, and registers that are never touched together are
     *       divided from each other.
     * </ul>
     */
    public static Optional<Model<?>> named(String name, History history) {
        switch (name) {
            case "kv":
                return Optional.of(keyValue(keysStartEmpty(history) ? "" : null));
            case "counter":
                return Optional.of(new Counter(answersRepeat(history)));
            case "set":
                boolean isRead = history.operations().stream()
                        .anyMatch(operation -> operation.function().equals("read"));
                return Optional.of(isRead ? set() : setValueByValue());
            case "multi-register":
                return Optional.of(new MultiRegister(0L, touchesOneByOne(history)));
            default:
                return named(name);
        }
    }

    private static boolean answersRepeat(History history) {
        for (Operation operation : history.operations()) {
            boolean isAnswered = operation.isOk() && operation.function().equals("add") && operation.output() != null;
            if (isAnswered && !operation.output().equals(operation.input())) {
                return false;
            }
        }
        return true;
    }

    private static boolean touchesOneByOne(History history) {
        for (Operation operation : history.operations()) {
            if (MultiRegister.onlyRegister(operation).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private static boolean keysStartEmpty(History history) {
        boolean sawEmpty = false;
        for (int i = 0; i < history.size(); i++) {
            Operation operation = history.operation(i);
            switch (operation.function()) {
                case "delete":
                case "cas":
                    return false;
                case "get":
                    if (operation.isOk()
                            && Keyword.absentIfNull(operation.output()).equals(Keyword.ABSENT)) {
                        return false;
                    }
                    sawEmpty |= "".equals(operation.output());
                    break;
                default:
                    break;
            }
        }
        return sawEmpty;
    }
}
