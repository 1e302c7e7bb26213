package dev.seaworthy.checker;

import java.util.Arrays;

/**
 * Numbers values from 0 in the order in which they are first seen; equal values get equal numbers. A table of its own
 * kind, because a million values are common and boxes around their numbers would outweigh them, and because what it
 * costs is misses of the cache: a slot holds hash and number, and the slots of neighbouring hashes, as counted values
 * have them, are neighbours. No number depends on a hash.
 */
final class Numbering<T> {
    private static final int SPREAD = 0x9E3779B9;
    /** Eight slots of eight bytes: a line of the cache. */
    private static final int LINE_BITS = 3;
    /** What the table takes for each value, beside the value. */
    private static final int BYTES_PER_VALUE = 28;

    private Object[] values;
    /** The hash in the upper half, the number plus one in the lower; 0 where it is free. */
    private long[] table;

    private int size;

    Numbering() {
        this(8);
    }

    /** A numbering with room for as many values; there may be more. */
    Numbering(int expected) {
        values = new Object[Math.max(8, expected)];
        table = new long[4 * Integer.highestOneBit(values.length)];
    }

    /** The number of the value, which must not be null. */
    int of(T value) {
        int hash = value.hashCode();
        int mask = table.length - 1;
        int slot = slot(hash, mask);
        while (table[slot] != 0) {
            long found = table[slot];
            int known = (int) found - 1;
            if ((int) (found >>> Integer.SIZE) == hash && values[known].equals(value)) {
                return known;
            }
            slot = (slot + 1) & mask;
        }
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
        table[slot] = (long) hash << Integer.SIZE | size;
        if (size > table.length / 2) {
            grow();
        }
        return size - 1;
    }

    @SuppressWarnings("unchecked")
    T get(int number) {
        return (T) values[number];
    }

    int size() {
        return size;
    }

    long memoryBytes() {
        return (long) BYTES_PER_VALUE * size;
    }

    private void grow() {
        long[] smaller = table;
        table = new long[2 * smaller.length];
        int mask = table.length - 1;
        for (long known : smaller) {
            if (known != 0) {
                int slot = slot((int) (known >>> Integer.SIZE), mask);
                while (table[slot] != 0) {
                    slot = (slot + 1) & mask;
                }
                table[slot] = known;
            }
        }
    }

    private static int slot(int hash, int mask) {
        int line = (hash >>> LINE_BITS) * SPREAD;
        return ((line ^ line >>> 15) << LINE_BITS | hash & (1 << LINE_BITS) - 1) & mask;
    }
}
