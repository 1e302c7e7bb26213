package dev.seaworthy.sim.scenario;

/** What can go wrong on purpose. */
public enum FaultKind {
    /** The process dies; un-synced writes may be lost; it restarts when the fault ends. */
    CRASH,
    /**
     * The process dies, the machine does not: what was written stays, synced or not; it restarts when the fault ends.
     */
    KILL,
    /** The process stops for a while and then finds everything that arrived meanwhile. */
    PAUSE,
    /** Some links are cut, see {@link PartitionShape}. */
    PARTITION,
    /** Messages are lost more often. */
    LOSS,
    /** Messages are delivered more than once more often. */
    DUPLICATION,
    /** Messages take much longer, each on its own, and so overtake each other. */
    DELAY,
    /** Syncs take much longer. */
    SLOW_DISK,
    /** The disk acknowledges nothing at all until the fault ends. */
    STALL_DISK,
    /**
     * The disk is lost; the machine returns when the fault ends, with an empty one, as nobody's member. Strikes only
     * while members that lost something stay a minority of every majority that may decide.
     */
    WIPE,
    /**
     * The process dies and its disk loses the end of the log, acknowledged entries too; it restarts when the fault
     * ends. Strikes only where {@link #WIPE} would.
     */
    LOSE_SUFFIX,
    /** The process is stopped and, when the fault ends, restarted in the newest release. */
    UPGRADE;

    /** Whether it takes the process down until it ends. */
    public boolean endsProcess() {
        return switch (this) {
            case CRASH, KILL, WIPE, LOSE_SUFFIX, UPGRADE -> true;
            case PAUSE, PARTITION, LOSS, DUPLICATION, DELAY, SLOW_DISK, STALL_DISK -> false;
        };
    }

    /** Whether it takes from a disk what had been acknowledged. */
    public boolean losesData() {
        return this == WIPE || this == LOSE_SUFFIX;
    }
}
