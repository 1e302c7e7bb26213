package dev.seaworthy.sim.scenario;

/**
 * How long a disk takes when no fault is on. What a crash leaves of writes that no sync has covered is some prefix of
 * them.
 *
 * @param syncMinNanos shortest sync
 * @param syncMeanNanos mean of the exponential part added to it
 * @param readMeanNanos mean time to read old entries, or a piece of a snapshot
 * @param snapshotMeanNanos mean time to write a snapshot out, before it is synced
 */
public record DiskSpec(long syncMinNanos, long syncMeanNanos, long readMeanNanos, long snapshotMeanNanos) {
    /** Nothing takes any time. */
    public static final DiskSpec PLAIN = new DiskSpec(0, 0, 0, 0);

    public DiskSpec {
        if (syncMinNanos < 0 || syncMeanNanos < 0 || readMeanNanos < 0 || snapshotMeanNanos < 0) {
            throw new IllegalArgumentException("a disk's times are not negative");
        }
    }
}
