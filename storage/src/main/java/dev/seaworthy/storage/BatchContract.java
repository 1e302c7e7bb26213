package dev.seaworthy.storage;

import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.LogStart;
import dev.seaworthy.engine.host.StorageBatch;
import java.util.List;

/**
 * What a batch owes to the state it is written onto. A breach is a defect of the caller and never of the disk, so
 * nothing may be written:
 *
 * <ul>
 *   <li>ioSeq grows from batch to batch;
 *   <li>the term of the hard state never falls, and within a term a vote once given stays;
 *   <li>the incarnation is the store's to raise, when entries were lost, and so is the beginning of a recovery; only
 *       its end is the replica's;
 *   <li>neither the snapshot the log stands on nor the log's base ever goes back;
 *   <li>a base is an entry that is stored, or the last entry of a snapshot that takes the place of the whole log: every
 *       entry is truncated then, in the same batch;
 *   <li>no other truncation reaches what the stored snapshot covers;
 *   <li>entries follow on, without a gap, from what truncation and base leave, and their terms never fall;
 *   <li>the log reaches the last entry of its snapshot and gives it the same term;
 *   <li>nothing is of a later term than the hard state written with or before it.
 * </ul>
 */
final class BatchContract {
    private BatchContract() {}

    /**
     * Judges a batch against the state it is to be written onto.
     *
     * @param stored the stored hard state
     * @param start where the stored log begins; null where it was never compacted
     * @param terms the terms of the stored entries
     * @throws IllegalStateException where the batch breaks the contract
     */
    static void check(StorageBatch batch, long lastIoSeq, HardState stored, LogStart start, StoredTerms terms) {
        if (batch.ioSeq() <= lastIoSeq) {
            throw breach("ioSeq " + batch.ioSeq() + " does not follow " + lastIoSeq);
        }
        HardState hardState = stored;
        if (batch.hardState() != null) {
            hardState = batch.hardState();
            checkHardState(stored, hardState);
        }
        long covered = start == null ? 0 : start.snapshot().last().index();
        checkTruncation(batch, covered, terms.base());
        long kept = keptAfterTruncation(batch, terms);
        EntryId last = new EntryId(terms.termAt(kept), kept);
        LogStart newest = batch.start() == null ? start : batch.start();
        if (batch.start() != null) {
            checkStart(batch.start(), start, kept, terms);
            last = batch.start().base().index() > kept ? batch.start().base() : last;
        }
        long endTerm = checkEntries(batch.entries(), last);
        if (newest != null) {
            checkCovered(newest, batch.entries(), last.index(), terms);
        }
        if (endTerm > hardState.term()) {
            throw breach("the log would be of term " + endTerm + ", later than the current term " + hardState.term());
        }
    }

    /** The last stored entry that the batch's truncation leaves; at least the stored base. */
    static long keptAfterTruncation(StorageBatch batch, StoredTerms terms) {
        if (batch.truncateFrom() == 0) {
            return terms.lastIndex();
        }
        return Math.max(terms.base().index(), Math.min(terms.lastIndex(), batch.truncateFrom() - 1));
    }

    private static void checkHardState(HardState stored, HardState next) {
        if (next.term() < stored.term()) {
            throw breach("term " + next.term() + " falls behind the stored term " + stored.term());
        }
        boolean voteTakenBack = next.term() == stored.term()
                && stored.votedFor() != null
                && !stored.votedFor().equals(next.votedFor());
        if (voteTakenBack) {
            throw breach("the vote of term " + stored.term() + " went to " + stored.votedFor() + " and cannot become "
                    + next.votedFor());
        }
        if (next.incarnation() != stored.incarnation()) {
            throw breach("incarnation " + next.incarnation() + " where the store is in " + stored.incarnation()
                    + ": only a loss that the store is opened after begins another");
        }
        if (next.recovering() && !stored.recovering()) {
            throw breach("recovering in incarnation " + next.incarnation() + ", which has nothing to recover");
        }
    }

    private static void checkTruncation(StorageBatch batch, long covered, EntryId base) {
        long truncateFrom = batch.truncateFrom();
        if (truncateFrom < 0) {
            throw breach("truncation from the negative index " + truncateFrom);
        }
        if (truncateFrom == 0 || truncateFrom > covered) {
            return;
        }
        LogStart start = batch.start();
        boolean installs = start != null
                && truncateFrom <= base.index() + 1
                && start.base().equals(start.snapshot().last())
                && start.base().index() > covered;
        if (!installs) {
            throw breach("truncation from index " + truncateFrom + " removes entries that the snapshot of entry "
                    + covered + " covers, and no newer snapshot takes the place of the log");
        }
    }

    private static void checkStart(LogStart next, LogStart stored, long kept, StoredTerms terms) {
        EntryId last = next.snapshot().last();
        if (stored != null) {
            long covered = stored.snapshot().last().index();
            if (last.index() < covered
                    || last.index() == covered && !next.snapshot().equals(stored.snapshot())) {
                throw breach("the snapshot of entry " + last.index() + " is not newer than that of entry " + covered
                        + ", on which the log stands");
            }
        }
        EntryId base = next.base();
        if (base.index() < terms.base().index()) {
            throw breach("base " + base.index() + " goes back behind the stored base "
                    + terms.base().index());
        }
        if (base.index() > kept) {
            if (kept > terms.base().index()) {
                throw breach("base " + base.index() + " is beyond entry " + kept + ", which is kept");
            }
            if (!base.equals(last)) {
                throw breach("base " + base.index() + " is not stored, and is not the last entry " + last.index()
                        + " of the snapshot");
            }
        } else if (terms.termAt(base.index()) != base.term()) {
            throw breach("base " + base.index() + " of term " + base.term() + ", the log gives it "
                    + terms.termAt(base.index()));
        }
    }

    /** Returns the term of the last entry. */
    private static long checkEntries(List<LogEntry> entries, EntryId last) {
        long index = last.index();
        long term = last.term();
        for (int i = 0; i < entries.size(); i++) {
            LogEntry entry = entries.get(i);
            index++;
            if (entry.index() != index) {
                throw breach("entry " + entry.index() + " where entry " + index + " must follow");
            }
            if (entry.term() < term) {
                throw breach("entry " + index + " of term " + entry.term() + " follows one of term " + term);
            }
            term = entry.term();
        }
        return term;
    }

    /**
     * The log has every entry that its snapshot covers and did not take away.
     *
     * @param kept the last entry before those that are added
     */
    private static void checkCovered(LogStart start, List<LogEntry> entries, long kept, StoredTerms terms) {
        EntryId last = start.snapshot().last();
        if (last.equals(start.base())) {
            return;
        }
        if (last.index() > kept + entries.size()) {
            throw breach("snapshot of entry " + last.index() + " while the log ends at " + (kept + entries.size()));
        }
        long term = last.index() <= kept
                ? terms.termAt(last.index())
                : entries.get((int) (last.index() - kept - 1)).term();
        if (term != last.term()) {
            throw breach(
                    "snapshot of entry " + last.index() + " with term " + last.term() + ", the log gives it " + term);
        }
    }

    private static IllegalStateException breach(String what) {
        return new IllegalStateException("storage batch refused, nothing was written: " + what);
    }
}
