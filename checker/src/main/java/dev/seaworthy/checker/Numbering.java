package dev.seaworthy.checker;

import java.util.Arrays;

/**
 * Numbers values from 0 in the order in which they are first seen; equal values get equal numbers. A table of its own
 * kind, because a million values are common and boxes around their numbers would outweigh them. Its hashes are looked
 * up and never walked.
 */
final class Numbering<T> {
    private static final int SPREAD = 0x9E3779B9;
    /** What the table takes for each value, beside the value. */
    private static final int BYTES_PER_VALUE = 20;

    private Object[] values;
    private int[] hashes;
    private int[] table;
    private int size;

    Numbering() {
        this(8);
    }

    /** A numbering with room for as many values; there may be more. */
    Numbering(int expected) {
        values = new Object[Math.max(8, expected)];
        hashes = new int[values.length];
        table = new int[4 * Integer.highestOneBit(values.length)];
    }

    /** The number of the value, which must not be null. */
    int of(T value) {
        int hash = value.hashCode() * SPREAD;
        int mask = table.length - 1;
        int slot = slot(hash, mask);
        while (table[slot] != 0) {
            int known = table[slot] - 1;
            if (hashes[known] == hash && values[known].equals(value)) {
                return known;
            }
            slot = (slot + 1) & mask;
        }
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
            hashes = Arrays.copyOf(hashes, 2 * size);
        }
        values[size] = value;
        hashes[size++] = hash;
        table[slot] = size;
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
        table = new int[2 * table.length];
        int mask = table.length - 1;
        for (int number = 0; number < size; number++) {
            int slot = slot(hashes[number], mask);
            while (table[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            table[slot] = number + 1;
        }
    }

    private static int slot(int hash, int mask) {
        return (hash ^ hash >>> 15) & mask;
    }
}
