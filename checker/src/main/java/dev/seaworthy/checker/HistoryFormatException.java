package dev.seaworthy.checker;

/** A text is not a history: where that shows, and what was expected there. Lines and columns count from 1. */
public final class HistoryFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String source;
    private final int line;
    private final int column;

    /** A fault at this place of the source, such as a file name. */
    public HistoryFormatException(String source, int line, int column, String problem) {
        super(source + ":" + line + ":" + column + ": " + problem);
        this.source = source;
        this.line = line;
        this.column = column;
    }

    public String source() {
        return source;
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }
}
