package dev.seaworthy.kv;

import java.util.Arrays;

/**
 * Sets a key, present or not.
 *
 * @param key at least one byte; never changed after construction
 * @param value never changed after construction; null: the value it has, and where it is absent the command is refused
 * @param previous whether to tell what the key was before
 */
public record Put(byte[] key, byte[] value, boolean previous) implements KvCommand, KvOperation {
    public Put {
        KeyRange.checkKey(key);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Put that
                && previous == that.previous
                && Arrays.equals(key, that.key)
                && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(key) + Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return "Put[" + ByteText.of(key) + ", " + (value == null ? "its value" : ByteText.of(value))
                + (previous ? ", previous]" : "]");
    }
}
