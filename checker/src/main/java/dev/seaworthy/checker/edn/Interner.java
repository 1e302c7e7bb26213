package dev.seaworthy.checker.edn;

import java.util.function.Function;

/**
 * Makes the same bytes the same object, so that words which come a million times are kept once. It remembers a bounded
 * number of them; beyond that, equal bytes may become different, but equal, objects. Looked up, never walked. For one
 * thread.
 */
final class Interner<T> {
    private static final int CAPACITY_MIN = 1 << 6;
    private static final int CAPACITY_MAX = 1 << 16;
    private static final int SPREAD = 0x9E3779B9;
    private static final int SPREAD_SHIFT = 15;

    private final Function<ByteArray, T> make;
    private byte[][] words = new byte[CAPACITY_MIN][];
    private int[] hashes = new int[CAPACITY_MIN];
    private Object[] values = new Object[CAPACITY_MIN];
    private int remembered;

    Interner(Function<ByteArray, T> make) {
        this.make = make;
    }

    /** The object for these bytes. */
    @SuppressWarnings("unchecked")
    T intern(ByteArray word) {
        int hash = word.hash();
        int slot = slotOf(hash);
        while (words[slot] != null) {
            if (hashes[slot] == hash && word.is(words[slot])) {
                return (T) values[slot];
            }
            slot = slot + 1 & words.length - 1;
        }
        T value = make.apply(word);
        if (2 * remembered < words.length) {
            place(slot, word.toBytes(), hash, value);
            remembered++;
        } else if (words.length < CAPACITY_MAX) {
            grow();
            return intern(word);
        }
        return value;
    }

    private int slotOf(int hash) {
        int mixed = hash * SPREAD;
        return (mixed ^ mixed >>> SPREAD_SHIFT) & words.length - 1;
    }

    private void place(int slot, byte[] word, int hash, Object value) {
        words[slot] = word;
        hashes[slot] = hash;
        values[slot] = value;
    }

    private void grow() {
        byte[][] oldWords = words;
        int[] oldHashes = hashes;
        Object[] oldValues = values;
        words = new byte[2 * oldWords.length][];
        hashes = new int[words.length];
        values = new Object[words.length];
        for (int i = 0; i < oldWords.length; i++) {
            if (oldWords[i] != null) {
                int slot = slotOf(oldHashes[i]);
                while (words[slot] != null) {
                    slot = slot + 1 & words.length - 1;
                }
                place(slot, oldWords[i], oldHashes[i], oldValues[i]);
            }
        }
    }
}
