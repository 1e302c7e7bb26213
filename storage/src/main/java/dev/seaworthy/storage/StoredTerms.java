package dev.seaworthy.storage;

import java.util.Arrays;

/**
 * The terms of the stored entries as runs of equal term: what is needed to judge a batch without reading the store.
 * Terms never fall along a log, so there are few runs. Not thread safe.
 */
final class StoredTerms {
    private long[] firstIndexes = new long[16];
    private long[] terms = new long[16];
    private int runs;
    private long lastIndex;

    /** The index of the last entry; 0 where there is none. */
    long lastIndex() {
        return lastIndex;
    }

    /** The term of the entry at an index from 1 to {@link #lastIndex()}; 0 at index 0, which is before the log. */
    long termAt(long index) {
        assert index >= 0 && index <= lastIndex : index + " of " + lastIndex;
        if (index == 0) {
            return 0;
        }
        // Nearly every question is about the end of the log, where the newest run answers it.
        if (firstIndexes[runs - 1] <= index) {
            return terms[runs - 1];
        }
        int at = Arrays.binarySearch(firstIndexes, 0, runs, index);
        return terms[at >= 0 ? at : -at - 2];
    }

    /** Adds the entry that follows the last one. */
    void append(long term) {
        lastIndex++;
        if (runs > 0 && terms[runs - 1] == term) {
            return;
        }
        assert runs == 0 || terms[runs - 1] < term : terms[runs - 1] + " before " + term;
        if (runs == terms.length) {
            firstIndexes = Arrays.copyOf(firstIndexes, 2 * runs);
            terms = Arrays.copyOf(terms, 2 * runs);
        }
        firstIndexes[runs] = lastIndex;
        terms[runs] = term;
        runs++;
    }

    /** Forgets every entry after an index. */
    void keepTo(long index) {
        lastIndex = Math.min(lastIndex, index);
        while (runs > 0 && firstIndexes[runs - 1] > lastIndex) {
            runs--;
        }
    }
}
