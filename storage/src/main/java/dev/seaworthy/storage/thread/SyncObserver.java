package dev.seaworthy.storage.thread;

/** Is told of every batch of a replica's log that became durable, by the thread that writes it; must not block. */
@FunctionalInterface
public interface SyncObserver {
    /** Wants to hear nothing. */
    SyncObserver NONE = (nanos, batches, bytes) -> {};

    /**
     * A write and its sync are done.
     *
     * @param nanos how long both took together, without the time that the batches waited
     * @param batches how many batches shared it
     * @param bytes about how many bytes they had
     */
    void onSynced(long nanos, int batches, long bytes);
}
