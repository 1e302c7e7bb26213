package dev.seaworthy.checker.model;

import dev.seaworthy.checker.History;
import dev.seaworthy.checker.Keyword;
import dev.seaworthy.checker.Model;
import dev.seaworthy.checker.Operation;
import java.util.List;
import java.util.Optional;

/** The models that come with the checker. All are immutable and may be shared. */
public final class Models {
    private static final List<String> NAMES = List.of("register", "cas-register", "kv", "multi-register");

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
        return new MultiRegister(initial);
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
            default:
                return Optional.empty();
        }
    }

    /**
     * The model of this name in the form that fits a history of unknown origin. There are two schools of key-value
     * stores: in one a key nobody has written is absent, in the other it holds the empty string. A history without
     * delete and cas in which some get saw the empty string and none saw a missing key is of the second school.
     */
    public static Optional<Model<?>> named(String name, History history) {
        return name.equals("kv") && keysStartEmpty(history) ? Optional.of(keyValue("")) : named(name);
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
