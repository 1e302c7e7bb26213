package dev.seaworthy.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.Checkpoint;
import dev.seaworthy.engine.host.StorageBatch;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A batch that breaks its contract changes nothing, and the store stays usable for one that keeps it. */
class BatchContractTest {
    private final MemoryStore store = new MemoryStore(MemoryStore.emptyDisk());
    private DurableLogStore log;

    /** Entries 1 to 4 of terms 1, 2, 2, 3; hard state (3, voted for 2); checkpoint at entry 2; ioSeq 10. */
    @BeforeEach
    void open() {
        DurableLogStore.init(store, LogModel.CONFIGURATION);
        log = DurableLogStore.open(store);
        List<LogEntry> entries = List.of(entry(1, 1), entry(2, 2), entry(3, 2), entry(4, 3));
        log.write(new StorageBatch(10, new HardState(3, 2), 0, entries, checkpoint(2, 2)));
    }

    @AfterEach
    void theStoreIsStillUsable() {
        log.write(new StorageBatch(Long.MAX_VALUE, null, 0, List.of(), null));
    }

    @Test
    void ioSeqGrows() {
        assertRefused(new StorageBatch(10, null, 0, List.of(), null), "ioSeq 10 does not follow 10");
        assertRefused(new StorageBatch(9, null, 0, List.of(), null), "ioSeq 9 does not follow 10");
    }

    @Test
    void entriesLeaveNoGap() {
        assertRefused(batch(0, entry(6, 3)), "entry 6 where entry 5 must follow");
        assertRefused(batch(4, entry(5, 3)), "entry 5 where entry 4 must follow");
        assertRefused(batch(0, entry(5, 3), entry(7, 3)), "entry 7 where entry 6 must follow");
    }

    @Test
    void entriesReplaceNothingThatWasNotTruncated() {
        assertRefused(batch(0, entry(4, 3)), "entry 4 where entry 5 must follow");
        assertRefused(batch(4, entry(3, 2), entry(4, 3)), "entry 3 where entry 4 must follow");
        assertRefused(batch(0, entry(5, 3), entry(5, 3)), "entry 5 where entry 6 must follow");
    }

    @Test
    void truncationBeyondTheEndRemovesNothing() {
        assertRefused(batch(9, entry(9, 3)), "entry 9 where entry 5 must follow");
        log.write(batch(9, entry(5, 3)));
        log.write(new StorageBatch(12, null, 4, List.of(entry(4, 3)), null));
        assertRefused(new StorageBatch(13, null, 0, List.of(entry(6, 3)), null), "entry 6 where entry 5 must follow");
    }

    @Test
    void termsNeverFallAlongTheLog() {
        assertRefused(batch(0, entry(5, 2)), "entry 5 of term 2 follows one of term 3");
        assertRefused(batch(4, entry(4, 3), entry(5, 2)), "entry 5 of term 2 follows one of term 3");
        assertRefused(batch(4, entry(4, 1)), "entry 4 of term 1 follows one of term 2");
    }

    @Test
    void noEntryIsOfALaterTermThanTheHardState() {
        assertRefused(batch(0, entry(5, 4)), "term 4 is later than the current term 3");
        log.write(new StorageBatch(11, new HardState(4, 0), 0, List.of(entry(5, 4)), null));
    }

    @Test
    void termsAndVotesAreNeverTakenBack() {
        assertRefused(new StorageBatch(11, new HardState(2, 2), 0, List.of(), null), "falls behind the stored term 3");
        assertRefused(
                new StorageBatch(11, new HardState(3, 1), 0, List.of(), null), "went to node 2 and cannot become 1");
        assertRefused(
                new StorageBatch(11, new HardState(3, 0), 0, List.of(), null), "went to node 2 and cannot become 0");
        log.write(new StorageBatch(11, new HardState(3, 2), 0, List.of(), null));
        log.write(new StorageBatch(12, new HardState(4, 0), 0, List.of(), null));
        log.write(new StorageBatch(13, new HardState(4, 1), 0, List.of(), null));
        assertRefused(
                new StorageBatch(14, new HardState(4, 2), 0, List.of(), null), "went to node 1 and cannot become 2");
    }

    @Test
    void truncationSparesWhatTheCheckpointCovers() {
        assertRefused(batch(-1), "negative index -1");
        assertRefused(batch(2), "the checkpoint at index 2 covers");
        log.write(batch(3));
        assertRefused(new StorageBatch(12, null, 1, List.of(), null), "the checkpoint at index 2 covers");
    }

    @Test
    void aCheckpointCoversStoredEntriesOnly() {
        assertRefused(withCheckpoint(5, 3), "checkpoint at index 5 while the log ends at 4");
        assertRefused(withCheckpoint(3, 3), "checkpoint of entry 3 with term 3, the log gives it 2");
        assertRefused(withCheckpoint(0, 0), "checkpoint at index 0 after one at index 2");
        assertRefused(
                new StorageBatch(11, null, 4, List.of(), checkpoint(4, 3)),
                "checkpoint at index 4 while the log ends at 3");
        assertRefused(
                new StorageBatch(11, null, 0, List.of(entry(5, 3)), checkpoint(5, 2)),
                "checkpoint of entry 5 with term 2, the log gives it 3");
        log.write(new StorageBatch(11, null, 4, List.of(entry(4, 2), entry(5, 3)), checkpoint(4, 2)));
    }

    @Test
    void checkpointsNeverGoBack() {
        assertRefused(withCheckpoint(1, 1), "checkpoint at index 1 after one at index 2");
        log.write(withCheckpoint(4, 3));
        assertRefused(
                new StorageBatch(12, null, 0, List.of(), checkpoint(3, 2)),
                "checkpoint at index 3 after one at index 4");
    }

    @Test
    void theContractHoldsAcrossARestart() {
        log = DurableLogStore.open(store);
        assertRefused(new StorageBatch(0, null, 0, List.of(), null), "ioSeq 0 does not follow 0");
        assertRefused(new StorageBatch(1, null, 2, List.of(), null), "the checkpoint at index 2 covers");
        assertRefused(new StorageBatch(1, new HardState(3, 1), 0, List.of(), null), "cannot become 1");
        assertRefused(new StorageBatch(1, null, 0, List.of(entry(5, 2)), null), "follows one of term 3");
        log.write(new StorageBatch(1, null, 0, List.of(entry(5, 3)), null));
    }

    private void assertRefused(StorageBatch batch, String reason) {
        int writes = store.writes();
        String message = assertThrows(IllegalStateException.class, () -> log.write(batch))
                .getMessage();
        assertTrue(message.contains(reason), message);
        assertEquals(writes, store.writes(), "nothing was written");
    }

    private static StorageBatch batch(long truncateFrom, LogEntry... entries) {
        return new StorageBatch(11, null, truncateFrom, List.of(entries), null);
    }

    private static StorageBatch withCheckpoint(long index, long term) {
        return new StorageBatch(11, null, 0, List.of(), checkpoint(index, term));
    }

    private static Checkpoint checkpoint(long index, long term) {
        return new Checkpoint(new EntryId(term, index), new byte[] {1});
    }

    private static LogEntry entry(long index, long term) {
        return new LogEntry(index, term, EntryKind.COMMAND, new byte[] {(byte) index});
    }
}
