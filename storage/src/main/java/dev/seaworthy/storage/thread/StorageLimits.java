package dev.seaworthy.storage.thread;

/**
 * Every bound of a replica's storage.
 *
 * @param mergeBytesMax most bytes that batches are merged to, for one atomic write; a single batch may have more
 * @param queueBatchesMax how many batches may wait before the replica is told to take no more entries
 * @param queueBytesMax how many bytes may wait (of batches, and of pieces of a snapshot on its way here) before it is
 *     told so; what it sends until it has heard is taken all the same
 * @param slowNanos a write that has waited for longer makes the disk {@code SLOW}
 * @param stalledNanos a write that has waited for longer makes it {@code STALLED}
 * @param fullBytes with less space above what the store needs ({@link SpaceGauge}) the disk is {@code FULL}: no entries
 *     are taken any more. What is left then is for what is on its way already: more than twice {@code queueBytesMax},
 *     because a byte that is written is one less of space and, once it is in a table, one more that the store needs
 * @param spaceAgainBytes with so much space it is not {@code FULL} any more; more than {@code fullBytes}, so that it
 *     does not change with every file
 * @param pollNanos how often a disk that owes an answer, or is not {@code OK}, is looked at
 * @param markNanos for how long marks may stay un-synced while batch follows on batch, where they are synced
 *     {@linkplain dev.seaworthy.storage.MarkSync#LATER later}; when nothing has come for {@code pollNanos} they are,
 *     too
 * @param closePatienceNanos how long closing waits for a disk that does not answer
 */
public record StorageLimits(
        long mergeBytesMax,
        int queueBatchesMax,
        long queueBytesMax,
        long slowNanos,
        long stalledNanos,
        long fullBytes,
        long spaceAgainBytes,
        long pollNanos,
        long markNanos,
        long closePatienceNanos) {

    /**
     * Merged to 4 MiB; 10,000 batches or 64 MiB may wait; slow after 100 ms, stalled after a second; full with less
     * than 256 MiB above what the store needs, until there are 320 again; looked at every 100 ms; marks synced once a
     * second; closed within a minute.
     */
    public static final StorageLimits DEFAULT = new StorageLimits(
            4L << 20,
            10_000,
            64L << 20,
            100_000_000L,
            1_000_000_000L,
            256L << 20,
            320L << 20,
            100_000_000L,
            1_000_000_000L,
            60_000_000_000L);

    public StorageLimits {
        if (mergeBytesMax <= 0 || queueBatchesMax <= 0 || queueBytesMax <= 0 || pollNanos <= 0 || markNanos <= 0) {
            throw new IllegalArgumentException("sizes and intervals must be positive");
        }
        if (slowNanos <= 0 || stalledNanos < slowNanos || closePatienceNanos <= 0) {
            throw new IllegalArgumentException("need 0 < slow <= stalled and 0 < closePatience, got " + slowNanos + ", "
                    + stalledNanos + " and " + closePatienceNanos + " ns");
        }
        if (fullBytes < 0 || spaceAgainBytes < fullBytes) {
            throw new IllegalArgumentException(
                    "need 0 <= full <= spaceAgain, got " + fullBytes + " and " + spaceAgainBytes + " bytes");
        }
    }

    /** The same with other bounds for space, for disks that are small or have a larger reserve. */
    public StorageLimits withSpace(long full, long spaceAgain) {
        return new StorageLimits(
                mergeBytesMax,
                queueBatchesMax,
                queueBytesMax,
                slowNanos,
                stalledNanos,
                full,
                spaceAgain,
                pollNanos,
                markNanos,
                closePatienceNanos);
    }

    /** Down to here a snapshot may use space up: the rest is for batches on their way. */
    long snapshotFloorBytes() {
        return fullBytes / 2;
    }
}
