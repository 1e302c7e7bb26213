package dev.seaworthy.storage;

import dev.seaworthy.engine.core.Digest;
import dev.seaworthy.engine.core.SnapshotMeta;
import java.io.IOException;
import java.io.InputStream;

/** Reads a published snapshot; every chunk is verified before a byte of it is given out. */
final class SnapshotReader {
    private final BlobStore blobs;
    private final SnapshotMeta snapshot;
    private final String name;

    SnapshotReader(BlobStore blobs, SnapshotMeta snapshot) {
        this.blobs = blobs;
        this.snapshot = snapshot;
        this.name = SnapshotFormat.nameOf(snapshot);
    }

    /**
     * That manifest and content are what they should be, to the last byte.
     *
     * @throws StoreException where they are not
     */
    void verify() {
        SnapshotMeta stored = SnapshotFormat.read(blobs, name);
        if (!stored.equals(snapshot)) {
            throw SnapshotFormat.damaged(name, "it is " + stored + " instead of " + snapshot);
        }
        ContentDigest digest = new ContentDigest();
        for (long at = 0; at < snapshot.bytes(); at += SnapshotFormat.CHUNK_BYTES) {
            byte[] content = piece(at, chunkBytes(at));
            digest.add(content, 0, content.length);
        }
        Digest found = digest.finish();
        if (found.high() != snapshot.digestHigh() || found.low() != snapshot.digestLow()) {
            throw SnapshotFormat.damaged(name, "its content has digest " + found.hex());
        }
    }

    /**
     * A part of the content.
     *
     * @throws StoreException where it is missing or damaged
     */
    byte[] piece(long offset, int bytes) {
        if (offset < 0 || bytes < 0 || offset > snapshot.bytes() - bytes) {
            throw new IllegalArgumentException(
                    bytes + " bytes at " + offset + " of a snapshot of " + snapshot.bytes() + " bytes");
        }
        byte[] piece = new byte[bytes];
        if (bytes == 0) {
            return piece;
        }
        long first = offset / SnapshotFormat.CHUNK_BYTES;
        long end = (offset + bytes - 1) / SnapshotFormat.CHUNK_BYTES + 1;
        long contentEnd = Math.min(end * SnapshotFormat.CHUNK_BYTES, snapshot.bytes());
        long from = SnapshotFormat.chunkAt(first);
        byte[] sealed = blobs.read(name, from, Math.toIntExact(SnapshotFormat.sealedBytes(contentEnd) - from));
        for (long number = first; number < end; number++) {
            long chunkOffset = number * SnapshotFormat.CHUNK_BYTES;
            int at = (int) (SnapshotFormat.chunkAt(number) - from);
            int size = chunkBytes(chunkOffset);
            requireSound(number, sealed, at, size);
            int skipped = (int) Math.max(0, offset - chunkOffset);
            int part = (int) Math.min(size, offset + bytes - chunkOffset) - skipped;
            System.arraycopy(sealed, at + skipped, piece, (int) (chunkOffset + skipped - offset), part);
        }
        return piece;
    }

    /** The content from its beginning. */
    InputStream stream() {
        return new Content();
    }

    private void requireSound(long number, byte[] sealed, int at, int size) {
        int computed = SnapshotFormat.checksum(snapshot.last(), number, sealed, at, size);
        if (BigEndian.getInt(sealed, at + size) != computed) {
            throw SnapshotFormat.damaged(name, "chunk " + number + " has a wrong checksum");
        }
    }

    /** The size of the chunk whose content begins at this offset. */
    private int chunkBytes(long chunkOffset) {
        return (int) Math.min(SnapshotFormat.CHUNK_BYTES, snapshot.bytes() - chunkOffset);
    }

    /** Chunk by chunk. */
    private final class Content extends InputStream {
        private byte[] chunk = new byte[0];
        private int at;
        private long next;

        @Override
        public int read() throws IOException {
            return fill() ? chunk[at++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] into, int from, int count) throws IOException {
            if (count == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            int part = Math.min(count, chunk.length - at);
            System.arraycopy(chunk, at, into, from, part);
            at += part;
            return part;
        }

        /** Whether there is a byte to give out. */
        private boolean fill() throws IOException {
            if (at == chunk.length && next < snapshot.bytes()) {
                try {
                    chunk = piece(next, chunkBytes(next));
                } catch (StoreException e) {
                    throw new IOException(e.getMessage(), e);
                }
                next += chunk.length;
                at = 0;
            }
            return at < chunk.length;
        }
    }
}
