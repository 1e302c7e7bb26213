package dev.seaworthy.engine.core;

/**
 * Every bound of a replica. Begin with {@link #DEFAULT} and change what has to be otherwise:
 * {@code Limits.DEFAULT.withEntryBytesMax(4 << 20)}.
 *
 * @param electionTimeoutMinNanos shortest silence after which a follower suspects its leader; also how long it keeps
 *     faith with one
 * @param electionTimeoutMaxNanos longest such silence; the timeout is drawn evenly between the two (§5.2)
 * @param heartbeatNanos how often a leader speaks to every follower at least
 * @param appendBytesMax most payload bytes in one AppendEntries, though never less than one entry
 * @param appendEntriesMax most entries in one AppendEntries
 * @param inflightMessagesMax most AppendEntries with entries on their way to one follower
 * @param inflightBytesMax most payload bytes on their way to one follower, though never less than one message
 * @param uncommittedBytesMax most payload bytes a leader takes in before they are committed
 * @param entryBytesMax largest payload of one entry
 * @param chunkBytesMax most bytes of a snapshot in one InstallSnapshot
 * @param trailingEntries how many entries before a snapshot's last one stay in the log, for followers that lag a little
 * @param diskStallNanos how long the replica's own disk may acknowledge nothing before the replica neither leads nor
 *     campaigns
 */
public record Limits(
        long electionTimeoutMinNanos,
        long electionTimeoutMaxNanos,
        long heartbeatNanos,
        int appendBytesMax,
        int appendEntriesMax,
        int inflightMessagesMax,
        long inflightBytesMax,
        long uncommittedBytesMax,
        int entryBytesMax,
        int chunkBytesMax,
        int trailingEntries,
        long diskStallNanos) {

    /**
     * Election timeout 150 to 300 ms, heartbeats every 50 ms, 64 KiB messages, 64 of them on their way, a disk stalled
     * after a second.
     */
    public static final Limits DEFAULT = new Limits(
            150_000_000L,
            300_000_000L,
            50_000_000L,
            64 << 10,
            1024,
            64,
            4L << 20,
            64L << 20,
            1 << 20,
            256 << 10,
            10_000,
            1_000_000_000L);

    public Limits {
        if (heartbeatNanos <= 0
                || electionTimeoutMinNanos <= heartbeatNanos
                || electionTimeoutMaxNanos <= electionTimeoutMinNanos) {
            throw new IllegalArgumentException("need 0 < heartbeat < electionTimeoutMin < electionTimeoutMax, got "
                    + heartbeatNanos + ", " + electionTimeoutMinNanos + ", " + electionTimeoutMaxNanos + " ns");
        }
        if (appendBytesMax <= 0
                || appendEntriesMax <= 0
                || inflightMessagesMax <= 0
                || inflightBytesMax <= 0
                || uncommittedBytesMax <= 0
                || entryBytesMax <= 0
                || chunkBytesMax <= 0) {
            throw new IllegalArgumentException("every size limit must be positive");
        }
        if (trailingEntries < 0 || diskStallNanos < electionTimeoutMaxNanos) {
            throw new IllegalArgumentException("need trailingEntries >= 0 and diskStall >= electionTimeoutMax, got "
                    + trailingEntries + " and " + diskStallNanos + " ns");
        }
    }

    /**
     * The same with other times, which go together: heartbeat below the shortest election timeout, that below the
     * longest. The disk may stall for as long as before, or for as long as the longest election timeout where that is
     * more.
     */
    public Limits withTimeoutsNanos(long heartbeat, long electionTimeoutMin, long electionTimeoutMax) {
        return new Limits(
                electionTimeoutMin,
                electionTimeoutMax,
                heartbeat,
                appendBytesMax,
                appendEntriesMax,
                inflightMessagesMax,
                inflightBytesMax,
                uncommittedBytesMax,
                entryBytesMax,
                chunkBytesMax,
                trailingEntries,
                Math.max(diskStallNanos, electionTimeoutMax));
    }

    /** The same with so many payload bytes at most in one AppendEntries. */
    public Limits withAppendBytesMax(int bytes) {
        return new Limits(
                electionTimeoutMinNanos,
                electionTimeoutMaxNanos,
                heartbeatNanos,
                bytes,
                appendEntriesMax,
                inflightMessagesMax,
                inflightBytesMax,
                uncommittedBytesMax,
                entryBytesMax,
                chunkBytesMax,
                trailingEntries,
                diskStallNanos);
    }

    /** The same with so many payload bytes at most on their way to one follower. */
    public Limits withInflightBytesMax(long bytes) {
        return new Limits(
                electionTimeoutMinNanos,
                electionTimeoutMaxNanos,
                heartbeatNanos,
                appendBytesMax,
                appendEntriesMax,
                inflightMessagesMax,
                bytes,
                uncommittedBytesMax,
                entryBytesMax,
                chunkBytesMax,
                trailingEntries,
                diskStallNanos);
    }

    /** The same with a leader that takes in so many payload bytes before they are committed. */
    public Limits withUncommittedBytesMax(long bytes) {
        return new Limits(
                electionTimeoutMinNanos,
                electionTimeoutMaxNanos,
                heartbeatNanos,
                appendBytesMax,
                appendEntriesMax,
                inflightMessagesMax,
                inflightBytesMax,
                bytes,
                entryBytesMax,
                chunkBytesMax,
                trailingEntries,
                diskStallNanos);
    }

    /** The same with commands of at most so many bytes. */
    public Limits withEntryBytesMax(int bytes) {
        return new Limits(
                electionTimeoutMinNanos,
                electionTimeoutMaxNanos,
                heartbeatNanos,
                appendBytesMax,
                appendEntriesMax,
                inflightMessagesMax,
                inflightBytesMax,
                uncommittedBytesMax,
                bytes,
                chunkBytesMax,
                trailingEntries,
                diskStallNanos);
    }

    /** The same with at most so many bytes of a snapshot in one message. */
    public Limits withChunkBytesMax(int bytes) {
        return new Limits(
                electionTimeoutMinNanos,
                electionTimeoutMaxNanos,
                heartbeatNanos,
                appendBytesMax,
                appendEntriesMax,
                inflightMessagesMax,
                inflightBytesMax,
                uncommittedBytesMax,
                entryBytesMax,
                bytes,
                trailingEntries,
                diskStallNanos);
    }

    /** The same with so many entries kept before a snapshot's last one. */
    public Limits withTrailingEntries(int entries) {
        return new Limits(
                electionTimeoutMinNanos,
                electionTimeoutMaxNanos,
                heartbeatNanos,
                appendBytesMax,
                appendEntriesMax,
                inflightMessagesMax,
                inflightBytesMax,
                uncommittedBytesMax,
                entryBytesMax,
                chunkBytesMax,
                entries,
                diskStallNanos);
    }

    /** The same with a disk that may acknowledge nothing for so long. */
    public Limits withDiskStallNanos(long nanos) {
        return new Limits(
                electionTimeoutMinNanos,
                electionTimeoutMaxNanos,
                heartbeatNanos,
                appendBytesMax,
                appendEntriesMax,
                inflightMessagesMax,
                inflightBytesMax,
                uncommittedBytesMax,
                entryBytesMax,
                chunkBytesMax,
                trailingEntries,
                nanos);
    }
}
