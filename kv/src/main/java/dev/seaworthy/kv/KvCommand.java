package dev.seaworthy.kv;

import java.util.Arrays;

/**
 * What changes the store. Arrays are never changed after construction; two commands are equal where their bytes are.
 */
public sealed interface KvCommand {
    /** The key it is about. */
    byte[] key();

    /** Sets a key, present or not. */
    record Put(byte[] key, byte[] value) implements KvCommand {
        @Override
        public boolean equals(Object other) {
            return other instanceof Put that && Arrays.equals(key, that.key) && Arrays.equals(value, that.value);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(key) + Arrays.hashCode(value);
        }

        @Override
        public String toString() {
            return "Put[" + ByteText.of(key) + ", " + ByteText.of(value) + "]";
        }
    }

    /** Removes a key. */
    record Delete(byte[] key) implements KvCommand {
        @Override
        public boolean equals(Object other) {
            return other instanceof Delete that && Arrays.equals(key, that.key);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(key);
        }

        @Override
        public String toString() {
            return "Delete[" + ByteText.of(key) + "]";
        }
    }

    /**
     * Sets a key if it has the expected value.
     *
     * @param expected the value it must have; null where it must be absent
     */
    record CompareAndSet(byte[] key, byte[] expected, byte[] value) implements KvCommand {
        @Override
        public boolean equals(Object other) {
            return other instanceof CompareAndSet that
                    && Arrays.equals(key, that.key)
                    && Arrays.equals(expected, that.expected)
                    && Arrays.equals(value, that.value);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * Arrays.hashCode(key) + Arrays.hashCode(expected)) + Arrays.hashCode(value);
        }

        @Override
        public String toString() {
            return "CompareAndSet[" + ByteText.of(key) + ", " + ByteText.of(expected) + ", " + ByteText.of(value) + "]";
        }
    }
}
