package dev.seaworthy.kv;

import java.util.Arrays;

/**
 * A key as it was from one change of it to the next.
 *
 * @param key never changed after construction
 * @param value never changed after construction; empty where only keys were asked for
 * @param createRevision the revision that created the key
 * @param modRevision the revision of the last change
 * @param version how many changes the key has seen since it was created, the creation included
 */
public record KeyValue(byte[] key, byte[] value, long createRevision, long modRevision, long version) {
    private static final byte[] NO_VALUE = {};

    /** The same without its value. */
    KeyValue withoutValue() {
        return new KeyValue(key, NO_VALUE, createRevision, modRevision, version);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyValue that
                && createRevision == that.createRevision
                && modRevision == that.modRevision
                && version == that.version
                && Arrays.equals(key, that.key)
                && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(key) + Arrays.hashCode(value)) + Long.hashCode(modRevision);
    }

    @Override
    public String toString() {
        return ByteText.of(key) + "=" + ByteText.of(value) + " (create " + createRevision + ", mod " + modRevision
                + ", version " + version + ")";
    }
}
