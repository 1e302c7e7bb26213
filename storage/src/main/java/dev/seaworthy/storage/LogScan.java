package dev.seaworthy.storage;

import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.LogStart;
import dev.seaworthy.engine.host.Restored;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Reads a whole store in one scan and verifies what it reads: every record by itself, that the entries follow on from
 * the log's base without a hole or a falling term, and that the records agree with each other. What it cannot see yet
 * is a log cut short at its end together with everything that would tell of it; batches chained by hash will show that.
 */
final class LogScan implements OrderedStore.Visitor {
    private final HeadRecords head = new HeadRecords();
    private final List<LogEntry> entries = new ArrayList<>();
    private final StoredTerms terms = new StoredTerms();

    private LogScan() {}

    /**
     * Everything in the store.
     *
     * @throws StoreException where it was never initialised, is damaged or of an unknown version
     */
    static LogScan of(OrderedStore store) {
        LogScan scan = new LogScan();
        store.scan(KeyLayout.BEFORE_ALL, KeyLayout.AFTER_ALL, scan);
        scan.verify();
        return scan;
    }

    /** Whether there is anything at all in the store. */
    static boolean isEmpty(OrderedStore store) {
        boolean[] met = new boolean[1];
        store.scan(KeyLayout.BEFORE_ALL, KeyLayout.AFTER_ALL, (key, value) -> met[0] = true);
        return !met[0];
    }

    /** What the replica starts from. */
    Restored restored() {
        return new Restored(
                head.configuration(), head.hardState(), head.start(), Collections.unmodifiableList(entries));
    }

    /** The terms of the entries; to be taken over by the caller. */
    StoredTerms terms() {
        return terms;
    }

    @Override
    public void pair(byte[] key, byte[] value) {
        if (KeyLayout.isEntryKey(key)) {
            entry(key, value);
        } else {
            head.take(key, value);
            // Complete before the first entry comes: its key is the lowest.
            terms.beginAfter(head.base());
        }
    }

    private void entry(byte[] key, byte[] value) {
        LogEntry entry = EntryRecord.decode(key, value);
        long expected = terms.lastIndex() + 1;
        if (entry.index() < expected) {
            throw Damage.of(key, "is stored, though the log begins after entry " + (expected - 1));
        }
        if (entry.index() > expected) {
            throw Damage.of(
                    KeyLayout.entryKey(expected),
                    "is missing, though entry " + entry.index() + " is stored: the log has a hole");
        }
        long termBefore = terms.termAt(expected - 1);
        if (entry.term() < termBefore) {
            throw Damage.of(
                    key,
                    "has term " + entry.term() + " after an entry of term " + termBefore
                            + ": terms never fall along a log");
        }
        terms.append(entry.term());
        entries.add(entry);
    }

    private void verify() {
        head.verify(!entries.isEmpty());
        head.verifyTerm(terms.termAt(terms.lastIndex()), "the last entry");
        LogStart start = head.start();
        if (start != null) {
            verifyCovered(start.snapshot().last());
        }
    }

    private void verifyCovered(EntryId last) {
        if (last.index() > terms.lastIndex()) {
            throw Damage.of(
                    KeyLayout.entryKey(terms.lastIndex() + 1),
                    "is missing, though the log goes on at least to entry " + last.index()
                            + ", which the snapshot covers");
        }
        long term = terms.termAt(last.index());
        if (term != last.term()) {
            throw Damage.of(
                    KeyLayout.LOG_START,
                    "gives entry " + last.index() + " term " + last.term() + ", the log gives it " + term);
        }
    }
}
