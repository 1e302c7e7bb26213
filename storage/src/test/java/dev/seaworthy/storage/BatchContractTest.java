package dev.seaworthy.storage;

import static dev.seaworthy.storage.LogModel.member;
import static dev.seaworthy.storage.LogModel.snapshot;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.LogStart;
import dev.seaworthy.engine.host.StorageBatch;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A batch that breaks its contract changes nothing, and the store stays usable for one that keeps it. */
class BatchContractTest {
    private final MemoryStore store = new MemoryStore(MemoryStore.emptyDisk());
    private final MemorySlots slots = new MemorySlots();
    private DurableLogStore log;

    /**
     * Entries 2 to 6 of terms 1, 2, 2, 3, 3 after entry 1 of term 1; the snapshot covers up to entry 3; term 3, vote
     * for node 2; ioSeq 10.
     */
    @BeforeEach
    void open() {
        DurableLogStore.init(store, slots, LogModel.CONFIGURATION);
        log = DurableLogStore.open(store, slots);
        List<LogEntry> entries = List.of(entry(1, 1), entry(2, 1), entry(3, 2), entry(4, 2), entry(5, 3), entry(6, 3));
        log.write(new StorageBatch(9, state(3, 2), 0, null, entries));
        log.write(new StorageBatch(10, null, 0, start(3, 2, 1, 1), List.of()));
    }

    @AfterEach
    void theStoreIsStillUsableAndSound() {
        log.write(new StorageBatch(Long.MAX_VALUE, null, 0, null, List.of()));
        DurableLogStore.open(store, slots);
    }

    @Test
    void ioSeqGrows() {
        assertRefused(new StorageBatch(10, null, 0, null, List.of()), "ioSeq 10 does not follow 10");
        assertRefused(new StorageBatch(9, null, 0, null, List.of()), "ioSeq 9 does not follow 10");
    }

    @Test
    void entriesLeaveNoGap() {
        assertRefused(batch(0, entry(8, 3)), "entry 8 where entry 7 must follow");
        assertRefused(batch(6, entry(7, 3)), "entry 7 where entry 6 must follow");
        assertRefused(batch(0, entry(7, 3), entry(9, 3)), "entry 9 where entry 8 must follow");
    }

    @Test
    void entriesReplaceNothingThatWasNotTruncated() {
        assertRefused(batch(0, entry(6, 3)), "entry 6 where entry 7 must follow");
        assertRefused(batch(6, entry(5, 3), entry(6, 3)), "entry 5 where entry 6 must follow");
        assertRefused(batch(0, entry(7, 3), entry(7, 3)), "entry 7 where entry 8 must follow");
    }

    @Test
    void truncationBeyondTheEndRemovesNothing() {
        assertRefused(batch(9, entry(9, 3)), "entry 9 where entry 7 must follow");
        log.write(batch(9, entry(7, 3)));
        log.write(new StorageBatch(12, null, 6, null, List.of(entry(6, 3))));
        assertRefused(new StorageBatch(13, null, 0, null, List.of(entry(8, 3))), "entry 8 where entry 7 must follow");
    }

    @Test
    void termsNeverFallAlongTheLog() {
        assertRefused(batch(0, entry(7, 2)), "entry 7 of term 2 follows one of term 3");
        assertRefused(batch(6, entry(6, 3), entry(7, 2)), "entry 7 of term 2 follows one of term 3");
        assertRefused(batch(4, entry(4, 1)), "entry 4 of term 1 follows one of term 2");
    }

    @Test
    void nothingIsOfALaterTermThanTheHardState() {
        assertRefused(batch(0, entry(7, 4)), "term 4, later than the current term 3");
        assertRefused(installing(20, 4), "term 4, later than the current term 3");
        log.write(new StorageBatch(11, state(4, 0), 0, null, List.of(entry(7, 4))));
    }

    @Test
    void termsAndVotesAreNeverTakenBack() {
        assertRefused(with(state(2, 2)), "falls behind the stored term 3");
        assertRefused(with(state(3, 1)), "cannot become " + member(1));
        assertRefused(with(state(3, 0)), "cannot become null");
        HardState otherDisk = new HardState(3, new Member(2, member(2).diskId() + 1), 0, false);
        assertRefused(with(otherDisk), "cannot become");
        log.write(with(state(3, 2)));
        log.write(new StorageBatch(12, state(4, 0), 0, null, List.of()));
        log.write(new StorageBatch(13, state(4, 1), 0, null, List.of()));
        assertRefused(new StorageBatch(14, state(4, 2), 0, null, List.of()), "cannot become " + member(2));
    }

    @Test
    void onlyTheStoreBeginsAnIncarnation() {
        assertRefused(with(new HardState(3, member(2), 1, true)), "incarnation 1 where the store is in 0");
        assertRefused(with(new HardState(3, member(2), 1, false)), "incarnation 1 where the store is in 0");
        log = afterLoss();
        assertRefused(with(new HardState(3, member(2), 0, true)), "incarnation 0 where the store is in 1");
        log.write(new StorageBatch(1, new HardState(4, null, 1, true), 0, null, List.of()));
    }

    @Test
    void aReplicaEndsItsRecoveryButNeverBeginsOne() {
        assertRefused(with(new HardState(3, member(2), 0, true)), "which has nothing to recover");
        log = afterLoss();
        log.write(new StorageBatch(1, new HardState(3, member(2), 1, false), 0, null, List.of()));
        assertRefused(with(new HardState(3, member(2), 1, true)), "which has nothing to recover");
    }

    @Test
    void truncationSparesWhatTheSnapshotCovers() {
        assertRefused(batch(-1), "negative index -1");
        assertRefused(batch(3), "the snapshot of entry 3 covers");
        assertRefused(batch(1), "the snapshot of entry 3 covers");
        log.write(batch(4));
        assertRefused(new StorageBatch(12, null, 2, null, List.of()), "the snapshot of entry 3 covers");
    }

    @Test
    void whatIsInstalledIsNewerAndTakesTheWholeLog() {
        assertRefused(new StorageBatch(11, null, 3, start(20, 3, 20, 3), List.of()), "snapshot of entry 3 covers");
        assertRefused(new StorageBatch(11, null, 2, start(3, 2, 3, 2), List.of()), "snapshot of entry 3 covers");
        assertRefused(new StorageBatch(11, null, 2, start(4, 2, 3, 2), List.of()), "snapshot of entry 3 covers");
        assertRefused(new StorageBatch(11, null, 2, start(20, 3, 6, 3), List.of()), "snapshot of entry 3 covers");
        assertRefused(new StorageBatch(11, null, 0, start(20, 3, 20, 3), List.of()), "beyond entry 6, which is kept");
        assertRefused(new StorageBatch(11, null, 6, start(20, 3, 20, 3), List.of()), "beyond entry 5, which is kept");
        log.write(installing(20, 3));
        assertRefused(new StorageBatch(12, null, 0, null, List.of(entry(22, 3))), "entry 22 where entry 21 must");
        assertRefused(new StorageBatch(12, null, 20, null, List.of()), "the snapshot of entry 20 covers");
        log.write(new StorageBatch(12, null, 0, null, List.of(entry(21, 3))));
    }

    @Test
    void anInstalledSnapshotMayCoverLessThanTheLogHeld() {
        log.write(installing(5, 2));
        assertRefused(new StorageBatch(12, null, 0, null, List.of(entry(7, 3))), "entry 7 where entry 6 must follow");
        log.write(new StorageBatch(12, null, 0, null, List.of(entry(6, 2))));
    }

    @Test
    void aLogThatHoldsNothingBeginsWhereverItsSnapshotEnds() {
        log.write(new StorageBatch(11, null, 0, start(6, 3, 6, 3), List.of()));
        assertRefused(new StorageBatch(12, null, 0, start(9, 3, 8, 3), List.of()), "base 8 is not stored");
        log.write(new StorageBatch(12, null, 0, start(9, 3, 9, 3), List.of(entry(10, 3))));
    }

    @Test
    void theBaseIsAStoredEntryAndNeverMovesBack() {
        log.write(new StorageBatch(11, null, 0, start(4, 2, 3, 2), List.of()));
        assertRefused(starting(4, 2, 2, 1), "base 2 goes back behind the stored base 3");
        assertRefused(starting(5, 3, 4, 3), "base 4 of term 3, the log gives it 2");
        assertRefused(starting(5, 3, 3, 1), "base 3 of term 1, the log gives it 2");
        log.write(starting(5, 3, 3, 2));
    }

    @Test
    void snapshotsNeverGoBackAndCoverStoredEntriesOnly() {
        assertRefused(starting(2, 1, 1, 1), "the snapshot of entry 2 is not newer than that of entry 3");
        LogStart otherBytes = new LogStart(snapshot(3, 2, 99), new EntryId(1, 2));
        assertRefused(new StorageBatch(11, null, 0, otherBytes, List.of()), "is not newer than that of entry 3");
        assertRefused(starting(7, 3, 1, 1), "snapshot of entry 7 while the log ends at 6");
        assertRefused(starting(4, 3, 1, 1), "snapshot of entry 4 with term 3, the log gives it 2");
        assertRefused(
                new StorageBatch(11, null, 6, start(6, 3, 1, 1), List.of()),
                "snapshot of entry 6 while the log ends at 5");
        assertRefused(
                new StorageBatch(11, null, 0, start(7, 2, 1, 1), List.of(entry(7, 3))),
                "snapshot of entry 7 with term 2, the log gives it 3");
        log.write(starting(3, 2, 2, 1));
    }

    @Test
    void theContractHoldsAcrossARestart() {
        log = DurableLogStore.open(store, slots);
        assertRefused(new StorageBatch(0, null, 0, null, List.of()), "ioSeq 0 does not follow 0");
        assertRefused(new StorageBatch(1, null, 2, null, List.of()), "the snapshot of entry 3 covers");
        assertRefused(new StorageBatch(1, state(3, 1), 0, null, List.of()), "cannot become");
        assertRefused(new StorageBatch(1, null, 0, start(2, 1, 1, 1), List.of()), "is not newer");
        assertRefused(new StorageBatch(1, null, 0, null, List.of(entry(7, 2))), "follows one of term 3");
        log.write(new StorageBatch(1, null, 0, null, List.of(entry(7, 3))));
    }

    private DurableLogStore afterLoss() {
        Verdict told = new Verdict.Damaged(1, 0, "somebody says so");
        return DurableLogStore.open(store, slots, told, MarkSync.BEFORE_ACKNOWLEDGING);
    }

    private void assertRefused(StorageBatch batch, String reason) {
        slots.steps().clear();
        int writes = store.writes();
        String message = assertThrows(IllegalStateException.class, () -> log.write(batch))
                .getMessage();
        assertTrue(message.contains(reason), message);
        assertEquals(writes, store.writes(), "nothing was written");
        assertEquals(List.of(), slots.steps(), "nothing was written");
    }

    private static StorageBatch batch(long truncateFrom, LogEntry... entries) {
        return new StorageBatch(11, null, truncateFrom, null, List.of(entries));
    }

    private static StorageBatch with(HardState state) {
        return new StorageBatch(11, state, 0, null, List.of());
    }

    private static StorageBatch starting(long index, long term, long baseIndex, long baseTerm) {
        return new StorageBatch(12, null, 0, start(index, term, baseIndex, baseTerm), List.of());
    }

    private static StorageBatch installing(long index, long term) {
        return new StorageBatch(11, null, 2, start(index, term, index, term), List.of());
    }

    private static LogStart start(long index, long term, long baseIndex, long baseTerm) {
        return new LogStart(snapshot(index, term, 0), new EntryId(baseTerm, baseIndex));
    }

    private static HardState state(long term, long votedFor) {
        return new HardState(term, member(votedFor), 0, false);
    }

    private static LogEntry entry(long index, long term) {
        return new LogEntry(index, term, EntryKind.COMMAND, new byte[] {(byte) index});
    }
}
