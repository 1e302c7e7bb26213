package dev.seaworthy.storage;

/**
 * How a {@link LevelDbStore} uses memory and disk.
 *
 * @param writeBufferBytes what LevelDB gathers in memory, and in one log file, before it writes a table; it may hold
 *     two of these. A large one makes tables few, and lets most of what a log deletes again disappear in the first
 *     compaction
 * @param blockBytes how much of a table is read and verified at once
 * @param reserveBytes what has to stay free on the disk beyond what LevelDB itself may need, for whatever else has to
 *     be written when the disk is full
 */
public record LevelDbOptions(int writeBufferBytes, int blockBytes, long reserveBytes) {
    /** What suits a replica's log. */
    public static final LevelDbOptions DEFAULT = new LevelDbOptions(32 << 20, 32 << 10, 16 << 20);

    private static final int WRITE_BUFFER_BYTES_MIN = 64 << 10;

    /** Checks the bounds. */
    public LevelDbOptions {
        if (writeBufferBytes < WRITE_BUFFER_BYTES_MIN || blockBytes <= 0 || reserveBytes < 0) {
            throw new IllegalArgumentException("a write buffer of " + writeBufferBytes + " bytes, blocks of "
                    + blockBytes + ", a reserve of " + reserveBytes);
        }
    }
}
