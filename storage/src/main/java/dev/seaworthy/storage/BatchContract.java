package dev.seaworthy.storage;

import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.StorageBatch;
import java.util.List;

/**
 * What a batch owes to the state it is written onto. A breach is a defect of the caller and never of the disk, so
 * nothing may be written:
 *
 * <ul>
 *   <li>ioSeq grows from batch to batch;
 *   <li>entries follow on, without a gap, from what the truncation leaves, and their terms never fall;
 *   <li>no entry is of a later term than the hard state written with or before it;
 *   <li>the term of the hard state never falls, and within a term a vote once given stays;
 *   <li>a checkpoint covers stored entries only, and neither it nor what it covers is ever taken back.
 * </ul>
 */
final class BatchContract {
    private BatchContract() {}

    /**
     * Judges a batch against the state it is to be written onto.
     *
     * @param checkpointed the last entry of the stored checkpoint; {@link EntryId#ZERO} where there is none
     * @throws IllegalStateException where the batch breaks the contract
     */
    static void check(StorageBatch batch, long lastIoSeq, HardState stored, EntryId checkpointed, StoredTerms terms) {
        if (batch.ioSeq() <= lastIoSeq) {
            throw breach("ioSeq " + batch.ioSeq() + " does not follow " + lastIoSeq);
        }
        HardState hardState = stored;
        if (batch.hardState() != null) {
            hardState = batch.hardState();
            checkHardState(stored, hardState);
        }
        checkTruncation(batch.truncateFrom(), checkpointed);
        long kept = keptAfterTruncation(batch, terms);
        checkEntries(batch.entries(), kept, terms.termAt(kept), hardState.term());
        if (batch.checkpoint() != null) {
            checkCheckpoint(batch.checkpoint().last(), batch.entries(), kept, checkpointed, terms);
        }
    }

    /** The last stored entry that the batch's truncation leaves. */
    static long keptAfterTruncation(StorageBatch batch, StoredTerms terms) {
        return batch.truncateFrom() == 0 ? terms.lastIndex() : Math.min(terms.lastIndex(), batch.truncateFrom() - 1);
    }

    private static void checkHardState(HardState stored, HardState next) {
        if (next.term() < stored.term()) {
            throw breach("term " + next.term() + " falls behind the stored term " + stored.term());
        }
        boolean voteTakenBack = next.term() == stored.term()
                && stored.votedFor() != HardState.NOBODY
                && next.votedFor() != stored.votedFor();
        if (voteTakenBack) {
            throw breach("the vote of term " + stored.term() + " went to node " + stored.votedFor()
                    + " and cannot become " + next.votedFor());
        }
    }

    private static void checkTruncation(long truncateFrom, EntryId checkpointed) {
        if (truncateFrom < 0) {
            throw breach("truncation from the negative index " + truncateFrom);
        }
        if (truncateFrom != 0 && truncateFrom <= checkpointed.index()) {
            throw breach("truncation from index " + truncateFrom + " removes entries that the checkpoint at index "
                    + checkpointed.index() + " covers");
        }
    }

    private static void checkEntries(List<LogEntry> entries, long kept, long keptTerm, long currentTerm) {
        long index = kept;
        long term = keptTerm;
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
        if (!entries.isEmpty() && term > currentTerm) {
            throw breach("entry " + index + " of term " + term + " is later than the current term " + currentTerm);
        }
    }

    private static void checkCheckpoint(
            EntryId last, List<LogEntry> entries, long kept, EntryId checkpointed, StoredTerms terms) {
        if (last.index() < 1 || last.index() < checkpointed.index()) {
            throw breach("checkpoint at index " + last.index() + " after one at index " + checkpointed.index());
        }
        if (last.index() > kept + entries.size()) {
            throw breach("checkpoint at index " + last.index() + " while the log ends at " + (kept + entries.size()));
        }
        long term = last.index() <= kept
                ? terms.termAt(last.index())
                : entries.get((int) (last.index() - kept - 1)).term();
        if (term != last.term()) {
            throw breach(
                    "checkpoint of entry " + last.index() + " with term " + last.term() + ", the log gives it " + term);
        }
    }

    private static IllegalStateException breach(String what) {
        return new IllegalStateException("storage batch refused, nothing was written: " + what);
    }
}
