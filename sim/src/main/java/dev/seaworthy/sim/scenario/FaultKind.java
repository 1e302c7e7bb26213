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
    SLOW_DISK
}
