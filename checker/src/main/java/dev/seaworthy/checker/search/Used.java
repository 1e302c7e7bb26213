package dev.seaworthy.checker.search;

import java.util.Arrays;

/** How many operations of unknown outcome were placed of each kind: pairs, ascending by kind, in one long each. */
final class Used {
    private long[] pairs = new long[8];
    private int size;

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    /** The kind in the upper half, the count in the lower. */
    long get(int place) {
        return pairs[place];
    }

    int kind(int place) {
        return (int) (pairs[place] >>> Integer.SIZE);
    }

    /** Adds a kind above all that are there. */
    void append(int kind, int count) {
        if (size == pairs.length) {
            pairs = Arrays.copyOf(pairs, 2 * size);
        }
        pairs[size++] = (long) kind << Integer.SIZE | count;
    }

    /** One more of this kind. */
    void increment(int kind) {
        int place = placeOf(kind);
        if (place < size && kind(place) == kind) {
            pairs[place]++;
            return;
        }
        append(0, 0);
        System.arraycopy(pairs, place, pairs, place + 1, size - 1 - place);
        pairs[place] = (long) kind << Integer.SIZE | 1;
    }

    /** One less of this kind, of which there is some. */
    void decrement(int kind) {
        int place = placeOf(kind);
        pairs[place]--;
        if ((int) pairs[place] == 0) {
            size--;
            System.arraycopy(pairs, place + 1, pairs, place, size - place);
        }
    }

    private int placeOf(int kind) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (kind(middle) < kind) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
