package dev.seaworthy.sim.scenario;

/**
 * How long syncs take, and what a crash leaves of writes that no sync has covered: some prefix of them.
 *
 * @param syncMinNanos shortest sync
 * @param syncMeanNanos mean of the exponential part added to it
 */
public record DiskSpec(long syncMinNanos, long syncMeanNanos) {
    public DiskSpec {
        if (syncMinNanos < 0 || syncMeanNanos < 0) {
            throw new IllegalArgumentException("a disk's sync times are not negative");
        }
    }
}
