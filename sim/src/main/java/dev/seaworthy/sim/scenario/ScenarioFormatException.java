package dev.seaworthy.sim.scenario;

/** A text is no scenario; the message says where, what was found and what was expected. */
public final class ScenarioFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    ScenarioFormatException(String source, int line, int column, String what, Throwable cause) {
        super(source + ":" + line + ":" + column + ": " + what, cause);
        this.line = line;
        this.column = column;
    }

    /** The line where the trouble is, from 1. */
    public int line() {
        return line;
    }

    /** The column where the trouble is, from 1. */
    public int column() {
        return column;
    }
}
