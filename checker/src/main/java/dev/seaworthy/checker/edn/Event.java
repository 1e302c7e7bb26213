package dev.seaworthy.checker.edn;

import dev.seaworthy.checker.Keyword;
import java.util.Arrays;

/** What one entry of a file says, unchecked, and where it says it. Filled again and again. For one thread. */
final class Event {
    static final int PROCESS = 0;
    static final int TYPE = 1;
    static final int FUNCTION = 2;
    static final int KEY = 3;
    static final int VALUE = 4;

    private static final int FIELDS = 5;
    private static final long NOWHERE = -1;

    private final Object[] contents = new Object[FIELDS];
    private final long[] positions = new long[FIELDS];
    private long position;
    private int operation;

    /** The field of this name, or -1 if histories do not know it. */
    static int fieldOf(Keyword name) {
        return switch (name.name()) {
            case "process" -> PROCESS;
            case "type" -> TYPE;
            case "f" -> FUNCTION;
            case "key" -> KEY;
            case "value" -> VALUE;
            default -> -1;
        };
    }

    /** Forgets everything: the next event begins there. */
    void begin(long at) {
        position = at;
        operation = -1;
        Arrays.fill(contents, null);
        Arrays.fill(positions, NOWHERE);
    }

    void set(int field, Object content, long at) {
        contents[field] = content;
        positions[field] = at;
    }

    boolean has(int field) {
        return positions[field] != NOWHERE;
    }

    /** What it says in this field; null if it says nothing. */
    Object content(int field) {
        return contents[field];
    }

    /** Where it says this field. */
    long position(int field) {
        return positions[field];
    }

    /** Where it begins. */
    long position() {
        return position;
    }

    /** It turned out to begin or complete this operation of a client. */
    void concerns(int index) {
        operation = index;
    }

    /** The operation that it begins or completes; negative if it is none of a client's. */
    int operation() {
        return operation;
    }
}
