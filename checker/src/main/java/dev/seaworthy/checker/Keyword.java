package dev.seaworthy.checker;

import java.util.Objects;

/**
 * A symbolic value, written {@code :name} in EDN; {@link #name()} is without the colon. Immutable; its hash is that of
 * its text, the same on every JVM.
 */
public record Keyword(String name) {
    /** Stands where a value would stand and says that there is none: an unset register, a missing key. */
    public static final Keyword ABSENT = new Keyword("absent");

    public Keyword {
        Objects.requireNonNull(name, "name");
    }

    /** The value itself, or {@link #ABSENT} for null: how states represent "nothing here", as they are never null. */
    public static Object absentIfNull(Object value) {
        return value == null ? ABSENT : value;
    }

    @Override
    public String toString() {
        return ":" + name;
    }
}
