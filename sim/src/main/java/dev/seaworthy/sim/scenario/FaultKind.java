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
    UPGRADE,
    /**
     * The process dies and, while it is down, a bit of what its disk holds changes: in an entry or another record of
     * the log, a copy of the hard state, a mark, or the snapshot; it restarts when the fault ends and has to find that
     * out. What cannot be a member any more is replaced as by {@link #WIPE}. Strikes only where that would.
     */
    BIT_ROT,
    /**
     * The process dies and its disk loses what was written in the midst of the log, while later writes stay; it
     * restarts when the fault ends. Strikes only where {@link #WIPE} would.
     */
    HOLE,
    /** The next read of old entries, or of a piece of a snapshot, fails; the replica halts and restarts at the end. */
    READ_ERROR,
    /**
     * A write or a sync fails before long; the replica halts, what was not synced may be gone, and the process restarts
     * when the fault ends.
     */
    WRITE_ERROR,
    /** The disk takes no more entries, or only few, until the fault ends. */
    FULL_DISK,
    /** Links hold what is sent over them; when the fault ends it arrives all at once. */
    CLOG,
    /** Links carry only so many bytes in a second; what would have to wait too long is dropped. */
    BANDWIDTH,
    /** Bits of frames change on their way. */
    BIT_FLIP,
    /** Connections between machines break: what is under way on them is lost. */
    RESET,
    /** Frames arrive once more, much later: in another term, or in another life of who gets them. */
    STALE,
    /**
     * A clock leaps forward. Where leases answer reads, no running process may see that: it strikes only while the
     * process is down.
     */
    CLOCK_JUMP,
    /** The machine loses power, and its clock begins anew: it may show less than before. It restarts at the end. */
    REBOOT,
    /**
     * The machine sleeps, and its clock with it, as a virtual machine does that is suspended: when it wakes it knows
     * nothing of the time between. Not where leases answer reads, because a leader that has slept would trust its own.
     */
    SUSPEND;

    /** Whether it takes the process down until it ends. */
    public boolean endsProcess() {
        return switch (this) {
            case CRASH, KILL, WIPE, LOSE_SUFFIX, UPGRADE, BIT_ROT, HOLE, REBOOT -> true;
            case PAUSE,
                    PARTITION,
                    LOSS,
                    DUPLICATION,
                    DELAY,
                    SLOW_DISK,
                    STALL_DISK,
                    READ_ERROR,
                    WRITE_ERROR,
                    FULL_DISK,
                    CLOG,
                    BANDWIDTH,
                    BIT_FLIP,
                    RESET,
                    STALE,
                    CLOCK_JUMP,
                    SUSPEND -> false;
        };
    }

    /** Whether it takes from a disk what had been acknowledged. */
    public boolean losesData() {
        return this == WIPE || this == LOSE_SUFFIX || this == BIT_ROT || this == HOLE;
    }

    /** Whether the process does nothing until it ends, and then finds all that has arrived. */
    public boolean stopsProcess() {
        return this == PAUSE || this == SUSPEND;
    }

    /** Whether it lies in wait, and strikes only where the process comes upon it. */
    public boolean liesInWait() {
        return this == READ_ERROR || this == WRITE_ERROR;
    }
}
