package dev.seaworthy.checker;

import java.util.Arrays;

/**
 * The configurations (placed operations, state) a search has entered, so that it enters none twice.
 *
 * <p>An open-addressing table of offsets into one growing array of entries: hash, window, state, the words of the
 * window, the words of the operations of unknown outcome. It only ever answers "seen before?"; nothing iterates over
 * it. When it is full it forgets nothing and learns nothing more, which costs time but no correctness.
 */
final class ConfigurationSet {
    private static final int HEADER = 3;
    private static final int ENTRIES_MAX = 1 << 29;
    private static final int WORDS_MAX = 1 << 30;

    private final int rememberedMax;
    private final long memoryMaxBytes;
    private int[] table = new int[64];
    private long[] entries = new long[256];
    private int used = 1;
    private int size;
    private boolean isFull;

    /** A set of at most so many configurations, in at most so many bytes; roughly. */
    ConfigurationSet(int rememberedMax, long memoryMaxBytes) {
        this.rememberedMax = Math.min(rememberedMax, ENTRIES_MAX);
        this.memoryMaxBytes = memoryMaxBytes;
    }

    /** Remembers the configuration. False if it is remembered already. */
    boolean add(PlacedSet placed, int state) {
        long hash = placed.hash ^ PlacedSet.mix(~(long) state);
        int mask = table.length - 1;
        int slot = (int) hash & mask;
        while (table[slot] != 0) {
            if (isAt(table[slot], hash, placed, state)) {
                return false;
            }
            slot = (slot + 1) & mask;
        }
        int length = HEADER + (placed.high - placed.low) + (placed.words.length - placed.openFrom);
        if (!isFull && size < rememberedMax && used <= WORDS_MAX - length && makeRoom(length)) {
            table[slot] = append(hash, placed, state, length);
            size++;
            if (size > table.length / 2) {
                grow();
            }
        } else {
            isFull = true;
        }
        return true;
    }

    /** How many are remembered. */
    int size() {
        return size;
    }

    /** Whether some configuration could not be remembered. */
    boolean isFull() {
        return isFull;
    }

    /** Makes sure that there is room for an entry. False if the memory allowed does not suffice. */
    private boolean makeRoom(int length) {
        if (entries.length - used >= length) {
            return true;
        }
        long larger = Math.min((long) WORDS_MAX, 2L * entries.length + length);
        if (isTooMuch(larger * Long.BYTES)) {
            return false;
        }
        entries = Arrays.copyOf(entries, (int) larger);
        return true;
    }

    /** Whether as many bytes more, while what is there is copied to them, are too many. */
    private boolean isTooMuch(long more) {
        long held = (long) entries.length * Long.BYTES + (long) table.length * Integer.BYTES;
        return held + more > memoryMaxBytes;
    }

    private boolean isAt(int offset, long hash, PlacedSet placed, int state) {
        if (entries[offset] != hash || entries[offset + 1] != window(placed) || entries[offset + 2] != state) {
            return false;
        }
        int at = offset + HEADER;
        for (int word = placed.low; word < placed.high; word++) {
            if (entries[at++] != placed.words[word]) {
                return false;
            }
        }
        for (int word = placed.openFrom; word < placed.words.length; word++) {
            if (entries[at++] != placed.words[word]) {
                return false;
            }
        }
        return true;
    }

    private int append(long hash, PlacedSet placed, int state, int length) {
        int offset = used;
        entries[offset] = hash;
        entries[offset + 1] = window(placed);
        entries[offset + 2] = state;
        int mixed = placed.high - placed.low;
        System.arraycopy(placed.words, placed.low, entries, offset + HEADER, mixed);
        int open = placed.words.length - placed.openFrom;
        System.arraycopy(placed.words, placed.openFrom, entries, offset + HEADER + mixed, open);
        used += length;
        return offset;
    }

    private static long window(PlacedSet placed) {
        return ((long) placed.low << Integer.SIZE) | placed.high;
    }

    private void grow() {
        if (isTooMuch(2L * table.length * Integer.BYTES)) {
            isFull = true;
            return;
        }
        int[] old = table;
        table = new int[2 * old.length];
        int mask = table.length - 1;
        for (int offset : old) {
            if (offset != 0) {
                int slot = (int) entries[offset] & mask;
                while (table[slot] != 0) {
                    slot = (slot + 1) & mask;
                }
                table[slot] = offset;
            }
        }
    }
}
