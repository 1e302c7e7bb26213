package dev.seaworthy.cli.zoo;

/**
 * A patch that cannot be used: it is malformed, does not apply, or does not compile. The message names patch, file and
 * hunk.
 */
public final class ZooPatchException extends Exception {
    private static final long serialVersionUID = 1L;

    ZooPatchException(String message) {
        super(message);
    }

    ZooPatchException(String message, Throwable cause) {
        super(message, cause);
    }
}
