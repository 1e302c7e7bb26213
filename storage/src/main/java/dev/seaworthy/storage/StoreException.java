package dev.seaworthy.storage;

/** The store could not be read or written; the message says what was attempted, where, and what to do. */
public class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What failed and what to do about it. */
    public StoreException(String message) {
        super(message);
    }

    /** What failed, what to do about it, and what caused it. */
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
