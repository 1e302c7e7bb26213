package dev.seaworthy.storage;

import dev.seaworthy.engine.core.Digest;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.SnapshotMeta;
import java.io.OutputStream;
import java.util.Arrays;

/** Writes content into a draft as {@link SnapshotFormat} has it, and learns its size and digest meanwhile. */
final class SnapshotWriter extends OutputStream {
    private static final int FIRST_BYTES = 4 << 10;

    private final BlobStore blobs;
    private final BlobStore.Draft draft;
    private final EntryId last;
    private final ContentDigest digest = new ContentDigest();
    /** The chunk that is being filled, and room for its checksum; grows, for most snapshots are small. */
    private byte[] chunk = new byte[FIRST_BYTES];

    private int filled;
    private long chunks;

    /** @param last the last entry that the snapshot covers */
    SnapshotWriter(BlobStore blobs, EntryId last) {
        this.blobs = blobs;
        this.draft = blobs.draft();
        this.last = last;
    }

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] content, int from, int count) {
        digest.add(content, from, count);
        int at = from;
        while (at < from + count) {
            int part = Math.min(from + count - at, SnapshotFormat.CHUNK_BYTES - filled);
            makeRoom(filled + part + Seal.BYTES);
            System.arraycopy(content, at, chunk, filled, part);
            filled += part;
            at += part;
            if (filled == SnapshotFormat.CHUNK_BYTES) {
                endChunk();
            }
        }
    }

    /** How many bytes of content there are so far. */
    long bytes() {
        return digest.bytes();
    }

    /** Ends the content and tells its digest. */
    Digest finish() {
        if (filled > 0) {
            endChunk();
        }
        return digest.finish();
    }

    /** After {@link #finish}: makes the snapshot durable under its name. */
    void publish(SnapshotMeta snapshot) {
        byte[] manifest = SnapshotFormat.manifest(snapshot);
        draft.append(manifest, 0, manifest.length);
        // Before its name: a name that survives a power failure without the bytes would be a damaged snapshot.
        draft.sync();
        draft.publish(SnapshotFormat.nameOf(snapshot));
        blobs.syncNames();
    }

    /** Throws away what was not published. */
    @Override
    public void close() {
        draft.close();
    }

    private void makeRoom(int bytes) {
        if (bytes > chunk.length) {
            int most = SnapshotFormat.CHUNK_BYTES + Seal.BYTES;
            chunk = Arrays.copyOf(chunk, Math.min(most, Math.max(bytes, 2 * chunk.length)));
        }
    }

    private void endChunk() {
        BigEndian.putInt(chunk, filled, SnapshotFormat.checksum(last, chunks, chunk, 0, filled));
        draft.append(chunk, 0, filled + Seal.BYTES);
        chunks++;
        filled = 0;
    }
}
