package dev.seaworthy.kv;

import java.util.Arrays;

/** What reads the store. */
public sealed interface KvQuery {
    /** Asks for a key's value. */
    record Get(byte[] key) implements KvQuery {
        @Override
        public boolean equals(Object other) {
            return other instanceof Get that && Arrays.equals(key, that.key);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(key);
        }

        @Override
        public String toString() {
            return "Get[" + ByteText.of(key) + "]";
        }
    }
}
