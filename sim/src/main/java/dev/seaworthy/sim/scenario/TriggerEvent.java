package dev.seaworthy.sim.scenario;

/** A moment of the protocol at which a fault hurts most. The node concerned is the one that does it. */
public enum TriggerEvent {
    /** A replica hands a write with a granted vote for another node to its disk. */
    VOTE_CAST,
    /** A granted vote leaves a replica. */
    VOTE_SENT,
    /** A replica starts to campaign. */
    BECAME_CANDIDATE,
    /** A replica wins an election. */
    BECAME_LEADER,
    /** A leader hands new entries to its disk. */
    LEADER_APPENDED,
    /** A follower hands new entries to its disk. */
    FOLLOWER_APPENDED,
    /** A follower's acknowledgement of new entries leaves it. */
    APPEND_ACKED,
    /** A leader's commitIndex advances. */
    LEADER_COMMITTED,
    /** A replica removes entries that conflict with its leader's. */
    TRUNCATED,
    /** A leader accepts a read. */
    READ_STARTED,
    /** A leader answers a read at once: its lease is valid. */
    LEASE_READ,
    /** A leader steps down. */
    STEPPED_DOWN,
    /** A leader appends a configuration. */
    CONFIGURATION_APPENDED,
    /** A follower takes a configuration from its leader. */
    CONFIGURATION_ACTIVE,
    /** A replica learns that the newest configuration of its log is committed. */
    CONFIGURATION_COMMITTED,
    /** A leader appends a joint configuration. */
    JOINT_ENTERED,
    /** A leader appends the configuration that ends a joint one. */
    JOINT_LEFT,
    /** A leader is asked to hand over. */
    TRANSFER_STARTED,
    /** A leader tells another replica to campaign. */
    TIMEOUT_NOW_SENT,
    /** A replica captures its state for a snapshot. */
    SNAPSHOT_CAPTURED,
    /** A replica's own snapshot is durable. */
    SNAPSHOT_SAVED,
    /** A replica moves the beginning of its log. */
    COMPACTED,
    /** A leader sends a piece of a snapshot. */
    CHUNK_SENT,
    /** A replica replaces its log by a snapshot. */
    SNAPSHOT_INSTALLED,
    /** A replica starts with a log that has lost acknowledged entries. */
    RECOVERY_BEGAN,
    /** A replica holds again all it may have lost. */
    RECOVERY_ENDED,
    /** A replica's disk begins to make a batch durable. */
    SYNC_STARTED,
    /** A batch has become durable, and the replica has acted on that. */
    SYNC_DONE,
    /** A leader holds a lease that it did not hold before. */
    LEASE_RENEWED
}
