package dev.seaworthy.storage;

import dev.seaworthy.engine.core.Digest;

/**
 * The 128-bit {@link Digest} of a byte string of any length that comes in pieces, however it is cut: its bytes as
 * big-endian 64-bit numbers, the last one filled up with zeros, then its size. Not thread safe.
 */
final class ContentDigest {
    private final Digest digest = new Digest();
    private long word;
    private long bytes;

    /** Adds what follows. */
    void add(byte[] content, int from, int count) {
        int at = from;
        int end = from + count;
        while (at < end && bytes % Long.BYTES != 0) {
            add(content[at++]);
        }
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            digest.add(BigEndian.getLong(content, at));
            bytes += Long.BYTES;
        }
        while (at < end) {
            add(content[at++]);
        }
    }

    /** How many bytes were added. */
    long bytes() {
        return bytes;
    }

    /** The digest of all that was added; nothing may be added afterwards. */
    Digest finish() {
        int rest = (int) (bytes % Long.BYTES);
        if (rest != 0) {
            digest.add(word << Byte.SIZE * (Long.BYTES - rest));
        }
        return digest.add(bytes);
    }

    private void add(byte next) {
        word = word << Byte.SIZE | next & 0xFF;
        bytes++;
        if (bytes % Long.BYTES == 0) {
            digest.add(word);
            word = 0;
        }
    }
}
