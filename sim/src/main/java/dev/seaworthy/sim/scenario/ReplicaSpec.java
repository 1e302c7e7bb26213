package dev.seaworthy.sim.scenario;

/**
 * How every replica is set up, beside its limits.
 *
 * @param snapshotEntries how many entries it applies between two snapshots
 * @param logCacheBytesMax most payload bytes of the log kept in memory; older entries are read from the disk
 * @param leaseDriftPpm the bound of clock drift that is declared so that leases answer reads, in parts per million; -1
 *     where there are no leases
 */
public record ReplicaSpec(int snapshotEntries, long logCacheBytesMax, int leaseDriftPpm) {
    /** Stands where there are no leases. */
    public static final int NO_LEASES = -1;

    /** So many entries that no snapshot is ever taken, all of the log in memory, no leases. */
    public static final ReplicaSpec PLAIN = new ReplicaSpec(1_000_000, 1L << 26, NO_LEASES);

    private static final int DRIFT_BOUND_PPM = 1_000_000;

    public ReplicaSpec {
        if (snapshotEntries < 1) {
            throw new IllegalArgumentException("snapshotEntries is at least 1, not " + snapshotEntries);
        }
        if (logCacheBytesMax < 0) {
            throw new IllegalArgumentException("logCacheBytesMax is not negative, got " + logCacheBytesMax);
        }
        if (leaseDriftPpm < NO_LEASES || leaseDriftPpm >= DRIFT_BOUND_PPM) {
            throw new IllegalArgumentException(
                    "leaseDriftPpm lies between 0 and 999999, or is -1 for no leases, not " + leaseDriftPpm);
        }
    }

    /** Whether leases answer reads. */
    public boolean hasLeases() {
        return leaseDriftPpm != NO_LEASES;
    }
}
