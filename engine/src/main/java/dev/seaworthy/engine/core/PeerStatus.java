package dev.seaworthy.engine.core;

/**
 * What a leader knows of another member, to look at.
 *
 * @param member which one
 * @param replication how it is being brought up to date
 * @param matchIndex up to where its log is known to be durable and equal
 * @param nextIndex the next entry it will be sent
 * @param inflightMessages messages with entries on their way to it
 * @param inflightBytes their payload bytes
 * @param contactNanos when it was last heard from, in the leader's time
 * @param caughtUp whether it keeps pace well enough to be made a voter (thesis §4.2.1)
 * @param incarnation how often its disk is known to have lost acknowledged entries
 * @param snapshotOffset how many bytes of a snapshot it has received; 0 where none is on its way
 */
public record PeerStatus(
        Member member,
        Replication replication,
        long matchIndex,
        long nextIndex,
        int inflightMessages,
        long inflightBytes,
        long contactNanos,
        boolean caughtUp,
        long incarnation,
        long snapshotOffset) {

    /** How a member is being brought up to date. */
    public enum Replication {
        /** One message at a time, to find where the logs agree. */
        PROBE,
        /** Many messages at once. */
        REPLICATE,
        /** By a snapshot, because what it needs is compacted. */
        SNAPSHOT
    }
}
