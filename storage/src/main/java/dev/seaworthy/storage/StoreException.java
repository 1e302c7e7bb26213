package dev.seaworthy.storage;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/** The store could not be read or written; the message says what was attempted, where, and what to do. */
public class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What failed and what to do about it. */
    public StoreException(String message) {
        super(message);
    }

    /** What failed, what to do about it, and what caused it: what the operating system says of that is added. */
    public StoreException(String message, Throwable cause) {
        super(because(message, cause), cause);
    }

    private static String because(String message, Throwable cause) {
        String reason = null;
        if (cause instanceof AccessDeniedException) {
            reason = "permission denied";
        } else if (cause instanceof FileSystemException failure) {
            reason = failure.getReason();
        } else if (cause instanceof IOException) {
            reason = cause.getMessage();
        }
        return reason == null || message.contains(reason) ? message : message + ": " + reason;
    }
}
