package dev.seaworthy.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.LogStart;
import dev.seaworthy.engine.host.Restored;
import dev.seaworthy.engine.host.StorageBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store that is known to have lost acknowledged entries: what stays of it, and that the loss is never forgotten. */
class AfterLossTest {
    private static final HardState STATE = new HardState(3, LogModel.member(2), 0, false);
    private static final LogStart START = new LogStart(LogModel.snapshot(4, 2, 5), new EntryId(1, 2));

    /** Of the batches that make the log: its first, that of its opening, and two of entries. */
    private static final long LAST_SEQUENCE = 4;

    private NavigableMap<byte[], byte[]> disk = MemoryStore.emptyDisk();
    private MemorySlots slots = new MemorySlots();

    /** Entries 3 to 8 of terms 1, 2, 2, 3, 3, 3; the snapshot covers up to entry 4; term 3. */
    @BeforeEach
    void fill() {
        DurableLogStore.init(store(), slots, LogModel.CONFIGURATION);
        DurableLogStore log = DurableLogStore.open(store(), slots);
        List<LogEntry> entries = new ArrayList<>();
        for (long index = 1; index <= 8; index++) {
            entries.add(entry(index, 1 + index / 4 + index / 6 - index / 8));
        }
        log.write(new StorageBatch(1, STATE, 0, null, entries));
        log.write(new StorageBatch(2, null, 0, START, List.of()));
    }

    @Test
    void aLossThatShowsNowhereKeepsTheWholeLog() {
        Verdict told = new Verdict.Damaged(1, 8, "the files below say so");
        Restored restored =
                DurableLogStore.open(store(), slots, told, MarkSync.LATER).restored();
        assertEquals(STATE.afterLoss(), restored.hardState());
        assertEquals(START, restored.start());
        assertEquals(6, restored.entries().size());
    }

    @Test
    void theLogIsCutAtTheFirstEntryThatIsMissing() {
        disk.remove(KeyLayout.entryKey(6));
        assertKept(START.base(), 5);
    }

    @Test
    void theLogIsCutAtTheFirstEntryThatIsUnreadable() {
        disk.get(KeyLayout.entryKey(7))[3] ^= 1;
        assertKept(START.base(), 6);
    }

    @Test
    void theLogIsCutAtTheFirstEntryThatContradictsThoseBeforeIt() {
        disk.put(KeyLayout.entryKey(7), EntryRecord.encode(KeyLayout.entryKey(7), entry(7, 1), 0));
        assertKept(START.base(), 6);
    }

    @Test
    void theLogIsNeverCutBelowItsSnapshot() {
        for (long damaged = 3; damaged <= 4; damaged++) {
            disk = MemoryStore.emptyDisk();
            slots = new MemorySlots();
            fill();
            disk.get(KeyLayout.entryKey(damaged))[3] ^= 1;
            assertKept(START.snapshot().last(), 8);
        }
    }

    @Test
    void aLogThatEndsBeforeItsSnapshotDoesGoesOnAfterIt() {
        for (long index = 4; index <= 8; index++) {
            disk.remove(KeyLayout.entryKey(index));
        }
        assertKept(START.snapshot().last(), 4);
    }

    @Test
    void nothingIsKeptAfterAHoleThatBeginsBelowTheSnapshotAndEndsAboveIt() {
        disk.remove(KeyLayout.entryKey(4));
        disk.remove(KeyLayout.entryKey(5));
        assertKept(START.snapshot().last(), 4);
    }

    @Test
    void anEntryThatContradictsTheSnapshotIsNotNeededWhereTheRestIsProved() {
        disk.put(KeyLayout.entryKey(4), EntryRecord.encode(KeyLayout.entryKey(4), entry(4, 1), 0));
        assertKept(START.snapshot().last(), 8);
    }

    @Test
    void entriesThatNothingTiesToTheSnapshotAreNotKept() {
        disk.get(KeyLayout.entryKey(4))[3] ^= 1;
        disk.remove(KeyLayout.entryKey(8));
        assertKept(START.snapshot().last(), 4);
    }

    @Test
    void whatIsCutDoesNotComeBack() {
        disk.remove(KeyLayout.entryKey(6));
        DurableLogStore log = DurableLogStore.open(store(), slots);
        log.write(new StorageBatch(1, null, 0, null, List.of(entry(6, 3))));
        assertEquals(6, DurableLogStore.open(store(), slots).restored().lastIndex());
    }

    /** The header that is left tells of an entry that was replaced since: what follows is chained to what is there. */
    @Test
    void whatIsWrittenAfterALostHeaderFollowsTheEntryThatIsThere() {
        DurableLogStore before = DurableLogStore.open(store(), slots);
        HardState later = new HardState(4, STATE.votedFor(), 0, false);
        before.write(new StorageBatch(1, later, 8, null, List.of(entry(8, 4), entry(9, 4))));
        disk.remove(KeyLayout.headerKey(LAST_SEQUENCE + 2));
        DurableLogStore log = DurableLogStore.open(store(), slots);
        assertInstanceOf(Verdict.Damaged.class, log.verdict());
        assertEquals(new EntryId(4, 8), lastOf(log.restored()));
        log.write(new StorageBatch(1, null, 0, null, List.of(entry(9, 4))));
        DurableLogStore again = DurableLogStore.open(store(), slots);
        assertEquals(new Verdict.Clean(), again.verdict());
        assertEquals(new EntryId(4, 9), lastOf(again.restored()));
    }

    private static EntryId lastOf(Restored restored) {
        LogEntry last = restored.entries().get(restored.entries().size() - 1);
        return new EntryId(last.term(), last.index());
    }

    @Test
    void aLossIsRememberedUntilTheReplicaHasRecovered() {
        disk.remove(KeyLayout.entryKey(6));
        afterLoss();
        DurableLogStore log = DurableLogStore.open(store(), slots);
        assertEquals(STATE.afterLoss(), log.restored().hardState());
        HardState recovered = new HardState(3, STATE.votedFor(), 1, false);
        log.write(new StorageBatch(1, recovered, 0, null, List.of()));
        assertEquals(recovered, DurableLogStore.open(store(), slots).restored().hardState());
    }

    @Test
    void everyLossIsAnIncarnationOfItsOwn() {
        disk.remove(KeyLayout.entryKey(7));
        afterLoss();
        disk.remove(KeyLayout.entryKey(5));
        assertEquals(STATE.afterLoss().afterLoss(), afterLoss().hardState());
    }

    @Test
    void aLossIsOnRecordBeforeItsTracesAreClearedAway() {
        disk.remove(KeyLayout.entryKey(6));
        MemoryStore store = store();
        StoreException failure = new StoreException("the disk said no");
        store.failWith(failure);
        assertThrows(StoreException.class, () -> DurableLogStore.open(store, slots));
        assertEquals(STATE.afterLoss(), slots.hardState());
        assertEquals(STATE.afterLoss().afterLoss(), afterLoss().hardState(), "the traces are still to be seen");
    }

    @Test
    void aProcessThatDiesBeforeTheLossIsOnRecordHasChangedNothing() {
        disk.remove(KeyLayout.entryKey(6));
        slots.failWith(new StoreException("the disk said no"));
        MemoryStore store = store();
        assertThrows(StoreException.class, () -> DurableLogStore.open(store, slots));
        assertEquals(0, store.writes());
        slots.failWith(null);
        assertKept(START.base(), 5);
    }

    @Test
    void whereMoreThanEntriesIsLostNothingIsKept() {
        for (byte[] key : List.of(KeyLayout.configurationKey(), KeyLayout.logStartKey())) {
            byte[] sound = disk.get(key).clone();
            disk.get(key)[5] ^= 1;
            assertAmnesia("checksum");
            disk.put(key, sound);
        }
        disk.remove(KeyLayout.configurationKey());
        assertAmnesia("is missing");
    }

    @Test
    void aHardStateOlderThanAnyReadableEntryHasForgottenVotes() {
        disk.remove(KeyLayout.entryKey(5));
        slots.setHardState(new HardState(2, null, 0, false));
        assertAmnesia("has term 2, older than entry 6 of term 3");
        slots.setHardState(new HardState(1, null, 0, false));
        assertAmnesia("has term 1, older than the snapshot's last entry of term 2");
    }

    @Test
    void anEntryOfANewerReleaseIsNotTakenForALostOne() {
        byte[] key = KeyLayout.entryKey(6);
        byte[] newer = disk.get(key).clone();
        newer[0] = 9;
        disk.put(key, newer.clone());
        assertKept(START.base(), 5);
        Seal.close(key, newer);
        disk.put(key, newer);
        assertRefused("has format version 9");
    }

    @Test
    void anEmptyStoreHasNothingToRecoverFrom() {
        disk.clear();
        assertAmnesia("is missing");
        slots = new MemorySlots();
        assertRefused("the store is empty");
    }

    /** Fails unless exactly the entries from the base to this index stay, and later openings find the same. */
    private void assertKept(EntryId base, long lastIndex) {
        Restored restored = afterLoss();
        assertEquals(STATE.afterLoss(), restored.hardState());
        assertEquals(START.snapshot(), restored.start().snapshot());
        assertEquals(base, restored.base());
        assertEquals(lastIndex, restored.lastIndex());
        Restored later = DurableLogStore.open(store(), slots).restored();
        assertEquals(restored.hardState(), later.hardState());
        assertEquals(restored.start(), later.start());
        LogModel.assertEqual(restored.entries(), later.entries());
    }

    private void assertAmnesia(String reason) {
        assertInstanceOf(AmnesiaException.class, assertRefused(reason));
    }

    private StoreException assertRefused(String reason) {
        MemoryStore store = store();
        slots.steps().clear();
        StoreException refused = assertThrows(StoreException.class, () -> DurableLogStore.open(store, slots));
        assertTrue(refused.getMessage().contains(reason), refused.getMessage());
        assertEquals(0, store.writes(), "nothing was written");
        assertEquals(List.of(), slots.steps(), "nothing was written");
        return refused;
    }

    private Restored afterLoss() {
        DurableLogStore log = DurableLogStore.open(store(), slots);
        assertInstanceOf(Verdict.Damaged.class, log.verdict());
        return log.restored();
    }

    private MemoryStore store() {
        return new MemoryStore(disk);
    }

    private static LogEntry entry(long index, long term) {
        return new LogEntry(index, term, EntryKind.COMMAND, new byte[] {(byte) index, (byte) term});
    }
}
