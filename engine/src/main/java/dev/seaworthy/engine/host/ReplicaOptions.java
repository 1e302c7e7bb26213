package dev.seaworthy.engine.host;

import dev.seaworthy.engine.core.Limits;
import dev.seaworthy.engine.wire.FrameCodec;

/**
 * What a replica is told once.
 *
 * @param nodeId which node it is
 * @param limits its bounds and timeouts
 * @param seed where its random numbers start; every replica needs another, every restart too
 * @param checkpointEntries how many entries it applies between two checkpoints; at least 1
 */
public record ReplicaOptions(long nodeId, Limits limits, long seed, int checkpointEntries) {
    /** More than what a frame adds to each entry's payload, and to all of them. */
    private static final int ENTRY_OVERHEAD_BYTES = 32;

    private static final int FRAME_OVERHEAD_BYTES = 256;

    public ReplicaOptions {
        long frameBytes = (long) Math.max(limits.appendBytesMax(), limits.entryBytesMax())
                + (long) limits.appendEntriesMax() * ENTRY_OVERHEAD_BYTES
                + FRAME_OVERHEAD_BYTES;
        if (frameBytes > FrameCodec.FRAME_BYTES_MAX) {
            throw new IllegalArgumentException("messages of these limits could take " + frameBytes
                    + " bytes, a frame holds " + FrameCodec.FRAME_BYTES_MAX
                    + ": lower appendBytesMax, entryBytesMax or appendEntriesMax");
        }
        if (checkpointEntries < 1) {
            throw new IllegalArgumentException("checkpointEntries is at least 1, not " + checkpointEntries);
        }
    }
}
