package dev.seaworthy.storage;

import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.LogStart;
import dev.seaworthy.engine.host.StorageBatch;
import java.util.List;

/**
 * Turns batches into atomic, synced writes of an ordered store, each with the header that chains it to the one before.
 * Used by one thread at a time.
 *
 * <p>Entries of a compacted prefix are deleted bit by bit, with the batches that follow: the log start record alone
 * says where the log begins. That keeps a compaction of many entries from holding up the batch that it comes with.
 */
final class LogWriter {
    /** How many entries of a compacted prefix one batch deletes, at least as far as there are any. */
    static final int DELETES_PER_BATCH = 256;

    private final OrderedStore store;
    private final StoredTerms terms;
    private BatchHeader header;
    private long headerHash;
    /** Where the log begins; null where it was never compacted. */
    private LogStart start;

    private Link base;
    private Link last;
    private int startChecksum;
    private long garbageFrom;

    /** Goes on where a scan ended. */
    LogWriter(OrderedStore store, LogScan scan) {
        this.store = store;
        terms = scan.terms();
        header = scan.head().newest();
        headerHash = header == null ? 0 : header.hash();
        start = scan.start();
        base = scan.base();
        last = scan.last();
        startChecksum = scan.head().startChecksum();
        garbageFrom = header == null ? base.entry().index() + 1 : header.garbageFrom();
    }

    /** The header of the batch that initialises a store. */
    static BatchHeader firstHeader() {
        Link nothing = Link.beginning(EntryId.ZERO);
        return new BatchHeader(1, 0, 0, nothing, nothing, 1, 0);
    }

    /** The {@linkplain BatchHeader#hash() hash} of the last header written. */
    long headerHash() {
        return headerHash;
    }

    StoredTerms terms() {
        return terms;
    }

    /** Where the log begins; null where it was never compacted. */
    LogStart start() {
        return start;
    }

    /** Writes a header and nothing else: the sync covers whatever an earlier process left un-synced. */
    BatchHeader begin() {
        BatchHeader next = next(header.sequence() + 1, headerHash, 0);
        store.write(new WriteBatch().put(next.key(), next.encode()), true);
        header = next;
        headerHash = next.hash();
        return next;
    }

    /** Clears away what cannot be kept, and begins a new chain of headers. */
    BatchHeader beginAfterLoss(LogScan scan, Marks marks) {
        WriteBatch changes = new WriteBatch();
        for (byte[] stray : scan.strays()) {
            changes.delete(stray);
        }
        if (start != null) {
            byte[] record = LogStartRecord.encode(start);
            startChecksum = checksumOf(record);
            changes.put(KeyLayout.LOG_START, record);
        }
        long found = header == null ? 0 : header.sequence();
        BatchHeader next = next(Math.max(found, marks.newestPossible()) + 1, 0, 0);
        for (int i = 1; i < BatchHeader.KEPT; i++) {
            changes.delete(KeyLayout.headerKey(next.sequence() + i));
        }
        store.write(changes.put(next.key(), next.encode()), true);
        header = next;
        headerHash = next.hash();
        return next;
    }

    /**
     * Writes a batch that keeps the contract. Returns its header when it is durable.
     *
     * @throws StoreException where it could not be written; nothing of this object has changed then
     */
    BatchHeader write(StorageBatch batch) {
        long kept = BatchContract.keptAfterTruncation(batch, terms);
        WriteBatch changes = new WriteBatch();
        Link newBase = batch.start() == null ? base : linkOf(batch.start().base(), kept);
        Link end = newBase.entry().index() > kept ? newBase : linkAt(kept);
        int newChecksum = startChecksum;
        if (batch.start() != null) {
            byte[] record = LogStartRecord.encode(batch.start());
            newChecksum = checksumOf(record);
            changes.put(KeyLayout.LOG_START, record);
        }
        List<LogEntry> entries = batch.entries();
        long newGarbageFrom = deletePrefix(newBase.entry().index(), kept, entries.size(), changes);
        // Indexes that get a new entry need no delete: the put replaces the old one in the same atomic step.
        delete(end.entry().index() + entries.size() + 1, terms.lastIndex(), changes);
        for (int i = 0; i < entries.size(); i++) {
            end = put(entries.get(i), end.chain(), changes);
        }
        BatchHeader next = new BatchHeader(
                header.sequence() + 1,
                headerHash,
                entries.isEmpty() ? 0 : entries.get(0).index(),
                newBase,
                end,
                newGarbageFrom,
                newChecksum);
        byte[] encoded = next.encode();
        store.write(changes.put(next.key(), encoded), true);
        take(batch, kept, next);
        headerHash = BatchHeader.hashOf(encoded);
        return next;
    }

    /** Returns the first index of the compacted prefix that is yet to be deleted. */
    private long deletePrefix(long newBase, long kept, int added, WriteBatch changes) {
        if (newBase > kept) {
            // A snapshot takes the whole log's place; what was kept of the old one must not linger beside it.
            delete(garbageFrom, Math.min(newBase, terms.lastIndex()), changes);
            return newBase + 1;
        }
        long to = Math.min(newBase, garbageFrom + Math.max(DELETES_PER_BATCH, 2L * added) - 1);
        delete(garbageFrom, to, changes);
        return Math.max(garbageFrom, to + 1);
    }

    private static void delete(long firstIndex, long lastIndex, WriteBatch changes) {
        for (long index = firstIndex; index <= lastIndex; index++) {
            changes.delete(KeyLayout.entryKey(index));
        }
    }

    private static Link put(LogEntry entry, long before, WriteBatch changes) {
        byte[] key = KeyLayout.entryKey(entry.index());
        byte[] value = EntryRecord.encode(key, entry, before);
        changes.put(key, value);
        return new Link(new EntryId(entry.term(), entry.index()), EntryRecord.chainOf(value));
    }

    private void take(StorageBatch batch, long kept, BatchHeader next) {
        terms.keepTo(kept);
        if (batch.start() != null) {
            start = batch.start();
            terms.beginAfter(start.base());
        }
        List<LogEntry> entries = batch.entries();
        for (int i = 0; i < entries.size(); i++) {
            terms.append(entries.get(i).term());
        }
        header = next;
        base = next.base();
        last = next.last();
        garbageFrom = next.garbageFrom();
        startChecksum = next.startChecksum();
    }

    /** @param kept the last entry that is kept */
    private Link linkOf(EntryId newBase, long kept) {
        return newBase.index() > kept ? Link.beginning(newBase) : linkAt(newBase.index());
    }

    /** The place of a stored entry, or of the base. */
    private Link linkAt(long index) {
        if (index == last.entry().index()) {
            return last;
        }
        if (index == base.entry().index()) {
            return base;
        }
        // The entry after it knows.
        byte[] key = KeyLayout.entryKey(index + 1);
        byte[] value = store.get(key);
        if (value == null) {
            throw Damage.of(key, "is missing, though it was written");
        }
        Seal.check(key, value, EntryRecord.VERSION, EntryRecord.OVERHEAD_BYTES);
        return new Link(new EntryId(terms.termAt(index), index), EntryRecord.beforeOf(value));
    }

    private BatchHeader next(long sequence, long previousHash, long firstIndex) {
        return new BatchHeader(sequence, previousHash, firstIndex, base, last, garbageFrom, startChecksum);
    }

    private static int checksumOf(byte[] record) {
        return BigEndian.getInt(record, record.length - Seal.BYTES);
    }
}
