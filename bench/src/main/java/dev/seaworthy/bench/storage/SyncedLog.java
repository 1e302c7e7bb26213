package dev.seaworthy.bench.storage;

/** A log that takes groups of entries. Used by one thread at a time. */
interface SyncedLog extends AutoCloseable {
    /**
     * Appends a group; durable when this returns.
     *
     * @param entries how many
     */
    void append(int entries);

    @Override
    void close();
}
