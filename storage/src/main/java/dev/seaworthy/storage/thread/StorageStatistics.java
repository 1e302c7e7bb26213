package dev.seaworthy.storage.thread;

import dev.seaworthy.engine.core.DiskCondition;

/**
 * What a replica's storage has done since it was started, and how it is at the moment.
 *
 * @param condition how the disk does
 * @param batchesWritten batches made durable
 * @param syncs writes and syncs that took: what batches were merged to
 * @param bytesWritten about how many bytes they had
 * @param largestGroup most batches that ever shared a sync
 * @param longestWriteNanos the longest that a batch ever waited from its submission until it was durable
 * @param readsAnswered questions for old entries that were answered
 * @param spaceRefusals how often a write was refused for lack of space; it waits and is tried again
 * @param snapshotsSaved snapshots made durable
 * @param snapshotsPostponed how often a snapshot was not written for lack of space, to be tried again
 * @param piecesDropped pieces of a snapshot on its way here that were not kept for lack of space
 * @param queuedBatches batches that wait or are being written
 * @param queuedBytes about how many bytes wait, with those of pieces of a snapshot
 * @param usableBytes what a {@link SpaceGauge} said when the disk was last looked at, which it is after every write
 */
public record StorageStatistics(
        DiskCondition condition,
        long batchesWritten,
        long syncs,
        long bytesWritten,
        int largestGroup,
        long longestWriteNanos,
        long readsAnswered,
        long spaceRefusals,
        long snapshotsSaved,
        long snapshotsPostponed,
        long piecesDropped,
        int queuedBatches,
        long queuedBytes,
        long usableBytes) {}
