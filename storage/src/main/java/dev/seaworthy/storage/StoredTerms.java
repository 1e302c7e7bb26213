package dev.seaworthy.storage;

import dev.seaworthy.engine.core.EntryId;
import java.util.Arrays;

/**
 * The terms of the stored entries as runs of equal term: what is needed to judge a batch without reading the store.
 * Terms never fall along a log, so there are few runs. The log begins after its base, the newest entry that was
 * compacted away, whose term is known, too. Not thread safe.
 */
final class StoredTerms {
    private long[] firstIndexes = new long[16];
    private long[] terms = new long[16];
    private int runs;
    private EntryId base = EntryId.ZERO;
    private long lastIndex;

    /** The entry right before the first stored one; {@link EntryId#ZERO} where nothing was compacted. */
    EntryId base() {
        return base;
    }

    /** The index of the last entry; that of the base where there is none. */
    long lastIndex() {
        return lastIndex;
    }

    /** The term of the entry at an index from that of the base to {@link #lastIndex()}. */
    long termAt(long index) {
        assert index >= base.index() && index <= lastIndex : index + " of " + base.index() + " to " + lastIndex;
        if (index == base.index()) {
            return base.term();
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
        assert term >= (runs == 0 ? base.term() : terms[runs - 1]) : term + " at " + lastIndex;
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
        lastIndex = Math.max(base.index(), Math.min(lastIndex, index));
        while (runs > 0 && firstIndexes[runs - 1] > lastIndex) {
            runs--;
        }
    }

    /** The log begins after this entry from now on: those up to it are forgotten, those after it stay. */
    void beginAfter(EntryId newBase) {
        base = newBase;
        lastIndex = Math.max(lastIndex, newBase.index());
        int gone = 0;
        while (gone < runs && lastOf(gone) <= newBase.index()) {
            gone++;
        }
        runs -= gone;
        System.arraycopy(firstIndexes, gone, firstIndexes, 0, runs);
        System.arraycopy(terms, gone, terms, 0, runs);
        if (runs > 0) {
            firstIndexes[0] = Math.max(firstIndexes[0], newBase.index() + 1);
        }
    }

    private long lastOf(int run) {
        return run + 1 < runs ? firstIndexes[run + 1] - 1 : lastIndex;
    }
}
