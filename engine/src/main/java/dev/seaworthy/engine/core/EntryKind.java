package dev.seaworthy.engine.core;

/** What a log entry is for. The codes are part of the wire and disk formats and never change. */
public enum EntryKind {
    /** Appended by every new leader so that it can commit in its own term (paper §8). */
    NOOP(0),
    /** A command for the state machine. */
    COMMAND(1),
    /** A cluster configuration, active from the moment it is appended (thesis §4.1). */
    CONFIGURATION(2);

    private final byte code;

    EntryKind(int code) {
        this.code = (byte) code;
    }

    /** The stable number of this kind in encoded form. */
    public byte code() {
        return code;
    }

    /**
     * The kind with this code.
     *
     * @throws IllegalArgumentException where no kind has it
     */
    public static EntryKind ofCode(int code) {
        return switch (code) {
            case 0 -> NOOP;
            case 1 -> COMMAND;
            case 2 -> CONFIGURATION;
            default -> throw new IllegalArgumentException("no entry kind has code " + code);
        };
    }
}
