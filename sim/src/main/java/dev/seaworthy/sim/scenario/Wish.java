package dev.seaworthy.sim.scenario;

/** What a {@link Template} wants of the rest of its scenario, so that the mistake it is after can show. */
enum Wish {
    /** Entries travel one or few at a time. */
    SMALL_MESSAGES,
    /** Snapshots are taken often. */
    FREQUENT_SNAPSHOTS,
    /** Hardly an entry stays in the log behind a snapshot, so that whoever lags is sent one. */
    SHORT_LOGS,
    /** Snapshots travel in many pieces. */
    SMALL_CHUNKS,
    /** Leases answer reads. */
    LEASES,
    /** Clocks run far apart. */
    DRIFTING_CLOCKS,
    /** Some machines do not take part at first. */
    SPARES,
    /** As many voters that two halves are equal. */
    EVEN_VOTERS,
    /** Three voters: two of them are a majority. */
    THREE_VOTERS,
    /** Sessions end soon, by time or to make room. */
    SHORT_SESSIONS,
    /** Most operations are reads. */
    MANY_READS,
    /** Machines begin with an older release. */
    OLD_RELEASE
}
