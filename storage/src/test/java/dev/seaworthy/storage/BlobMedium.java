package dev.seaworthy.storage;

/**
 * A place on which a blob store lives and outlives its being closed: a map in memory, a directory, a simulated disk.
 * Used by one thread at a time.
 */
public interface BlobMedium extends AutoCloseable {
    /** Opens the store: an empty one the first time, then the one with all that was published. One at a time. */
    BlobStore open();

    /** Frees what the medium holds; the store on it is closed by then. */
    @Override
    void close();
}
