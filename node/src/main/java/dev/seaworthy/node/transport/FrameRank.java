package dev.seaworthy.node.transport;

import java.nio.ByteBuffer;

/**
 * How easily a frame can be spared when a queue is full; the first kinds go first. Every message may be lost, but not
 * every loss costs the same.
 */
enum FrameRank {
    /** An AppendEntries without entries: the next one, a heartbeat later at most, says the same or more. */
    HEARTBEAT,
    /** An answer to AppendEntries or InstallSnapshot: the next one acknowledges all that this one does. */
    ACKNOWLEDGEMENT,
    /**
     * Entries, or a piece of a snapshot: the leader sends them again once it sees that they are missing. What was sent
     * after them is useless until then, so that of these the newest are spared, not the oldest.
     */
    DATA,
    /** Votes, transfers and reads: sent once; where they are lost, somebody waits for a whole election timeout. */
    ONCE;

    private static final int TYPE_AT = 9;
    private static final int ENTRY_COUNT_AT = 92;
    private static final byte APPEND_ENTRIES = 5;
    private static final byte APPEND_ENTRIES_REPLY = 6;
    private static final byte INSTALL_SNAPSHOT = 7;
    private static final byte INSTALL_SNAPSHOT_REPLY = 8;

    /** The rank of a frame of ours, by its first part. */
    static FrameRank of(ByteBuffer head) {
        int at = head.position();
        switch (head.get(at + TYPE_AT)) {
            case APPEND_ENTRIES:
                return head.getInt(at + ENTRY_COUNT_AT) == 0 ? HEARTBEAT : DATA;
            case INSTALL_SNAPSHOT:
                return DATA;
            case APPEND_ENTRIES_REPLY:
            case INSTALL_SNAPSHOT_REPLY:
                return ACKNOWLEDGEMENT;
            default:
                return ONCE;
        }
    }
}
