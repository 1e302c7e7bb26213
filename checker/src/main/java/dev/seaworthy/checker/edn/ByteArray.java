package dev.seaworthy.checker.edn;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of UTF-8 that are being collected, and the hash of what they are so far. For one thread. */
final class ByteArray {
    private static final int INITIAL_BYTES = 64;
    private static final int HASH_FACTOR = 31;

    private byte[] bytes = new byte[INITIAL_BYTES];
    private int length;
    private int hash;
    /** The least of the bytes, which is negative if one of them is not ASCII. */
    private int least;

    void clear() {
        length = 0;
        hash = 0;
        least = Byte.MAX_VALUE;
    }

    void add(int value) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * length);
        }
        byte added = (byte) value;
        bytes[length++] = added;
        hash = HASH_FACTOR * hash + added;
        least = Math.min(least, added);
    }

    void add(byte[] from, int start, int end) {
        int added = end - start;
        if (length + added > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + added));
        }
        System.arraycopy(from, start, bytes, length, added);
        length += added;
        int newHash = hash;
        int newLeast = least;
        for (int i = start; i < end; i++) {
            newHash = HASH_FACTOR * newHash + from[i];
            newLeast = Math.min(newLeast, from[i]);
        }
        hash = newHash;
        least = newLeast;
    }

    /** Whether one of the bytes is a control character or not ASCII. */
    boolean hasOtherThanPrintable() {
        return least < ' ';
    }

    int length() {
        return length;
    }

    byte at(int index) {
        return bytes[index];
    }

    /** The hash of the content, the same on every machine. */
    int hash() {
        return hash;
    }

    byte[] array() {
        return bytes;
    }

    boolean is(byte[] content) {
        return Arrays.equals(bytes, 0, length, content, 0, content.length);
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** The text from the byte at this index on. */
    String toText(int from) {
        return new String(bytes, from, length - from, least < 0 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    }

    String toText() {
        return toText(0);
    }
}
