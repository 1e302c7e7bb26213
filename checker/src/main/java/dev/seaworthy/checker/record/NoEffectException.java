package dev.seaworthy.checker.record;

/** Thrown by a recorded call that certainly had no effect: refused before anything happened. */
public final class NoEffectException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NoEffectException(String reason) {
        super(reason);
    }
}
