package dev.seaworthy.engine.wire;

/**
 * Bytes that are no frame. Says where, what was expected there and what was found. Carries no stack trace: it is an
 * answer about a peer's bytes, and a peer that sends garbage must not be able to make us spend time on it.
 */
public final class FrameException extends Exception {
    private static final long serialVersionUID = 1;

    private final int offset;

    FrameException(int offset, String expected, String found) {
        super("at byte " + offset + " of the frame: expected " + expected + ", found " + found, null, false, false);
        this.offset = offset;
    }

    /** Where in the frame, counted from the first byte of its length field. */
    public int offset() {
        return offset;
    }
}
