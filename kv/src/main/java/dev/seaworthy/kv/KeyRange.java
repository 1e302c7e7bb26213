package dev.seaworthy.kv;

import java.util.Arrays;

/**
 * Which keys are meant, written as etcd's clients write it. Keys are ordered as unsigned bytes.
 *
 * @param first the first key; at least one byte; never changed after construction
 * @param end empty: the first key alone; the single byte 0: all from the first key on; else the first key that is no
 *     longer meant. Never changed after construction
 */
public record KeyRange(byte[] first, byte[] end) {
    private static final byte[] NOTHING = {};
    private static final byte[] ZERO = {0};

    public KeyRange {
        checkKey(first);
    }

    /** One key. */
    public static KeyRange single(byte[] key) {
        return new KeyRange(key, NOTHING);
    }

    /** All keys. */
    public static KeyRange all() {
        return new KeyRange(ZERO, ZERO);
    }

    /** All keys from this one on. */
    public static KeyRange from(byte[] first) {
        return new KeyRange(first, ZERO);
    }

    /** All keys that begin with these bytes. */
    public static KeyRange prefix(byte[] prefix) {
        for (int i = prefix.length - 1; i >= 0; i--) {
            if (prefix[i] != (byte) 0xFF) {
                byte[] end = Arrays.copyOf(prefix, i + 1);
                end[i]++;
                return new KeyRange(prefix, end);
            }
        }
        return prefix.length == 0 ? all() : from(prefix);
    }

    /** Whether one key is meant, present or not. */
    public boolean isSingle() {
        return end.length == 0;
    }

    /** Whether the key is meant. */
    public boolean contains(byte[] key) {
        return isSingle() ? Arrays.equals(first, key) : Arrays.compareUnsigned(first, key) <= 0 && endsAfter(key);
    }

    /** Whether a key that does not come before the first one is meant. */
    boolean endsAfter(byte[] key) {
        return isSingle() ? Arrays.equals(first, key) : isOpen() || Arrays.compareUnsigned(key, end) < 0;
    }

    private boolean isOpen() {
        return end.length == 1 && end[0] == 0;
    }

    static void checkKey(byte[] key) {
        if (key.length == 0) {
            throw new IllegalArgumentException("a key has at least one byte");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyRange that && Arrays.equals(first, that.first) && Arrays.equals(end, that.end);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(first) + Arrays.hashCode(end);
    }

    @Override
    public String toString() {
        if (isSingle()) {
            return ByteText.of(first);
        }
        return "[" + ByteText.of(first) + ", " + (isOpen() ? "..." : ByteText.of(end)) + ")";
    }
}
