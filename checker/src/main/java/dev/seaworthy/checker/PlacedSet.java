package dev.seaworthy.checker;

/**
 * The set of operations a search has put in order so far, as bits: first those that completed, by invocation, then,
 * from a word of their own, those of unknown outcome.
 *
 * <p>At any moment nearly all completed operations are either placed, if they are old, or not, if they are still to
 * come. Only the words between {@link #low} and {@link #high} are mixed; all words of completed operations below are
 * full and all above are empty. That window, and not the whole set, is what a configuration is told apart by.
 */
final class PlacedSet {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    final long[] words;
    /** The first word of the operations of unknown outcome. */
    final int openFrom;
    /** The first word that is not full, at most {@link #openFrom}. */
    int low;
    /** The word after the last that is not empty, at least {@link #low}. */
    int high;
    /** Depends on the members alone. */
    long hash;

    PlacedSet(int completed, int open) {
        openFrom = wordsFor(completed);
        words = new long[openFrom + wordsFor(open)];
    }

    private static int wordsFor(int bits) {
        return (bits + Long.SIZE - 1) / Long.SIZE;
    }

    /** The bit of the {@code rank}-th completed operation. */
    int completedBit(int rank) {
        return rank;
    }

    /** The bit of the {@code rank}-th operation of unknown outcome. */
    int openBit(int rank) {
        return openFrom * Long.SIZE + rank;
    }

    void add(int bit) {
        int word = bit / Long.SIZE;
        words[word] |= 1L << bit;
        hash ^= mix(bit + 1L);
        if (word < openFrom) {
            high = Math.max(high, word + 1);
            while (low < openFrom && words[low] == -1L) {
                low++;
            }
            high = Math.max(high, low);
        }
    }

    void remove(int bit) {
        int word = bit / Long.SIZE;
        words[word] &= ~(1L << bit);
        hash ^= mix(bit + 1L);
        if (word < openFrom) {
            low = Math.min(low, word);
            while (high > low && words[high - 1] == 0L) {
                high--;
            }
        }
    }

    static long mix(long value) {
        long mixed = value * GOLDEN;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
