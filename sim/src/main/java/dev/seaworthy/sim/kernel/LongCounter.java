package dev.seaworthy.sim.kernel;

import dev.seaworthy.engine.core.Digest;

/**
 * Counts how often each of many numbers has been seen. Open addressing over two arrays; it is never walked, so the
 * order of its places decides nothing. Not thread safe.
 */
public final class LongCounter {
    private static final int INITIAL_CAPACITY = 256;

    private long[] keys = new long[INITIAL_CAPACITY];
    private int[] counts = new int[INITIAL_CAPACITY];
    private int size;

    /** Counts one more of a key. Returns how many there were before. */
    public int increment(long key) {
        int place = place(key);
        if (counts[place] == 0) {
            if (size >= keys.length / 2) {
                grow();
                place = place(key);
            }
            keys[place] = key;
            size++;
        }
        return counts[place]++;
    }

    /** How often a key has been counted. */
    public int count(long key) {
        return counts[place(key)];
    }

    /** How many different keys have been counted. */
    public int size() {
        return size;
    }

    /** The place where the key is or, where it is absent, belongs. */
    private int place(long key) {
        int mask = keys.length - 1;
        int place = (int) Digest.mix(key) & mask;
        while (counts[place] != 0 && keys[place] != key) {
            place = place + 1 & mask;
        }
        return place;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldCounts = counts;
        keys = new long[oldKeys.length * 2];
        counts = new int[oldKeys.length * 2];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldCounts[i] != 0) {
                int place = place(oldKeys[i]);
                keys[place] = oldKeys[i];
                counts[place] = oldCounts[i];
            }
        }
    }
}
