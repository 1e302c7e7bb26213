package dev.seaworthy.engine.core;

import java.util.Arrays;

/**
 * The log without its payloads: runs of entries of equal term, and the payload bytes up to each entry. Index 0 is
 * before the log and has term 0. Terms never decrease from one entry to the next.
 */
final class RaftLog {
    private long[] runFirstIndex = new long[8];
    private long[] runTerm = new long[8];
    private int runs;
    /** At i, the payload bytes of entries 1 to i. */
    private long[] bytesThrough = new long[64];

    private long lastIndex;

    long lastIndex() {
        return lastIndex;
    }

    EntryId last() {
        return lastIndex == 0 ? EntryId.ZERO : new EntryId(runTerm[runs - 1], lastIndex);
    }

    /** The term of the entry at an index from 0 to {@link #lastIndex()}, both inclusive. */
    long termAt(long index) {
        if (index < 0 || index > lastIndex) {
            throw new IndexOutOfBoundsException("no entry " + index + " in a log that ends at " + lastIndex);
        }
        return index == 0 ? 0 : runTerm[runOf(index)];
    }

    /** Whether the log holds this very entry; the place before the log is always held. */
    boolean contains(EntryId id) {
        return id.index() <= lastIndex && termAt(id.index()) == id.term();
    }

    /**
     * The newest entry not after {@code index} whose term is not larger than {@code term}; the place before the log
     * where none is.
     */
    EntryId lastNotAfter(long index, long term) {
        long at = Math.min(index, lastIndex);
        if (at <= 0) {
            return EntryId.ZERO;
        }
        int run = runOf(at);
        while (run >= 0 && runTerm[run] > term) {
            at = runFirstIndex[run] - 1;
            run--;
        }
        return run < 0 ? EntryId.ZERO : new EntryId(runTerm[run], at);
    }

    void append(long term, int bytes) {
        if (runs == 0 || runTerm[runs - 1] != term) {
            assert runs == 0 || runTerm[runs - 1] < term : "term " + term + " follows term " + runTerm[runs - 1];
            if (runs == runTerm.length) {
                runTerm = Arrays.copyOf(runTerm, 2 * runs);
                runFirstIndex = Arrays.copyOf(runFirstIndex, 2 * runs);
            }
            runFirstIndex[runs] = lastIndex + 1;
            runTerm[runs] = term;
            runs++;
        }
        lastIndex++;
        int at = Math.toIntExact(lastIndex);
        if (at == bytesThrough.length) {
            bytesThrough = Arrays.copyOf(bytesThrough, 2 * at);
        }
        bytesThrough[at] = bytesThrough[at - 1] + bytes;
    }

    /** Removes every entry from {@code index} (inclusive) on. */
    void truncateFrom(long index) {
        lastIndex = Math.min(lastIndex, index - 1);
        while (runs > 0 && runFirstIndex[runs - 1] > lastIndex) {
            runs--;
        }
    }

    /** The payload bytes of the entries after {@code from} (exclusive) up to {@code to} (inclusive). */
    long bytesBetween(long from, long to) {
        return bytesThrough[(int) to] - bytesThrough[(int) from];
    }

    void encode(StateWriter out) {
        out.number(runs);
        for (int i = 0; i < runs; i++) {
            out.number(runFirstIndex[i]).number(runTerm[i]);
        }
        out.number(lastIndex);
        for (int i = 1; i <= lastIndex; i++) {
            out.number(bytesThrough[i]);
        }
    }

    static RaftLog decode(StateReader in) {
        RaftLog log = new RaftLog();
        int runs = in.count();
        long[] firstIndex = new long[runs];
        long[] term = new long[runs];
        for (int i = 0; i < runs; i++) {
            firstIndex[i] = in.number();
            term[i] = in.number();
        }
        int entries = in.count();
        long before = 0;
        int run = 0;
        for (int index = 1; index <= entries; index++) {
            if (run + 1 < runs && firstIndex[run + 1] == index) {
                run++;
            }
            long through = in.number();
            log.append(term[run], Math.toIntExact(through - before));
            before = through;
        }
        return log;
    }

    private int runOf(long index) {
        int run = runs - 1;
        while (runFirstIndex[run] > index) {
            run--;
        }
        return run;
    }
}
