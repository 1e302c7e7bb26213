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
    /** A replica hands a checkpoint to its disk. */
    CHECKPOINTED,
    /** A leader steps down. */
    STEPPED_DOWN
}
