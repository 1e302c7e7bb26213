package dev.seaworthy.service;

import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.host.SnapshotView;
import dev.seaworthy.kv.members.ServedStateMachine;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The whole state of a cluster as one stream of bytes, apart from any member: what Maintenance/Snapshot sends. It is no
 * database file of etcd's, and etcd's tools cannot restore it; but it is as long as etcd's are, and ends with the
 * checksum that they look for.
 *
 * <pre>
 *   head      64 bytes, big-endian: "SEASAVE" and the format's version, 1, as a byte; then as 64 bits each: cluster id,
 *             id of the node that wrote it, term and index of the last entry in it, size of the state, two zeros
 *   state     the snapshot of a {@link ServedStateMachine}
 *   zeros     up to a multiple of 512 bytes
 *   checksum  SHA-256 of everything before
 * </pre>
 *
 * @param clusterId which cluster's state it is
 * @param nodeId which node wrote it
 * @param last the last entry whose effect it shows; of that entry's term or a later one
 * @param stateBytes the size of the state
 */
public record Backup(long clusterId, long nodeId, EntryId last, long stateBytes) {
    private static final long MAGIC = 0x5345_4153_4156_4501L;
    private static final int HEAD_BYTES = 8 * Long.BYTES;
    private static final int BLOCK_BYTES = 512;
    private static final int CHECKSUM_BYTES = 32;

    /** How many bytes the stream has. */
    long bytes() {
        return contentBytes() + CHECKSUM_BYTES;
    }

    private long contentBytes() {
        return (HEAD_BYTES + stateBytes + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES;
    }

    /** How many bytes a state will have. */
    static long sizeOf(SnapshotView state) throws IOException {
        Counting counting = new Counting();
        state.writeTo(counting);
        return counting.bytes;
    }

    /**
     * Writes the stream.
     *
     * @throws IOException where {@code out} cannot take it
     */
    void writeTo(OutputStream out, SnapshotView state) throws IOException {
        MessageDigest digest = sha256();
        DigestOutputStream summed = new DigestOutputStream(out, digest);
        summed.write(ByteBuffer.allocate(HEAD_BYTES)
                .putLong(MAGIC)
                .putLong(clusterId)
                .putLong(nodeId)
                .putLong(last.term())
                .putLong(last.index())
                .putLong(stateBytes)
                .array());
        state.writeTo(summed);
        summed.write(new byte[(int) (contentBytes() - HEAD_BYTES - stateBytes)]);
        out.write(digest.digest());
        out.flush();
    }

    /**
     * Reads and verifies a file: every byte against the checksum, and the state by restoring it.
     *
     * @param state becomes what the file holds; null where nobody wants it
     * @throws IOException where it cannot be read, or is no sound backup; the message says what is wrong
     */
    public static Backup read(Path file, ServedStateMachine state) throws IOException {
        verifyChecksum(file);
        ServedStateMachine restored = state == null ? new ServedStateMachine(records -> {}) : state;
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            if (in.readLong() != MAGIC) {
                throw new IOException(file + " is no snapshot of a seaworthy cluster, or one of a newer release");
            }
            Backup backup =
                    new Backup(in.readLong(), in.readLong(), new EntryId(in.readLong(), in.readLong()), in.readLong());
            in.skipNBytes(2 * Long.BYTES);
            if (backup.stateBytes < 0 || backup.bytes() != Files.size(file)) {
                throw new IOException(file + " has " + Files.size(file) + " bytes, its head tells of others");
            }
            restored.restore(new Limited(in, backup.stateBytes));
            if (restored.lastApplied() > backup.last.index()) {
                throw new IOException(file + ": its head and its state do not go together");
            }
            return backup;
        } catch (EOFException e) {
            throw new IOException(file + " is cut short", e);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " holds no state: " + e.getMessage(), e);
        }
    }

    private static void verifyChecksum(Path file) throws IOException {
        long content = Files.size(file) - CHECKSUM_BYTES;
        if (content < HEAD_BYTES || content % BLOCK_BYTES != 0) {
            throw new IOException(file + " is no snapshot, or cut short: it has " + Files.size(file) + " bytes");
        }
        MessageDigest digest = sha256();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            byte[] buffer = new byte[64 << 10];
            long left = content;
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw new IOException(file + " becomes shorter while it is read");
                }
                digest.update(buffer, 0, read);
                left -= read;
            }
            if (!Arrays.equals(digest.digest(), in.readNBytes(CHECKSUM_BYTES))) {
                throw new IOException(file + " is damaged: its checksum is wrong");
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private static final class Counting extends OutputStream {
        private long bytes;

        @Override
        public void write(int octet) {
            bytes++;
        }

        @Override
        public void write(byte[] content, int from, int count) {
            bytes += count;
        }
    }

    /** The next so many bytes of a stream. */
    private static final class Limited extends FilterInputStream {
        private long left;

        Limited(InputStream in, long bytes) {
            super(in);
            left = bytes;
        }

        @Override
        public int read() throws IOException {
            int octet = left > 0 ? super.read() : -1;
            left -= octet < 0 ? 0 : 1;
            return octet;
        }

        @Override
        public int read(byte[] into, int from, int count) throws IOException {
            if (left <= 0) {
                return count == 0 ? 0 : -1;
            }
            int read = super.read(into, from, (int) Math.min(count, left));
            left -= Math.max(0, read);
            return read;
        }
    }
}
