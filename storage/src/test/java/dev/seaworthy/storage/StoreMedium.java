package dev.seaworthy.storage;

/**
 * A place on which an ordered store lives and outlives its being closed: a map in memory, a directory, a simulated
 * disk. Used by one thread at a time.
 */
public interface StoreMedium extends AutoCloseable {
    /**
     * Opens the store: an empty one the first time, then the one with all that was written. At most one is open at a
     * time.
     */
    OrderedStore open();

    /** Frees what the medium holds; the store on it is closed by then. */
    @Override
    void close();
}
