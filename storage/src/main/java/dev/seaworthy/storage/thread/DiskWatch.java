package dev.seaworthy.storage.thread;

import dev.seaworthy.engine.core.DiskCondition;

/**
 * Judges how a disk does from what can be seen of it. Knows no clock, thread or disk: a simulation uses it as
 * production does. What counts more comes first: a full disk is {@code FULL}, whatever else it is. Not thread safe.
 */
public final class DiskWatch {
    private final StorageLimits limits;
    private boolean full;
    private boolean busy;

    public DiskWatch(StorageLimits limits) {
        this.limits = limits;
    }

    /**
     * What can be seen of a disk.
     *
     * @param oldestWaitNanos how long the oldest write has been waiting; 0 where none is
     * @param queuedBatches how many batches wait
     * @param queuedBytes how many bytes wait
     * @param usableBytes how much space there is
     * @param refused whether the store has refused a batch for lack of space, and has taken none since
     */
    public record Sight(long oldestWaitNanos, int queuedBatches, long queuedBytes, long usableBytes, boolean refused) {}

    /** How the disk does now. */
    public DiskCondition look(Sight sight) {
        full = sight.refused() || sight.usableBytes() < (full ? limits.spaceAgainBytes() : limits.fullBytes());
        int share = busy ? 2 : 1;
        busy = sight.queuedBatches() > limits.queueBatchesMax() / share
                || sight.queuedBytes() > limits.queueBytesMax() / share;
        if (full) {
            return DiskCondition.FULL;
        }
        if (busy) {
            return DiskCondition.BUSY;
        }
        if (sight.oldestWaitNanos() > limits.stalledNanos()) {
            return DiskCondition.STALLED;
        }
        return sight.oldestWaitNanos() > limits.slowNanos() ? DiskCondition.SLOW : DiskCondition.OK;
    }
}
