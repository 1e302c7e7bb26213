package dev.seaworthy.storage;

import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.LogStart;

/**
 * What becomes of a store whose log has lost entries that the replica had acknowledged: the changes that leave the
 * sound beginning of the log and tell, in the same atomic step, that there was a loss.
 *
 * <ul>
 *   <li>The log is cut at the first entry that is missing, unreadable or contradicts those before it.
 *   <li>Where that is an entry which the snapshot covers, nothing of it is needed: the log begins after the snapshot's
 *       last entry then and goes on as far as it is sound from there.
 *   <li>Everything else must be sound. A hard state that cannot be read, or is older than an entry that can, has
 *       forgotten votes, and the replica has no right to go on under its name.
 * </ul>
 */
final class LogSalvage implements OrderedStore.Visitor {
    private final HeadRecords head = new HeadRecords();
    private final WriteBatch changes = new WriteBatch();
    private StoredTerms terms = new StoredTerms();
    private boolean cut;
    private boolean entriesMet;

    private LogSalvage() {}

    /**
     * The changes to be written, with one sync, before anything is read from the store again.
     *
     * @throws StoreException where more than entries was lost, or the store was written by a newer release
     */
    static WriteBatch of(OrderedStore store) {
        LogSalvage salvage = new LogSalvage();
        store.scan(KeyLayout.BEFORE_ALL, KeyLayout.AFTER_ALL, salvage);
        return salvage.finish();
    }

    @Override
    public void pair(byte[] key, byte[] value) {
        if (!KeyLayout.isEntryKey(key)) {
            head.take(key, value);
            // Complete before the first entry comes: its key is the lowest.
            terms.beginAfter(head.base());
            return;
        }
        if (!entriesMet) {
            entriesMet = true;
            head.verify(true);
        }
        LogEntry entry = soundOrNull(key, value);
        if (entry != null) {
            head.verifyTerm(entry.term(), "entry " + entry.index());
        }
        place(key, entry);
    }

    /** @param entry null where the record is damaged */
    private void place(byte[] key, LogEntry entry) {
        long index = KeyLayout.indexOf(key);
        long expected = terms.lastIndex() + 1;
        boolean isNext = entry != null && index == expected;
        if (cut || index <= terms.base().index()) {
            changes.delete(key);
        } else if (isNext && agrees(entry)) {
            terms.append(entry.term());
        } else if (!isNext && expected <= head.covered().index()) {
            beginAfterSnapshot();
            place(key, entry);
        } else {
            cut = true;
            changes.delete(key);
        }
    }

    private boolean agrees(LogEntry entry) {
        EntryId covered = head.covered();
        return entry.term() >= terms.termAt(entry.index() - 1)
                && (entry.index() != covered.index() || entry.term() == covered.term());
    }

    private void beginAfterSnapshot() {
        for (long index = terms.base().index() + 1; index <= terms.lastIndex(); index++) {
            changes.delete(KeyLayout.entryKey(index));
        }
        terms = new StoredTerms();
        terms.beginAfter(head.covered());
    }

    private WriteBatch finish() {
        head.verify(entriesMet);
        EntryId covered = head.covered();
        if (terms.lastIndex() < covered.index()) {
            beginAfterSnapshot();
        }
        if (!terms.base().equals(head.base())) {
            LogStart start = new LogStart(head.start().snapshot(), covered);
            changes.put(KeyLayout.LOG_START, LogStartRecord.encode(start));
        }
        return changes.put(
                KeyLayout.HARD_STATE, HardStateRecord.encode(head.hardState().afterLoss()));
    }

    private static LogEntry soundOrNull(byte[] key, byte[] value) {
        if (Seal.isOfOtherVersion(key, value, EntryRecord.VERSION)) {
            throw Damage.ofUnknownVersion(key, value[0], EntryRecord.VERSION);
        }
        try {
            return EntryRecord.decode(key, value);
        } catch (StoreException e) {
            return null;
        }
    }
}
