package dev.seaworthy.storage;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.Restored;
import dev.seaworthy.engine.host.StorageBatch;
import java.util.ArrayList;
import java.util.List;

/**
 * The log of one replica on an {@link OrderedStore} and its hard state in two copies on a {@link SlotStore},
 * synchronous: a {@link #write} that returns is durable. Production and simulation run this same code; each makes the
 * asynchronous port of it that suits its threads.
 *
 * <ul>
 *   <li>What a batch does to the log is one atomic write and one sync: there wholly after any failure, or not at all.
 *   <li>A hard state that takes rights away (a later term, a vote) is durable before the rest of its batch, one that
 *       gives rights back (recovery has ended) after it.
 *   <li>A batch that breaks its contract ({@link BatchContract}) is refused before anything is written.
 *   <li>After a failed write nobody knows what is on the disk: everything is refused from then on, and a sync is never
 *       tried again.
 *   <li>Everything is read and verified once, by {@link #open}, which tells what the disk did to it ({@link Verdict});
 *       what cannot be trusted is not served.
 * </ul>
 *
 * <p>Used by one thread at a time.
 */
public final class DurableLogStore implements AutoCloseable {
    private final OrderedStore store;
    private final SlotStore slots;
    private final HardStateCopies hardState;
    private final Marks marks;
    private final LogWriter writer;
    private final Verdict verdict;
    private final Restored restored;

    private long lastIoSeq;
    /** Why nothing is served any more; null while all is well. */
    private String refusal;

    private Throwable refusalCause;
    private boolean closed;

    private DurableLogStore(
            OrderedStore store, SlotStore slots, HardStateCopies hardState, Marks marks, Opening opening) {
        this.store = store;
        this.slots = slots;
        this.hardState = hardState;
        this.marks = marks;
        this.writer = opening.writer();
        this.verdict = opening.verdict();
        LogScan scan = opening.scan();
        this.restored = new Restored(scan.configuration(), hardState.state(), scan.start(), scan.entries());
    }

    /** What opening found and begins with. */
    private record Opening(LogScan scan, LogWriter writer, Verdict verdict) {}

    /**
     * Makes an empty log in an empty store, durably. Once per life of a member: a member that ever ran and finds its
     * store empty has lost its data and must not be initialised again.
     *
     * @param configuration the configuration the cluster is made with; {@link Configuration#NONE} for a node that is
     *     yet to join one
     * @throws StoreException where the store holds anything already, or cannot be written
     */
    public static void init(OrderedStore store, SlotStore slots, Configuration configuration) {
        if (!LogScan.isEmpty(store)) {
            throw new StoreException(
                    "the store already holds data: it is not initialised again, because that would forget votes and"
                            + " entries. Open it, or give the new member an empty store");
        }
        BatchHeader header = LogWriter.firstHeader();
        store.write(
                new WriteBatch()
                        .put(KeyLayout.CONFIGURATION, ConfigurationRecord.encode(configuration))
                        .put(header.key(), header.encode()),
                true);
        Marks.none(slots).begin(header);
        HardStateCopies.none(slots).save(HardState.INITIAL);
    }

    /**
     * Reads and verifies everything, where nothing is known of what became of the data; marks are synced before batches
     * are acknowledged.
     *
     * @see #open(OrderedStore, SlotStore, Verdict, MarkSync)
     */
    public static DurableLogStore open(OrderedStore store, SlotStore slots) {
        return open(store, slots, new Verdict.Clean(), MarkSync.BEFORE_ACKNOWLEDGING);
    }

    /**
     * Reads and verifies everything. The result owns both stores and closes them; where this throws, the caller still
     * owns them. All that it holds is durable then: opening syncs.
     *
     * <p>Where entries that may have been acknowledged are gone, the sound beginning of the log is kept, never less
     * than its snapshot covers, and the replica starts {@linkplain HardState#afterLoss after that loss}, which every
     * later opening finds until the replica has recovered. A process that dies meanwhile has covered nothing up: the
     * next opening finds the same again, or counts one loss more, which costs a recovery and nothing else.
     *
     * @param below what the store below found out when it was opened itself: {@link Verdict.Torn} where it cut off an
     *     unfinished write, {@link Verdict.Damaged} where it is known to have lost more
     * @throws AmnesiaException where more than entries was lost: hard state, configuration or the log's beginning;
     *     nothing was written
     * @throws StoreException where the store was never initialised, cannot be read or written, or is of an unknown
     *     version
     */
    public static DurableLogStore open(OrderedStore store, SlotStore slots, Verdict below, MarkSync markSync) {
        if (below instanceof Verdict.Amnesia amnesia) {
            throw new AmnesiaException(amnesia.why());
        }
        HardStateCopies hardState = copiesOf(store, slots);
        Marks marks = Marks.read(slots, markSync);
        LogScan scan = LogScan.of(store, hardState.state(), marks);
        Verdict verdict = worse(scan.damage(), below);
        boolean damaged = verdict instanceof Verdict.Damaged;
        // The loss is on record before anything that shows it is cleared away. A process killed before its sync was
        // done leaves a hard state that only a power failure would take back: saving it syncs it.
        hardState.save(damaged ? hardState.state().afterLoss() : hardState.state());
        LogWriter writer = new LogWriter(store, scan);
        BatchHeader header = damaged ? writer.beginAfterLoss(scan, marks) : writer.begin();
        marks.begin(header);
        return new DurableLogStore(store, slots, hardState, marks, new Opening(scan, writer, verdict));
    }

    /** The worse of what the log itself and the store below tell. */
    static Verdict worse(Verdict.Damaged found, Verdict below) {
        if (found != null && below instanceof Verdict.Damaged lost) {
            return new Verdict.Damaged(found.firstIndex(), found.lastIndex(), lost.why() + "; " + found.why());
        }
        return found == null ? below : found;
    }

    private static HardStateCopies copiesOf(OrderedStore store, SlotStore slots) {
        try {
            return HardStateCopies.read(slots);
        } catch (AmnesiaException e) {
            if (LogScan.isEmpty(store)) {
                throw new StoreException(
                        "the store is empty: initialise it if this member is new. If it ever ran, its data is lost and"
                                + " it must not start again as the same member: remove it from the cluster and let it"
                                + " join as a new one");
            }
            throw e;
        }
    }

    /** What the disk had done to the data when it was opened; never {@link Verdict.Amnesia}. */
    public Verdict verdict() {
        return verdict;
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
     * @throws DiskFullException where there is no room for what the batch adds to the log; term and vote in it may have
     *     been saved, nothing else was written, and the same batch may be tried again when there is room
     * @throws StoreException where it could not be written, and ever after: it may be on the disk or not
     */
    public void write(StorageBatch batch) {
        refuseUnlessUsable();
        BatchContract.check(batch, lastIoSeq, hardState.state(), writer.start(), writer.terms());
        try {
            takeRights(batch.hardState());
            if (batch.truncateFrom() != 0
                    || batch.start() != null
                    || !batch.entries().isEmpty()) {
                marks.acknowledged(writer.write(batch), writer.headerHash());
            }
            giveRights(batch.hardState());
        } catch (DiskFullException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            refusal = "the write of ioSeq " + batch.ioSeq()
                    + " failed, so what is on the disk is unknown: close the store, look at the"
                    + " cause, and open it anew";
            refusalCause = e;
            throw e;
        }
        lastIoSeq = batch.ioSeq();
    }

    /** What binds the replica has to be durable before anything of the same batch is. */
    private void takeRights(HardState next) {
        if (next != null) {
            HardState stored = hardState.state();
            HardState bound = new HardState(next.term(), next.votedFor(), next.incarnation(), stored.recovering());
            if (!bound.equals(stored)) {
                hardState.save(bound);
            }
        }
    }

    /** That a recovery has ended rests on the entries of the same batch. */
    private void giveRights(HardState next) {
        if (next != null && !next.equals(hardState.state())) {
            hardState.save(next);
        }
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
        StoredTerms terms = writer.terms();
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

    /**
     * Makes the mark of the last batch durable where it is not: to be called in quiet moments where marks are synced
     * {@linkplain MarkSync#LATER later}.
     *
     * @throws StoreException where it could not be synced, and ever after
     */
    public void syncMark() {
        refuseUnlessUsable();
        try {
            marks.sync();
        } catch (RuntimeException | Error e) {
            refusal = "the mark of the last batch could not be synced: close the store, look at the cause, and open it"
                    + " anew";
            refusalCause = e;
            throw e;
        }
    }

    /** Closes the stores underneath. Does nothing the second time. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (refusal == null) {
                marks.sync();
            }
        } finally {
            slots.close();
            store.close();
        }
    }

    private static void requireRead(long expected, long found) {
        if (expected != found) {
            throw Damage.of(KeyLayout.entryKey(expected), "is missing, though it was written");
        }
    }

    private void requireTerm(byte[] key, long term) {
        long written = writer.terms().termAt(KeyLayout.indexOf(key));
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
