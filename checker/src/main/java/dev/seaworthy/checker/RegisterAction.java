package dev.seaworthy.checker;

import java.util.Objects;

/**
 * What an operation does to the one value of its partition, where that is something a register can do.
 *
 * @param kind what it does
 * @param expected the state it needs, or must not find; null where the kind has none
 * @param value the state it leaves; null where the kind leaves all as it is
 */
public record RegisterAction(Kind kind, Object expected, Object value) {
    /** What registers do. */
    public enum Kind {
        /** Saw the expected state. */
        READ,
        /** Left the value, whatever was there. */
        WRITE,
        /** Found the expected state and left the value; of unknown outcome: did so if it took effect. */
        REPLACE,
        /** Found another state than the expected one, not told which. */
        DIFFERS,
        /** Something that a register cannot do; only a search can judge the partition. */
        OTHER
    }

    private static final RegisterAction OTHER = new RegisterAction(Kind.OTHER, null, null);

    public RegisterAction {
        Objects.requireNonNull(kind, "kind");
        boolean expects = kind == Kind.READ || kind == Kind.REPLACE || kind == Kind.DIFFERS;
        boolean leaves = kind == Kind.WRITE || kind == Kind.REPLACE;
        if (expects != (expected != null) || leaves != (value != null)) {
            throw new IllegalArgumentException(kind + " with " + expected + " and " + value);
        }
    }

    public static RegisterAction read(Object state) {
        return new RegisterAction(Kind.READ, state, null);
    }

    public static RegisterAction write(Object value) {
        return new RegisterAction(Kind.WRITE, null, value);
    }

    public static RegisterAction replace(Object expected, Object value) {
        return new RegisterAction(Kind.REPLACE, expected, value);
    }

    public static RegisterAction differs(Object expected) {
        return new RegisterAction(Kind.DIFFERS, expected, null);
    }

    public static RegisterAction other() {
        return OTHER;
    }
}
