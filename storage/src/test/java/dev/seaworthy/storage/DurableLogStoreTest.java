package dev.seaworthy.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.LogStart;
import dev.seaworthy.engine.host.Restored;
import dev.seaworthy.engine.host.StorageBatch;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import org.junit.jupiter.api.Test;

/**
 * How the log store meets the store underneath: how often it writes, what it refuses, and what a failed write leaves.
 */
class DurableLogStoreTest {
    private final NavigableMap<byte[], byte[]> disk = MemoryStore.emptyDisk();
    private final MemorySlots slots = new MemorySlots();

    @Test
    void aNewLogIsEmptyAndKnowsItsConfiguration() {
        try (DurableLogStore log = initialised()) {
            Restored restored = log.restored();
            assertEquals(LogModel.CONFIGURATION, restored.configuration());
            assertEquals(HardState.INITIAL, restored.hardState());
            assertEquals(List.of(), restored.entries());
            assertNull(restored.start());
        }
    }

    @Test
    void anEmptyStoreIsNotTakenForANewMember() {
        StoreException refused =
                assertThrows(StoreException.class, () -> DurableLogStore.open(new MemoryStore(disk), slots));
        assertTrue(refused.getMessage().contains("initialise it if this member is new"), refused.getMessage());
    }

    @Test
    void aStoreThatHoldsALogIsNotInitialisedAgain() {
        initialised().close();
        assertThrows(
                StoreException.class, () -> DurableLogStore.init(new MemoryStore(disk), slots, LogModel.CONFIGURATION));
        assertEquals(
                LogModel.CONFIGURATION,
                DurableLogStore.open(new MemoryStore(disk), slots).restored().configuration());
    }

    @Test
    void aBatchIsOneSyncedWriteWhateverItHolds() {
        initialised().close();
        MemoryStore store = new MemoryStore(disk);
        DurableLogStore log = DurableLogStore.open(store, slots);
        int opening = store.writes();
        List<LogEntry> entries = List.of(entry(1, 1), entry(2, 1), entry(3, 2), entry(4, 2));
        log.write(new StorageBatch(1, state(2, 1), 0, null, entries));
        LogStart start = new LogStart(LogModel.snapshot(2, 1, 5), new EntryId(1, 1));
        log.write(new StorageBatch(2, state(3, 2), 4, start, List.of(entry(4, 3))));
        assertEquals(opening + 2, store.writes());
        assertEquals(opening + 2, store.syncs());
        Restored restored = DurableLogStore.open(new MemoryStore(disk), slots).restored();
        assertEquals(state(3, 2), restored.hardState());
        assertEquals(start, restored.start());
        LogModel.assertEqual(List.of(entry(2, 1), entry(3, 2), entry(4, 3)), restored.entries());
    }

    @Test
    void anInstalledSnapshotTakesTheLogsPlaceInOneSyncedWrite() {
        initialised().close();
        MemoryStore store = new MemoryStore(disk);
        DurableLogStore log = DurableLogStore.open(store, slots);
        log.write(new StorageBatch(1, state(2, 1), 0, null, List.of(entry(1, 1), entry(2, 2), entry(3, 2))));
        int before = store.writes();
        LogStart start = new LogStart(LogModel.snapshot(2, 1, 5), new EntryId(1, 2));
        log.write(new StorageBatch(2, null, 1, start, List.of()));
        assertEquals(before + 1, store.writes());
        assertEquals(before + 1, store.syncs());
        Restored restored = DurableLogStore.open(new MemoryStore(disk), slots).restored();
        assertEquals(start, restored.start());
        assertEquals(List.of(), restored.entries());
        assertEquals(2, restored.lastIndex());
        assertEquals(List.of(), log.read(1, 9));
    }

    @Test
    void aNodeThatIsYetToJoinKnowsNobody() {
        DurableLogStore.init(new MemoryStore(disk), slots, Configuration.NONE);
        DurableLogStore log = DurableLogStore.open(new MemoryStore(disk), slots);
        assertEquals(Configuration.NONE, log.restored().configuration());
    }

    @Test
    void aReadThatMeetsDamageFailsAndNeverLeavesAnEntryOut() {
        DurableLogStore log = initialised();
        log.write(new StorageBatch(1, state(2, 1), 0, null, List.of(entry(1, 1), entry(2, 2), entry(3, 2))));
        LogModel.assertEqual(List.of(entry(2, 2), entry(3, 2)), log.read(2, 9));
        for (long index = 1; index <= 3; index++) {
            byte[] key = KeyLayout.entryKey(index);
            byte[] sound = disk.remove(key);
            assertReadNames(log, "log entry " + index + " is missing");
            disk.put(key, EntryRecord.encode(key, entry(index, 3), 0));
            assertReadNames(log, "log entry " + index + " has term");
            byte[] damaged = sound.clone();
            damaged[26] ^= 4;
            disk.put(key, damaged);
            assertReadNames(log, "log entry " + index + " has checksum");
            disk.put(key, sound);
        }
        assertEquals(3, log.read(1, 3).size());
    }

    @Test
    void openingSyncsWhatItFinds() {
        initialised().close();
        MemoryStore store = new MemoryStore(disk);
        DurableLogStore.open(store, slots);
        assertEquals(1, store.syncs());
    }

    @Test
    void afterAFailedWriteEverythingIsRefused() {
        initialised().close();
        MemoryStore store = new MemoryStore(disk);
        DurableLogStore log = DurableLogStore.open(store, slots);
        int opening = store.writes();
        StoreException failure = new StoreException("the disk said no");
        store.failWith(failure);
        StorageBatch batch = new StorageBatch(1, state(1, 1), 0, null, List.of(entry(1, 1)));
        assertSame(failure, assertThrows(StoreException.class, () -> log.write(batch)));
        store.failWith(null);
        StoreException refused = assertThrows(StoreException.class, () -> log.write(batch));
        assertSame(failure, refused.getCause());
        assertThrows(StoreException.class, log::restored);
        assertThrows(StoreException.class, () -> log.read(1, 1));
        assertEquals(opening + 1, store.writes(), "the failed write is never tried again");
        log.close();
    }

    @Test
    void aBatchWithoutRoomIsTriedAgainAndItsVoteIsDurableMeanwhile() {
        initialised().close();
        MemoryStore store = new MemoryStore(disk);
        DurableLogStore log = DurableLogStore.open(store, slots);
        log.write(new StorageBatch(1, state(1, 1), 0, null, List.of(entry(1, 1), entry(2, 1))));
        int before = store.writes();
        store.failWith(new DiskFullException(Path.of("full"), 1, 2));
        StorageBatch batch = new StorageBatch(2, state(2, 3), 2, null, List.of(entry(2, 2)));
        assertThrows(DiskFullException.class, () -> log.write(batch));
        assertThrows(DiskFullException.class, () -> log.write(batch));
        assertEquals(before + 2, store.writes());
        assertEquals(state(2, 3), slots.hardState());
        LogModel.assertEqual(List.of(entry(1, 1), entry(2, 1)), log.read(1, 2));
        // A vote in a batch of its own needs no room.
        log.write(new StorageBatch(2, state(3, 1), 0, null, List.of()));
        assertEquals(state(3, 1), slots.hardState());
        store.failWith(null);
        log.write(new StorageBatch(3, null, 2, null, List.of(entry(2, 2))));
        LogModel.assertEqual(List.of(entry(1, 1), entry(2, 2)), log.read(1, 2));
        log.close();
        assertHolds(state(3, 1), List.of(entry(1, 1), entry(2, 2)));
    }

    @Test
    void aBatchWithoutRoomThatIsNeverWrittenLeavesItsVoteAndNothingElse() {
        initialised().close();
        MemoryStore store = new MemoryStore(disk);
        DurableLogStore log = DurableLogStore.open(store, slots);
        log.write(new StorageBatch(1, state(1, 1), 0, null, List.of(entry(1, 1))));
        store.failWith(new DiskFullException(Path.of("full"), 1, 2));
        StorageBatch batch = new StorageBatch(2, state(2, 3), 0, null, List.of(entry(2, 2)));
        assertThrows(DiskFullException.class, () -> log.write(batch));
        log.close();
        assertHolds(state(2, 3), List.of(entry(1, 1)));
    }

    private void assertHolds(HardState state, List<LogEntry> entries) {
        try (DurableLogStore again = DurableLogStore.open(new MemoryStore(disk), slots)) {
            assertEquals(new Verdict.Clean(), again.verdict());
            assertEquals(state, again.restored().hardState());
            LogModel.assertEqual(entries, again.restored().entries());
        }
    }

    @Test
    void afterCloseEverythingIsRefusedAndClosingAgainDoesNothing() {
        DurableLogStore log = initialised();
        log.close();
        log.close();
        assertThrows(StoreException.class, log::restored);
        assertThrows(StoreException.class, () -> log.read(1, 1));
        StorageBatch batch = new StorageBatch(1, state(1, 1), 0, null, List.of());
        assertThrows(StoreException.class, () -> log.write(batch));
    }

    private static void assertReadNames(DurableLogStore log, String culprit) {
        String message =
                assertThrows(StoreException.class, () -> log.read(1, 3)).getMessage();
        assertTrue(message.startsWith(culprit), message);
    }

    private static HardState state(long term, long votedFor) {
        return new HardState(term, LogModel.member(votedFor), 0, false);
    }

    private DurableLogStore initialised() {
        DurableLogStore.init(new MemoryStore(disk), slots, LogModel.CONFIGURATION);
        return DurableLogStore.open(new MemoryStore(disk), slots);
    }

    private static LogEntry entry(long index, long term) {
        return new LogEntry(index, term, EntryKind.COMMAND, new byte[] {(byte) index, (byte) term});
    }
}
