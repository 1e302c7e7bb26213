package dev.seaworthy.storage;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.LogStart;
import dev.seaworthy.engine.host.Restored;
import dev.seaworthy.engine.host.StorageBatch;
import java.util.ArrayList;
import java.util.List;

/**
 * The log and hard state of one replica on an {@link OrderedStore}, synchronous: a {@link #write} that returns is
 * durable. Production and simulation run this same code; each makes the asynchronous port of it that suits its threads.
 *
 * <ul>
 *   <li>One batch is one atomic write and one sync: there wholly after any failure, or not at all.
 *   <li>A batch that breaks its contract ({@link BatchContract}) is refused before anything is written.
 *   <li>After a failed write nobody knows what is on the disk: everything is refused from then on, and a sync is never
 *       tried again.
 *   <li>Everything is read and verified once, by {@link #open}; what cannot be trusted is not served.
 * </ul>
 *
 * <p>Used by one thread at a time.
 */
public final class DurableLogStore implements AutoCloseable {
    private final OrderedStore store;
    private final Restored restored;
    private final StoredTerms terms;
    private HardState hardState;
    /** Where the log begins; null where it was never compacted. */
    private LogStart start;

    private long lastIoSeq;
    /** Why nothing is served any more; null while all is well. */
    private String refusal;

    private Throwable refusalCause;
    private boolean closed;

    private DurableLogStore(OrderedStore store, LogScan scan) {
        this.store = store;
        this.restored = scan.restored();
        this.terms = scan.terms();
        this.hardState = restored.hardState();
        this.start = restored.start();
    }

    /**
     * Makes an empty log in an empty store, durably. Once per life of a member: a member that ever ran and finds its
     * store empty has lost its data and must not be initialised again.
     *
     * @param configuration the configuration the cluster is made with; {@link Configuration#NONE} for a node that is
     *     yet to join one
     * @throws StoreException where the store holds anything already, or cannot be written
     */
    public static void init(OrderedStore store, Configuration configuration) {
        if (!LogScan.isEmpty(store)) {
            throw new StoreException(
                    "the store already holds data: it is not initialised again, because that would forget votes and"
                            + " entries. Open it, or give the new member an empty store");
        }
        store.write(
                new WriteBatch()
                        .put(KeyLayout.CONFIGURATION, ConfigurationRecord.encode(configuration))
                        .put(KeyLayout.HARD_STATE, HardStateRecord.encode(HardState.INITIAL)),
                true);
    }

    /**
     * Reads and verifies everything in a store. The result owns the store and closes it; where this throws, the caller
     * still owns it. All that it holds is durable then: opening syncs.
     *
     * @throws StoreException where the store was never initialised, cannot be read or written, is damaged or of an
     *     unknown version
     */
    public static DurableLogStore open(OrderedStore store) {
        LogScan scan = LogScan.of(store);
        HardState found = scan.restored().hardState();
        // A process killed before its sync was done leaves writes that only a power failure would take back. The
        // replica counts on whatever is found here, so a sync has to cover it first; one covers all earlier writes.
        store.write(new WriteBatch().put(KeyLayout.HARD_STATE, HardStateRecord.encode(found)), true);
        return new DurableLogStore(store, scan);
    }

    /**
     * Opens a store of which is known that it lost entries that the replica had acknowledged. Keeps the sound beginning
     * of its log, never less than its snapshot covers, and starts the replica {@linkplain HardState#afterLoss after
     * that loss}, which every later opening finds until the replica has recovered.
     *
     * <p>One atomic, synced write does all of that before anything is served. A process that dies before it is durable
     * has changed nothing, so the verdict stands until this has returned, and on a disk that defers syncs until that
     * write is covered: who opens the store again until then has to do it in this way again. Doing it once too often
     * costs a recovery, nothing else.
     *
     * @throws StoreException where more than entries was lost: configuration, hard state or the log's beginning. The
     *     store is as it was; the same holds where it cannot be read or was written by a newer release
     */
    public static DurableLogStore openAfterLoss(OrderedStore store) {
        store.write(LogSalvage.of(store), true);
        return new DurableLogStore(store, LogScan.of(store));
    }

    /**
     * What the store held when it was opened; later writes do not show in it.
     *
     * @throws StoreException after a failed write or {@link #close}
     */
    public Restored restored() {
        refuseUnlessUsable();
        return restored;
    }

    /**
     * Writes a batch, and returns when it is durable.
     *
     * @throws IllegalStateException where the batch breaks its contract; nothing is written and the store stays usable
     * @throws DiskFullException where there is no space for it; nothing is written and the store stays usable
     * @throws StoreException where it could not be written, and ever after: it may be on the disk or not
     */
    public void write(StorageBatch batch) {
        refuseUnlessUsable();
        BatchContract.check(batch, lastIoSeq, hardState, start, terms);
        long kept = BatchContract.keptAfterTruncation(batch, terms);
        WriteBatch changes = changesOf(batch, kept);
        try {
            store.write(changes, true);
        } catch (DiskFullException e) {
            // Nothing was written: all is as it was.
            throw e;
        } catch (RuntimeException | Error e) {
            refusal = "the write of ioSeq " + batch.ioSeq()
                    + " failed, so what is on the disk is unknown: close the store, look at the"
                    + " cause, and open it anew";
            refusalCause = e;
            throw e;
        }
        take(batch, kept);
    }

    /**
     * The stored entries from {@code firstIndex} to {@code lastIndex}, both inclusive, as far as there are any: those
     * that were compacted away or truncated are left out. How much that is in bytes is for the caller to bound.
     *
     * @throws StoreException where an entry that belongs to the log is missing or damaged, and where the store cannot
     *     be read; after a failed write or {@link #close}
     */
    public List<LogEntry> read(long firstIndex, long lastIndex) {
        refuseUnlessUsable();
        long first = Math.max(firstIndex, terms.base().index() + 1);
        long last = Math.min(lastIndex, terms.lastIndex());
        List<LogEntry> entries = new ArrayList<>();
        if (first <= last) {
            store.scan(KeyLayout.entryKey(first), KeyLayout.entryKey(last + 1), (key, value) -> {
                LogEntry entry = EntryRecord.decode(key, value);
                requireRead(first + entries.size(), entry.index());
                requireTerm(key, entry.term());
                entries.add(entry);
            });
            requireRead(first + entries.size(), last + 1);
        }
        return entries;
    }

    /** Closes the store underneath. Does nothing the second time. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            store.close();
        }
    }

    private WriteBatch changesOf(StorageBatch batch, long kept) {
        WriteBatch changes = new WriteBatch();
        List<LogEntry> entries = batch.entries();
        LogStart newStart = batch.start();
        long last = terms.lastIndex();
        long base = terms.base().index();
        if (newStart != null) {
            base = newStart.base().index();
            delete(terms.base().index() + 1, Math.min(base, last), changes);
            changes.put(KeyLayout.LOG_START, LogStartRecord.encode(newStart));
        }
        // Indexes that get a new entry need no delete: the put replaces the old one in the same atomic step.
        delete(Math.max(kept, base) + entries.size() + 1, last, changes);
        for (int i = 0; i < entries.size(); i++) {
            LogEntry entry = entries.get(i);
            byte[] key = KeyLayout.entryKey(entry.index());
            changes.put(key, EntryRecord.encode(key, entry));
        }
        if (batch.hardState() != null) {
            changes.put(KeyLayout.HARD_STATE, HardStateRecord.encode(batch.hardState()));
        }
        return changes;
    }

    private static void delete(long firstIndex, long lastIndex, WriteBatch changes) {
        for (long index = firstIndex; index <= lastIndex; index++) {
            changes.delete(KeyLayout.entryKey(index));
        }
    }

    private void take(StorageBatch batch, long kept) {
        lastIoSeq = batch.ioSeq();
        terms.keepTo(kept);
        if (batch.start() != null) {
            start = batch.start();
            terms.beginAfter(start.base());
        }
        List<LogEntry> entries = batch.entries();
        for (int i = 0; i < entries.size(); i++) {
            terms.append(entries.get(i).term());
        }
        if (batch.hardState() != null) {
            hardState = batch.hardState();
        }
    }

    private static void requireRead(long expected, long found) {
        if (expected != found) {
            throw Damage.of(KeyLayout.entryKey(expected), "is missing, though it was written");
        }
    }

    private void requireTerm(byte[] key, long term) {
        long written = terms.termAt(KeyLayout.indexOf(key));
        if (term != written) {
            throw Damage.of(key, "has term " + term + ", though an entry of term " + written + " was written");
        }
    }

    private void refuseUnlessUsable() {
        if (closed) {
            throw new StoreException("the log store is closed");
        }
        if (refusal != null) {
            throw new StoreException(refusal, refusalCause);
        }
    }
}
