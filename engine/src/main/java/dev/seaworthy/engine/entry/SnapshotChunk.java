package dev.seaworthy.engine.entry;

import dev.seaworthy.engine.core.Chunk;

/**
 * A piece of a snapshot with its bytes, as a message carries it; the core sees it as {@link Chunk}.
 *
 * @param content its bytes, never changed after construction
 */
public record SnapshotChunk(byte[] content) implements Chunk {
    @Override
    public int bytes() {
        return content.length;
    }
}
