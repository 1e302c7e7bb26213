package dev.seaworthy.storage;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.LogStart;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Reads a whole store in one scan, verifies what it reads, and tells what can be kept of it.
 *
 * <ul>
 *   <li>Every record has to be sound, and every entry has to follow the one before it: by index, term and hash.
 *   <li>The log has to begin, end and hash as the newest batch's header says, and headers have to be chained.
 *   <li>No batch that a mark says was acknowledged may be missing.
 *   <li>Where something is wrong the log is cut at the first entry that is missing, unreadable or does not follow.
 *       Where that is an entry which the snapshot covers, nothing of it is needed: the log begins after the snapshot's
 *       last entry then and goes on as far as it is sound from there.
 *   <li>A hard state older than any entry that can be read has forgotten votes.
 * </ul>
 */
final class LogScan implements OrderedStore.Visitor {
    private final HeadRecords head;
    private final HardState hardState;
    private final List<LogEntry> entries = new ArrayList<>();
    /** Keys of entries that do not belong to the log. */
    private final List<byte[]> strays = new ArrayList<>();

    private StoredTerms terms = new StoredTerms();
    private Link base;
    private long chain;
    /** Whether the hash up to the base is not known and has to be believed. */
    private boolean chainUnknown;

    /** Whether the first of the entries is known to follow the base. */
    private boolean anchored;

    private boolean cut;
    private long lastMet;
    private long payloadBytes;
    /** The first thing found wrong; null where nothing was. */
    private String trouble;

    private long troubleIndex;

    private LogScan(HeadRecords head, HardState hardState) {
        this.head = head;
        this.hardState = hardState;
        BatchHeader newest = head.newest();
        boolean agree = newest != null && newest.base().entry().equals(head.base());
        anchored = agree || head.start() == null;
        chainUnknown = !anchored;
        base = agree ? newest.base() : Link.beginning(head.base());
        chain = base.chain();
        terms.beginAfter(head.base());
    }

    /**
     * Everything in the store.
     *
     * @param hardState what the log is held against
     * @throws AmnesiaException where more than entries was lost
     * @throws StoreException where it was never initialised, cannot be read, or is of an unknown version
     */
    static LogScan of(OrderedStore store, HardState hardState, Marks marks) {
        HeadRecords head = new HeadRecords();
        store.scan(KeyLayout.BEFORE_ALL, KeyLayout.BEFORE_ENTRIES, head);
        if (head.configuration() == null) {
            throw new AmnesiaException(KeyLayout.describe(KeyLayout.CONFIGURATION) + " is missing");
        }
        BatchHeader newest = head.newest();
        if (head.start() == null && newest != null && newest.startChecksum() != 0) {
            throw new AmnesiaException(KeyLayout.describe(KeyLayout.LOG_START) + " is missing");
        }
        LogScan scan = new LogScan(head, hardState);
        scan.requireKnown(head.covered().term(), "the snapshot's last entry");
        // What a compaction left behind is not read.
        store.scan(KeyLayout.entryKey(head.base().index() + 1), KeyLayout.AFTER_ALL, scan);
        scan.finish(marks);
        return scan;
    }

    /** Whether there is anything at all in the store. */
    static boolean isEmpty(OrderedStore store) {
        boolean[] met = new boolean[1];
        store.scan(KeyLayout.BEFORE_ALL, KeyLayout.AFTER_ALL, (key, value) -> met[0] = true);
        return !met[0];
    }

    @Override
    public void pair(byte[] key, byte[] value) {
        if (!KeyLayout.isEntryKey(key)) {
            throw Damage.of(key, "is none that this release writes");
        }
        long index = KeyLayout.indexOf(key);
        lastMet = index;
        LogEntry entry = soundOrNull(key, value);
        if (entry != null) {
            requireKnown(entry.term(), "entry " + index);
        }
        place(key, value, entry);
    }

    /** @param entry null where the record is damaged */
    private void place(byte[] key, byte[] value, LogEntry entry) {
        long index = KeyLayout.indexOf(key);
        long expected = terms.lastIndex() + 1;
        if (cut || index < expected) {
            strays.add(key);
            return;
        }
        String wrong = whatIsWrong(index, value, entry);
        if (wrong == null) {
            if (chainUnknown) {
                chain = EntryRecord.beforeOf(value);
                base = new Link(base.entry(), chain);
                chainUnknown = false;
            }
            terms.append(entry.term());
            entries.add(entry);
            anchored |= index == head.covered().index();
            payloadBytes += entry.payload().length;
            chain = EntryRecord.chainOf(value);
            return;
        }
        note(expected, wrong);
        if (expected <= head.covered().index()) {
            beginAfterSnapshot();
            place(key, value, entry);
        } else {
            cut = true;
            strays.add(key);
        }
    }

    private String whatIsWrong(long index, byte[] value, LogEntry entry) {
        long expected = terms.lastIndex() + 1;
        if (index > expected) {
            return "log entry " + expected + " is missing, though entry " + index + " is stored";
        }
        if (entry == null) {
            return "log entry " + index + " is damaged";
        }
        if (!chainUnknown && EntryRecord.beforeOf(value) != chain) {
            return "log entry " + index + " does not follow the entry before it: one of them is from before a"
                    + " truncation";
        }
        EntryId covered = head.covered();
        boolean agrees =
                entry.term() >= terms.termAt(index - 1) && (index != covered.index() || entry.term() == covered.term());
        return agrees ? null : "log entry " + index + " has term " + entry.term() + ", which contradicts the log";
    }

    private void beginAfterSnapshot() {
        for (LogEntry entry : entries) {
            strays.add(KeyLayout.entryKey(entry.index()));
        }
        entries.clear();
        payloadBytes = 0;
        terms = new StoredTerms();
        terms.beginAfter(head.covered());
        base = Link.beginning(head.covered());
        chain = base.chain();
        chainUnknown = true;
        anchored = false;
    }

    private void finish(Marks marks) {
        if (terms.lastIndex() < head.covered().index()) {
            note(
                    terms.lastIndex() + 1,
                    "the log ends at entry " + terms.lastIndex() + ", though its snapshot covers entry "
                            + head.covered().index());
            beginAfterSnapshot();
        }
        BatchHeader newest = head.newest();
        if (head.headerTrouble() != null) {
            note(terms.lastIndex() + 1, head.headerTrouble());
        }
        if (newest != null) {
            holdAgainst(newest);
        }
        holdAgainst(marks, newest);
        boolean ends = newest != null && newest.last().equals(last());
        if (!anchored && !ends && !entries.isEmpty()) {
            // They follow one another, and nothing tells that they follow the base: it may have been another entry.
            note(terms.base().index() + 1, "nothing tells that the entries after " + terms.base() + " follow it");
            cutAfter(terms.base().index());
        }
    }

    private void holdAgainst(BatchHeader newest) {
        Link last = newest.last();
        if (!newest.base().entry().equals(head.base()) || newest.startChecksum() != head.startChecksum()) {
            note(head.base().index() + 1, "the log begins otherwise than its newest batch says");
        }
        long end = last.entry().index();
        if (terms.lastIndex() < end) {
            note(
                    terms.lastIndex() + 1,
                    "log entry " + (terms.lastIndex() + 1) + " is missing, though the log went on to " + end);
        } else if (terms.lastIndex() > end) {
            note(end + 1, "log entry " + (end + 1) + " is stored, though the log ended before it");
            cutAfter(end);
        } else if (chain != last.chain() && !(chainUnknown && entries.isEmpty())) {
            note(end, "log entry " + end + " is not the one that was last");
        }
    }

    /** What was truncated and has come back goes again. */
    private void cutAfter(long end) {
        long kept = Math.max(end, terms.base().index());
        while (terms.lastIndex() > kept) {
            strays.add(KeyLayout.entryKey(terms.lastIndex()));
            LogEntry removed = entries.remove(entries.size() - 1);
            payloadBytes -= removed.payload().length;
            terms.keepTo(terms.lastIndex() - 1);
        }
        chain = chainOfTheKept();
    }

    /** From the entries themselves: the newest header may be older than they are, and tell of others in their place. */
    private long chainOfTheKept() {
        long hash = base.chain();
        for (LogEntry entry : entries) {
            hash = EntryRecord.chainOf(EntryRecord.encode(KeyLayout.entryKey(entry.index()), entry, hash));
        }
        return hash;
    }

    private void holdAgainst(Marks marks, BatchHeader newest) {
        Mark mark = marks.newest();
        long found = newest == null ? 0 : newest.sequence();
        if (mark == null) {
            note(
                    terms.lastIndex() + 1,
                    "no mark of the last batch can be read: there may have been one after batch " + found);
            return;
        }
        lastMet = Math.max(lastMet, mark.lastIndex());
        if (mark.sequence() > found) {
            note(
                    terms.lastIndex() + 1,
                    "batch " + mark.sequence() + " was acknowledged, the last that is there is " + found);
        } else if (mark.sequence() == found && mark.headerHash() != newest.hash()) {
            note(terms.lastIndex() + 1, "batch " + found + " is not the one that was acknowledged");
        } else if (marks.newestPossible() > found) {
            note(
                    terms.lastIndex() + 1,
                    "a mark of the last batch is damaged: there may have been one after batch " + found);
        }
    }

    private void note(long index, String what) {
        if (trouble == null) {
            trouble = what;
            troubleIndex = index;
        }
    }

    private void requireKnown(long term, String what) {
        if (term > hardState.term()) {
            throw new AmnesiaException(
                    "the hard state has term " + hardState.term() + ", older than " + what + " of term " + term);
        }
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

    /** The damage that was found; null where there is none. */
    Verdict.Damaged damage() {
        if (trouble == null) {
            return null;
        }
        long last = Math.max(lastMet, terms.lastIndex());
        last = head.newest() == null
                ? last
                : Math.max(last, head.newest().last().entry().index());
        return new Verdict.Damaged(troubleIndex, last, trouble);
    }

    Configuration configuration() {
        return head.configuration();
    }

    /** The records that are not entries. */
    HeadRecords head() {
        return head;
    }

    /** What can be kept of the log, its payloads included. */
    List<LogEntry> entries() {
        return Collections.unmodifiableList(entries);
    }

    /** Where the log that can be kept begins; null where it was never compacted. */
    LogStart start() {
        return terms.base().equals(head.base())
                ? head.start()
                : new LogStart(head.start().snapshot(), head.covered());
    }

    /** The terms of the entries; to be taken over by the caller. */
    StoredTerms terms() {
        return terms;
    }

    Link base() {
        return base;
    }

    Link last() {
        return new Link(new EntryId(terms.termAt(terms.lastIndex()), terms.lastIndex()), chain);
    }

    /** The size of the payloads of the entries that can be kept, in bytes. */
    long payloadBytes() {
        return payloadBytes;
    }

    /** Keys of entries that do not belong to the log. */
    List<byte[]> strays() {
        return strays;
    }
}
