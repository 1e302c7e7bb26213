package dev.seaworthy.sim.oracle;

import dev.seaworthy.engine.core.Digest;

/** A map from numbers other than 0 to numbers that makes no garbage until it grows. Nothing is ever removed. */
final class LongMap {
    private static final int INITIAL_CAPACITY = 64;

    private long[] keys = new long[INITIAL_CAPACITY];
    private long[] values = new long[INITIAL_CAPACITY];
    private int size;

    /** The value of this key; 0 where it has none. */
    long get(long key) {
        return values[slotOf(key)];
    }

    /** Gives the key a value, in place of the one it may have had. */
    void put(long key, long value) {
        int slot = slotOf(key);
        if (keys[slot] == 0) {
            keys[slot] = key;
            size++;
        }
        values[slot] = value;
        if (2 * size > keys.length) {
            grow();
        }
    }

    private int slotOf(long key) {
        int mask = keys.length - 1;
        int slot = (int) Digest.mix(key) & mask;
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldValues = values;
        keys = new long[2 * oldKeys.length];
        values = new long[2 * oldKeys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int slot = slotOf(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }
}
