package dev.seaworthy.engine.core;

import java.util.Arrays;

/**
 * The log without its payloads: runs of entries of equal term, and the payload bytes up to each entry. What was
 * compacted is gone but for the id of its last entry, the base; a log that never was has index 0 of term 0 there. Terms
 * never decrease from one entry to the next.
 */
final class RaftLog {
    private EntryId base;
    private long[] runFirstIndex = new long[8];
    private long[] runTerm = new long[8];
    private int runs;
    /** At i, the payload bytes of all entries up to index {@code bytesFrom + i}, counted from anywhere. */
    private long[] bytesThrough = new long[64];

    private long bytesFrom;
    private long lastIndex;

    RaftLog(EntryId base) {
        reset(base);
    }

    /** The entry before the first; everything up to it is committed. */
    EntryId base() {
        return base;
    }

    long lastIndex() {
        return lastIndex;
    }

    EntryId last() {
        return runs == 0 ? base : new EntryId(runTerm[runs - 1], lastIndex);
    }

    long lastTerm() {
        return runs == 0 ? base.term() : runTerm[runs - 1];
    }

    /** The term of the entry at an index from the base's to {@link #lastIndex()}, both inclusive. */
    long termAt(long index) {
        if (index < base.index() || index > lastIndex) {
            throw new IndexOutOfBoundsException(
                    "no entry " + index + " in a log of " + base.index() + " (exclusive) to " + lastIndex);
        }
        return index == base.index() ? base.term() : runTerm[runOf(index)];
    }

    /**
     * Whether the log holds this very entry, or held it before it was compacted: what was compacted is committed, so
     * every leader's log has the same there (§5.4.3).
     */
    boolean contains(EntryId id) {
        return id.index() < base.index() || id.index() <= lastIndex && termAt(id.index()) == id.term();
    }

    /**
     * The index of the newest entry not after {@code index} whose term is not larger than {@code term}. Below the base
     * nothing is known of terms, and {@code index} itself, or the index before the base, is the answer.
     */
    long lastNotAfter(long index, long term) {
        long at = Math.min(index, lastIndex);
        if (at <= base.index()) {
            return at == base.index() && base.term() > term ? at - 1 : at;
        }
        int run = runOf(at);
        while (run >= 0 && runTerm[run] > term) {
            at = runFirstIndex[run] - 1;
            run--;
        }
        return run < 0 && base.term() > term ? base.index() - 1 : at;
    }

    void append(long term, int bytes) {
        if (runs == 0 || runTerm[runs - 1] != term) {
            assert lastTerm() < term || runs == 0 && lastTerm() == term : "term " + term + " follows " + last();
            if (runs == runTerm.length) {
                runTerm = Arrays.copyOf(runTerm, 2 * runs);
                runFirstIndex = Arrays.copyOf(runFirstIndex, 2 * runs);
            }
            runFirstIndex[runs] = lastIndex + 1;
            runTerm[runs] = term;
            runs++;
        }
        lastIndex++;
        int at = Math.toIntExact(lastIndex - bytesFrom);
        if (at == bytesThrough.length) {
            makeRoom();
            at = Math.toIntExact(lastIndex - bytesFrom);
        }
        bytesThrough[at] = bytesThrough[at - 1] + bytes;
    }

    /** Removes every entry from {@code index} (inclusive) on. */
    void truncateFrom(long index) {
        assert index > base.index() : "entry " + index + " is compacted, up to " + base;
        lastIndex = Math.min(lastIndex, index - 1);
        while (runs > 0 && runFirstIndex[runs - 1] > lastIndex) {
            runs--;
        }
    }

    /** Forgets every entry up to {@code index} (inclusive), which becomes the base. */
    void compactTo(long index) {
        EntryId newBase = new EntryId(termAt(index), index);
        int gone = 0;
        while (gone < runs && (gone + 1 < runs ? runFirstIndex[gone + 1] : lastIndex + 1) <= index + 1) {
            gone++;
        }
        runs -= gone;
        System.arraycopy(runFirstIndex, gone, runFirstIndex, 0, runs);
        System.arraycopy(runTerm, gone, runTerm, 0, runs);
        if (runs > 0) {
            runFirstIndex[0] = Math.max(runFirstIndex[0], index + 1);
        }
        base = newBase;
    }

    /** Forgets everything; the next entry follows {@code newBase}. */
    void reset(EntryId newBase) {
        base = newBase;
        runs = 0;
        lastIndex = newBase.index();
        bytesFrom = newBase.index();
        bytesThrough[0] = 0;
    }

    /** The payload bytes of the entries after {@code from} (exclusive) up to {@code to} (inclusive). */
    long bytesBetween(long from, long to) {
        return bytesThrough[(int) (to - bytesFrom)] - bytesThrough[(int) (from - bytesFrom)];
    }

    void encode(StateWriter out) {
        out.entry(base).number(runs);
        for (int i = 0; i < runs; i++) {
            out.number(runFirstIndex[i]).number(runTerm[i]);
        }
        out.number(lastIndex - base.index());
        for (long index = base.index() + 1; index <= lastIndex; index++) {
            out.number(bytesBetween(index - 1, index));
        }
    }

    static RaftLog decode(StateReader in) {
        RaftLog log = new RaftLog(in.entry());
        int runs = in.count();
        long[] firstIndex = new long[runs];
        long[] term = new long[runs];
        for (int i = 0; i < runs; i++) {
            firstIndex[i] = in.number();
            term[i] = in.number();
        }
        int entries = in.count();
        int run = 0;
        for (long index = log.base.index() + 1; index <= log.base.index() + entries; index++) {
            if (run + 1 < runs && firstIndex[run + 1] == index) {
                run++;
            }
            log.append(term[run], Math.toIntExact(in.number()));
        }
        return log;
    }

    /** Drops the sizes of compacted entries where they are at least half of all, else grows. */
    private void makeRoom() {
        int unused = Math.toIntExact(base.index() - bytesFrom);
        int used = bytesThrough.length - unused;
        long[] target = used > bytesThrough.length / 2 ? new long[2 * bytesThrough.length] : bytesThrough;
        System.arraycopy(bytesThrough, unused, target, 0, used);
        bytesThrough = target;
        bytesFrom = base.index();
    }

    private int runOf(long index) {
        int low = 0;
        int high = runs - 1;
        while (low < high) {
            int middle = low + high + 1 >>> 1;
            if (runFirstIndex[middle] <= index) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
