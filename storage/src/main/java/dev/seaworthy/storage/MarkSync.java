package dev.seaworthy.storage;

/**
 * When the mark of an acknowledged batch becomes durable. The mark tells a batch that was acknowledged and is gone
 * without a trace from one that was never finished. A batch that is gone and left any trace is seen without it.
 */
public enum MarkSync {
    /** Before the batch is acknowledged: exact, for one more sync of one sector in every batch. */
    BEFORE_ACKNOWLEDGING,
    /**
     * At {@link DurableLogStore#syncMark} and at closing. A killed process loses no mark. After a power failure the
     * last batches since then, if the disk lost them as if they had never been written although it had synced them, are
     * taken for unfinished ones.
     */
    LATER
}
