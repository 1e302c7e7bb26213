package dev.seaworthy.checker.search;

import java.util.Arrays;

/**
 * The configurations that were entered and need not be entered again.
 *
 * <p>A configuration is a position, a state, which of the operations under way are placed, and how many operations of
 * unknown outcome of each kind are. If a configuration was entered, so is, for all purposes, one that differs only in
 * having more of the last: having used more leaves fewer choices and lifts no obligation.
 *
 * <p>Entries lie in chunks: position and state, the next entry that differs in the last part only, the words of the
 * placed, the used kinds with their counts. A table finds the first of each. When the bounds are reached it learns
 * nothing more, which costs time but no correctness.
 */
final class Memo {
    private static final int HEADER = 2;
    private static final int CHAIN_MAX = 64;
    private static final int CHUNK_BITS_MAX = 15;
    private static final int CHUNK_BITS_MIN = 7;

    private final int rememberedMax;
    private final long memoryMaxBytes;
    private final int chunkBits;
    private final int words;
    private long[][] chunks = new long[4][];
    private int chunk = -1;
    private int offset;
    private int[] table = new int[64];
    private int heads;
    private int size;
    private long memoryBytes = 64L * Integer.BYTES;
    private boolean full;

    /** A memory of configurations with as many words of slots, for a search over as many operations. */
    Memo(int words, int operations, int rememberedMax, long memoryMaxBytes) {
        this.words = words;
        this.rememberedMax = rememberedMax;
        this.memoryMaxBytes = memoryMaxBytes;
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(4 * Math.min(operations, 1 << CHUNK_BITS_MAX));
        chunkBits = Math.max(CHUNK_BITS_MIN, Math.min(CHUNK_BITS_MAX, bits));
    }

    /** Whether a bound was reached, so that not all configurations entered are remembered. */
    boolean isFull() {
        return full;
    }

    /** Remembers the configuration. False if it, or one with less used, is remembered already. */
    boolean add(int position, int state, long[] placed, Used used) {
        long first = (long) position << Integer.SIZE | state;
        int mask = table.length - 1;
        int slot = hash(first, placed) & mask;
        int last = 0;
        while (table[slot] != 0) {
            int entry = table[slot];
            if (isOf(entry, first, placed)) {
                int length = 0;
                while (entry != 0) {
                    if (isWithin(entry, used)) {
                        return false;
                    }
                    last = entry;
                    entry = nextOf(entry);
                    length++;
                }
                if (length >= CHAIN_MAX) {
                    return true;
                }
                break;
            }
            slot = (slot + 1) & mask;
        }
        remember(first, placed, used, slot, last);
        return true;
    }

    private void remember(long first, long[] placed, Used used, int slot, int last) {
        int entry = full ? 0 : allocate(HEADER + words + used.size());
        if (entry == 0) {
            return;
        }
        long[] at = chunks[entry >>> chunkBits];
        int from = entry & (1 << chunkBits) - 1;
        at[from] = first;
        at[from + 1] = used.size();
        System.arraycopy(placed, 0, at, from + HEADER, words);
        for (int i = 0; i < used.size(); i++) {
            at[from + HEADER + words + i] = used.get(i);
        }
        size++;
        if (last != 0) {
            chunks[last >>> chunkBits][(last & (1 << chunkBits) - 1) + 1] |= (long) entry << Integer.SIZE;
            return;
        }
        table[slot] = entry;
        heads++;
        if (heads > table.length / 2) {
            grow();
        }
    }

    private boolean isOf(int entry, long first, long[] placed) {
        long[] at = chunks[entry >>> chunkBits];
        int from = entry & (1 << chunkBits) - 1;
        if (at[from] != first) {
            return false;
        }
        for (int word = 0; word < words; word++) {
            if (at[from + HEADER + word] != placed[word]) {
                return false;
            }
        }
        return true;
    }

    /** Whether the entry used no more of any kind. Both lists ascend by kind. */
    private boolean isWithin(int entry, Used used) {
        long[] at = chunks[entry >>> chunkBits];
        int from = entry & (1 << chunkBits) - 1;
        int count = (int) at[from + 1];
        int place = 0;
        for (int i = 0; i < count; i++) {
            long one = at[from + HEADER + words + i];
            while (place < used.size() && used.get(place) >>> Integer.SIZE < one >>> Integer.SIZE) {
                place++;
            }
            if (place == used.size()
                    || used.get(place) >>> Integer.SIZE != one >>> Integer.SIZE
                    || (int) used.get(place) < (int) one) {
                return false;
            }
        }
        return true;
    }

    private int nextOf(int entry) {
        return (int) (chunks[entry >>> chunkBits][(entry & (1 << chunkBits) - 1) + 1] >>> Integer.SIZE);
    }

    private int hash(long first, long[] placed) {
        long hash = mix(first);
        for (int word = 0; word < words; word++) {
            hash = mix(hash ^ placed[word]);
        }
        return (int) hash;
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 32)) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 29)) * 0xBF58476D1CE4E5B9L;
        return mixed ^ (mixed >>> 32);
    }

    /** Room for an entry; 0, which is never an entry, if a bound is reached. */
    private int allocate(int length) {
        int chunkSize = 1 << chunkBits;
        if (size >= rememberedMax || length >= chunkSize) {
            full = true;
            return 0;
        }
        if (chunk < 0 || offset + length > chunkSize) {
            boolean tooMany = chunk + 1 >= 1 << Integer.SIZE - 1 - chunkBits;
            if (tooMany || memoryBytes + (long) chunkSize * Long.BYTES > memoryMaxBytes) {
                full = true;
                return 0;
            }
            chunk++;
            if (chunk == chunks.length) {
                chunks = Arrays.copyOf(chunks, 2 * chunk);
            }
            chunks[chunk] = new long[chunkSize];
            memoryBytes += (long) chunkSize * Long.BYTES;
            offset = chunk == 0 ? 1 : 0;
        }
        int entry = chunk << chunkBits | offset;
        offset += length;
        return entry;
    }

    private void grow() {
        long larger = 2L * table.length * Integer.BYTES;
        if (table.length >= 1 << 29 || memoryBytes + larger > memoryMaxBytes) {
            full = true;
            return;
        }
        memoryBytes += larger / 2;
        int[] old = table;
        table = new int[2 * old.length];
        int mask = table.length - 1;
        long[] placed = new long[words];
        for (int entry : old) {
            if (entry != 0) {
                long[] at = chunks[entry >>> chunkBits];
                int from = entry & (1 << chunkBits) - 1;
                System.arraycopy(at, from + HEADER, placed, 0, words);
                int slot = hash(at[from], placed) & mask;
                while (table[slot] != 0) {
                    slot = (slot + 1) & mask;
                }
                table[slot] = entry;
            }
        }
    }
}
