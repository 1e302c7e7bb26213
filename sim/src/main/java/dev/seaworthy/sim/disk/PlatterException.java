package dev.seaworthy.sim.disk;

/** The real store under a simulated disk does not do what the disk does, or fails. */
public final class PlatterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is wrong, in one sentence; {@code cause} may be null. */
    public PlatterException(String message, Throwable cause) {
        super(message, cause);
    }
}
