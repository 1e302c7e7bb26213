package dev.seaworthy.storage;

/**
 * When the mark of an acknowledged batch becomes durable. The mark tells a batch that was acknowledged and is gone
 * without a trace from one that was never finished. A batch that is gone and left any trace is seen without it.
 */
public enum MarkSync {
    /**
     * Before the batch is acknowledged: exact, for one more sync of one sector in every batch, which costs a third to a
     * half of the batches per second.
     */
    BEFORE_ACKNOWLEDGING,
    /**
     * At {@link DurableLogStore#syncMark}, which the storage's thread calls in quiet moments and once a second under
     * load, and at closing. A killed process loses no mark. After a power failure:
     *
     * <ul>
     *   <li>The last batches since then, if the disk lost them as if they had never been written although it had synced
     *       them, are taken for batches that never came.
     *   <li>A batch that was being written, on a disk that tears sectors, may look like one that was acknowledged and
     *       rotted since, and is called damage: in doubt the worse. Where every sector of 512 bytes is written wholly
     *       or not at all, as disks promise, this does not happen.
     * </ul>
     */
    LATER
}
