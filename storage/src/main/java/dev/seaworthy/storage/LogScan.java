package dev.seaworthy.storage;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.Checkpoint;
import dev.seaworthy.engine.host.Restored;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Reads a whole store in one scan and verifies what it reads: every record by itself, that the entries have no hole and
 * no falling term, and that the records agree with each other. What it cannot see yet is a log cut short at its end
 * together with everything that would tell of it; batches chained by hash will show that.
 */
final class LogScan implements OrderedStore.Visitor {
    private final List<LogEntry> entries = new ArrayList<>();
    private final StoredTerms terms = new StoredTerms();
    private Configuration configuration;
    private HardState hardState;
    private Checkpoint checkpoint;

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
        return new Restored(configuration, hardState, Collections.unmodifiableList(entries), checkpoint);
    }

    /** The terms of the entries; to be taken over by the caller. */
    StoredTerms terms() {
        return terms;
    }

    @Override
    public void pair(byte[] key, byte[] value) {
        if (KeyLayout.isEntryKey(key)) {
            entry(key, value);
            return;
        }
        switch (key.length == 1 ? key[0] : 0) {
            case KeyLayout.CONFIGURATION_PREFIX -> configuration = ConfigurationRecord.decode(value);
            case KeyLayout.HARD_STATE_PREFIX -> hardState = HardStateRecord.decode(value);
            case KeyLayout.CHECKPOINT_PREFIX -> checkpoint = CheckpointRecord.decode(value);
            default -> throw Damage.of(key, "is none that this release writes");
        }
    }

    private void entry(byte[] key, byte[] value) {
        LogEntry entry = EntryRecord.decode(key, value);
        long expected = terms.lastIndex() + 1;
        if (entry.index() != expected) {
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
        if (configuration == null && hardState == null && checkpoint == null && entries.isEmpty()) {
            throw new StoreException(
                    "the store is empty: initialise it if this member is new. If it ever ran, its data is lost"
                            + " and it must"
                            + " not start again as the same member: remove it from the cluster and let it join"
                            + " as a new one");
        }
        if (configuration == null) {
            throw Damage.of(KeyLayout.CONFIGURATION, "is missing");
        }
        if (hardState == null) {
            throw Damage.of(KeyLayout.HARD_STATE, "is missing");
        }
        long lastTerm = terms.termAt(terms.lastIndex());
        if (lastTerm > hardState.term()) {
            throw Damage.of(
                    KeyLayout.HARD_STATE,
                    "has term " + hardState.term() + ", older than the last entry's term " + lastTerm);
        }
        if (checkpoint != null) {
            verifyCheckpoint(checkpoint.last());
        }
    }

    private void verifyCheckpoint(EntryId last) {
        if (last.index() < 1 || last.index() > terms.lastIndex()) {
            throw Damage.of(
                    KeyLayout.CHECKPOINT,
                    "covers entries up to " + last.index() + " while the log ends at " + terms.lastIndex());
        }
        long term = terms.termAt(last.index());
        if (term != last.term()) {
            throw Damage.of(
                    KeyLayout.CHECKPOINT,
                    "gives entry " + last.index() + " term " + last.term() + ", the log gives it " + term);
        }
    }
}
