package dev.seaworthy.storage;

/** A data directory is in use: its lock is held, by another process or by this one. */
public final class DirectoryInUseException extends StoreException {
    private static final long serialVersionUID = 1L;

    DirectoryInUseException(String message) {
        super(message);
    }
}
