package dev.seaworthy.storage;

import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.SnapshotMeta;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * A snapshot as one blob. Its content in chunks of {@value #CHUNK_BYTES} bytes, the last one shorter, each followed by
 * its checksum; then what it is. Big-endian:
 *
 * <pre>
 *   per chunk   content, CRC32C over term and index of the snapshot's last entry, number of the chunk, content
 *   manifest    version, 1
 *               the snapshot, {@link SnapshotMetaCodec}
 *               CRC32C over the blob's name and all of the manifest above
 *   last 4      size of the manifest
 * </pre>
 *
 * <p>The manifest is last because size and digest are known only then. The name tells index, term and digest, so that
 * equal names mean equal snapshots. Where a chunk stands follows from its number alone: a piece is read and verified
 * without anything else.
 */
final class SnapshotFormat {
    static final byte VERSION = 1;
    /** Content of one chunk, in bytes; part of version 1. */
    static final int CHUNK_BYTES = 64 << 10;

    private static final int SEALED_CHUNK_BYTES = CHUNK_BYTES + Seal.BYTES;
    private static final int MANIFEST_BYTES_MIN = 1 + SnapshotMetaCodec.BYTES_MIN + Seal.BYTES;
    private static final int MANIFEST_BYTES_MAX = 8 << 20;
    private static final int NUMBER_DIGITS = 19;
    private static final Pattern NAME = Pattern.compile("[0-9]{19}-[0-9]{19}-[0-9a-f]{32}");

    private SnapshotFormat() {}

    /** The name of a snapshot's blob; ascending with its index. */
    static String nameOf(SnapshotMeta snapshot) {
        StringBuilder name = new StringBuilder(BlobStore.NAME_MAX);
        appendPadded(name, snapshot.last().index()).append('-');
        appendPadded(name, snapshot.last().term()).append('-');
        HexFormat hex = HexFormat.of();
        return name.append(hex.toHexDigits(snapshot.digestHigh()))
                .append(hex.toHexDigits(snapshot.digestLow()))
                .toString();
    }

    private static StringBuilder appendPadded(StringBuilder name, long number) {
        String digits = Long.toString(number);
        return name.append("0".repeat(Math.max(0, NUMBER_DIGITS - digits.length())))
                .append(digits);
    }

    /** Whether a blob of this name is a snapshot. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Where in the blob a chunk begins, in bytes. */
    static long chunkAt(long number) {
        return number * SEALED_CHUNK_BYTES;
    }

    /** How many bytes so much content takes with its checksums. */
    static long sealedBytes(long contentBytes) {
        long chunks = (contentBytes + CHUNK_BYTES - 1) / CHUNK_BYTES;
        return contentBytes + chunks * Seal.BYTES;
    }

    /** The checksum of a chunk. */
    static int checksum(EntryId last, long number, byte[] bytes, int from, int count) {
        byte[] place = new byte[3 * Long.BYTES];
        BigEndian.putLong(place, 0, last.term());
        BigEndian.putLong(place, 8, last.index());
        BigEndian.putLong(place, 16, number);
        CRC32C crc = new CRC32C();
        crc.update(place, 0, place.length);
        crc.update(bytes, from, count);
        return (int) crc.getValue();
    }

    /** What follows the chunks. */
    static byte[] manifest(SnapshotMeta snapshot) {
        byte[] meta = SnapshotMetaCodec.encode(snapshot);
        byte[] manifest = new byte[1 + meta.length + Seal.BYTES];
        manifest[0] = VERSION;
        System.arraycopy(meta, 0, manifest, 1, meta.length);
        Seal.close(bytesOf(nameOf(snapshot)), manifest);
        byte[] end = new byte[manifest.length + Integer.BYTES];
        System.arraycopy(manifest, 0, end, 0, manifest.length);
        BigEndian.putInt(end, manifest.length, manifest.length);
        return end;
    }

    /**
     * What a blob's manifest says it is; it agrees with the blob's name and size then.
     *
     * @throws StoreException where there is no such blob, or its manifest is damaged or of an unknown version
     */
    static SnapshotMeta read(BlobStore blobs, String name) {
        long size = blobs.size(name);
        long sizeAt = size - Integer.BYTES;
        int bytes = sizeAt < MANIFEST_BYTES_MIN ? 0 : BigEndian.getInt(blobs.read(name, sizeAt, Integer.BYTES), 0);
        if (bytes < MANIFEST_BYTES_MIN || bytes > MANIFEST_BYTES_MAX || bytes > sizeAt) {
            throw damaged(name, "it has no manifest at its end");
        }
        byte[] manifest = blobs.read(name, sizeAt - bytes, bytes);
        boolean sound = BigEndian.getInt(manifest, bytes - Seal.BYTES) == Seal.checksum(bytesOf(name), manifest);
        if (!sound) {
            throw damaged(name, "its manifest has a wrong checksum");
        }
        if (manifest[0] != VERSION) {
            throw new StoreException("snapshot " + name + " has format version " + (manifest[0] & 0xFF)
                    + " while this release knows only " + VERSION
                    + ": it was written by a newer release, run that one");
        }
        SnapshotMeta snapshot = decode(name, manifest);
        long expected = sealedBytes(snapshot.bytes()) + bytes + Integer.BYTES;
        if (!nameOf(snapshot).equals(name) || size != expected) {
            throw damaged(name, "its manifest tells of another one: " + snapshot);
        }
        return snapshot;
    }

    /** The words for a snapshot that cannot be trusted. */
    static StoreException damaged(String name, String whatIsWrong) {
        return new StoreException("snapshot " + name + " is damaged: " + whatIsWrong
                + ". Entries that only it held may be lost: keep a copy of the data directory, remove the member from"
                + " the cluster, and let it join again as a new one");
    }

    private static SnapshotMeta decode(String name, byte[] manifest) {
        try {
            return SnapshotMetaCodec.decode(manifest, 1, manifest.length - Seal.BYTES);
        } catch (IllegalArgumentException e) {
            throw damaged(name, "its manifest has a sound checksum over impossible contents: " + e.getMessage());
        }
    }

    private static byte[] bytesOf(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }
}
