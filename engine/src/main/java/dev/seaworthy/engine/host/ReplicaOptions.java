package dev.seaworthy.engine.host;

import dev.seaworthy.engine.core.CoreOptions;
import dev.seaworthy.engine.core.Limits;
import dev.seaworthy.engine.wire.FrameCodec;

/**
 * What a replica is told once.
 *
 * @param core what its core is told
 * @param snapshotEntries how many entries it applies between two snapshots; at least 1
 * @param logCacheBytesMax most payload bytes of the log kept in memory beyond what is not yet durable and applied;
 *     older entries are read from the store when a follower needs them
 */
public record ReplicaOptions(CoreOptions core, int snapshotEntries, long logCacheBytesMax) {
    /** More than what a frame adds to each entry's payload, and to all of them. */
    private static final int ENTRY_OVERHEAD_BYTES = 40;

    private static final int FRAME_OVERHEAD_BYTES = 256;

    /** More than what a frame adds to a piece of a snapshot: a configuration may be large. */
    private static final int CHUNK_OVERHEAD_BYTES = 1 << 20;

    public ReplicaOptions {
        Limits limits = core.limits();
        long frameBytes = (long) Math.max(limits.appendBytesMax(), limits.entryBytesMax())
                + (long) limits.appendEntriesMax() * ENTRY_OVERHEAD_BYTES
                + FRAME_OVERHEAD_BYTES;
        frameBytes = Math.max(frameBytes, (long) limits.chunkBytesMax() + CHUNK_OVERHEAD_BYTES);
        if (frameBytes > FrameCodec.FRAME_BYTES_MAX) {
            throw new IllegalArgumentException("messages of these limits could take " + frameBytes
                    + " bytes, a frame holds " + FrameCodec.FRAME_BYTES_MAX
                    + ": lower appendBytesMax, entryBytesMax, appendEntriesMax or chunkBytesMax");
        }
        if (snapshotEntries < 1) {
            throw new IllegalArgumentException("snapshotEntries is at least 1, not " + snapshotEntries);
        }
        if (logCacheBytesMax < 0) {
            throw new IllegalArgumentException("logCacheBytesMax is not negative, got " + logCacheBytesMax);
        }
    }
}
