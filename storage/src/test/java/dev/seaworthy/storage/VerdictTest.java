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
import dev.seaworthy.engine.host.StorageBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the log store concludes from what it finds, for losses that leave every record sound. */
class VerdictTest {
    private static final HardState VOTE = new HardState(3, LogModel.member(2), 0, false);

    private NavigableMap<byte[], byte[]> disk = MemoryStore.emptyDisk();
    private MemorySlots slots = new MemorySlots();
    private DurableLogStore log;
    private long ioSeq;

    @BeforeEach
    void fill() {
        DurableLogStore.init(new MemoryStore(disk), slots, LogModel.CONFIGURATION);
        log = open();
        write(VOTE, 0, null, entry(1, 1), entry(2, 1), entry(3, 2));
    }

    @Test
    void aLastBatchThatWasAcknowledgedAndIsGoneIsDamage() {
        NavigableMap<byte[], byte[]> before = copyOf(disk);
        write(null, 0, null, entry(4, 3), entry(5, 3));
        disk = before;
        assertDamaged(4, 5, "was acknowledged");
    }

    @Test
    void aLastBatchThatWasNeverAcknowledgedIsNoLoss() {
        NavigableMap<byte[], byte[]> before = copyOf(disk);
        MemorySlots marks = slots.copy();
        write(null, 0, null, entry(4, 3));
        disk = before;
        slots = marks;
        assertEquals(new Verdict.Clean(), open().verdict());
        Verdict torn = new Verdict.Torn("a write");
        DurableLogStore opened = DurableLogStore.open(new MemoryStore(disk), slots, torn, MarkSync.LATER);
        assertEquals(torn, opened.verdict());
        assertEquals(VOTE, opened.restored().hardState());
    }

    @Test
    void aTornWriteBelowThatWasAcknowledgedIsDamage() {
        NavigableMap<byte[], byte[]> before = copyOf(disk);
        write(null, 0, null, entry(4, 3));
        disk = before;
        DurableLogStore opened =
                DurableLogStore.open(new MemoryStore(disk), slots, new Verdict.Torn("a write"), MarkSync.LATER);
        assertInstanceOf(Verdict.Damaged.class, opened.verdict());
        assertEquals(VOTE.afterLoss(), opened.restored().hardState());
    }

    @Test
    void anotherBatchInThePlaceOfTheAcknowledgedOneIsDamage() {
        NavigableMap<byte[], byte[]> before = copyOf(disk);
        MemorySlots marks = slots.copy();
        write(null, 0, null, entry(4, 3));
        NavigableMap<byte[], byte[]> other = disk;
        MemorySlots acknowledged = slots;
        disk = before;
        slots = marks;
        log = open();
        disk = other;
        assertEquals(new Verdict.Clean(), new Opened(copyOf(disk), acknowledged.copy()).verdict());
        assertInstanceOf(Verdict.Damaged.class, new Opened(copyOf(disk), slots).verdict());
    }

    @Test
    void aBatchLostFromTheMiddleIsDamage() {
        NavigableMap<byte[], byte[]> before = copyOf(disk);
        write(null, 0, null, entry(4, 3));
        Map<byte[], byte[]> lost = changes(before);
        write(null, 0, null, entry(5, 3));
        lost.keySet().forEach(disk::remove);
        assertDamaged(4, 5, "log entry 4 is missing");
    }

    @Test
    void aLostBatchThatLeavesNoHoleIsDamage() {
        write(null, 0, null, entry(4, 2), entry(5, 2));
        NavigableMap<byte[], byte[]> before = copyOf(disk);
        write(null, 4, null, entry(4, 3));
        NavigableMap<byte[], byte[]> lost = changes(before);
        write(null, 0, null, entry(5, 3), entry(6, 3));
        for (byte[] key : lost.keySet()) {
            restore(key, before);
        }
        assertDamaged(5, 6, "does not follow");
    }

    @Test
    void anEntryThatWasTruncatedAndCameBackIsDamage() {
        write(null, 0, null, entry(4, 2), entry(5, 2));
        NavigableMap<byte[], byte[]> before = copyOf(disk);
        write(null, 5, null);
        restore(KeyLayout.entryKey(5), before);
        assertDamaged(5, 5, "is stored, though the log ended before it");
        assertEquals(4, open().restored().lastIndex());
    }

    @Test
    void anOlderEntryInThePlaceOfANewerOneIsDamage() {
        write(null, 0, null, entry(4, 2));
        NavigableMap<byte[], byte[]> before = copyOf(disk);
        write(null, 4, null, entry(4, 3));
        restore(KeyLayout.entryKey(4), before);
        assertDamaged(4, 4, "is not the one that was last");
    }

    @Test
    void aLostHeaderIsDamage() {
        write(null, 0, null, entry(4, 3));
        write(null, 0, null, entry(5, 3));
        disk.remove(KeyLayout.headerKey(3));
        assertDamaged(6, 5, "batch 3, which batch 4 followed, is gone");
    }

    @Test
    void aMarkThatCannotBeReadIsDamageOnlyWhereItMayHaveBeenTheNewest() {
        write(null, 0, null, entry(4, 3));
        Slot newest = Slot.MARK_A;
        MemorySlots sound = slots.copy();
        slots.bytes(Slot.MARK_B)[3] ^= 1;
        assertInstanceOf(Verdict.Damaged.class, new Opened(copyOf(disk), slots.copy()).verdict(), "a fifth batch?");
        slots = sound;
        slots.bytes(newest)[3] ^= 1;
        assertEquals(
                new Verdict.Clean(),
                new Opened(copyOf(disk), slots.copy()).verdict(),
                "the batch it may name is there");
        slots.bytes(Slot.MARK_B)[3] ^= 1;
        assertDamaged(5, 4, "no mark of the last batch");
    }

    @Test
    void aMarkThatMayHaveFollowedTheLastBatchFoundIsDamage() {
        NavigableMap<byte[], byte[]> before = copyOf(disk);
        write(null, 0, null, entry(4, 3));
        disk = before;
        slots.bytes(Slot.MARK_A)[3] ^= 1;
        slots.bytes(Slot.MARK_B)[3] ^= 0;
        assertInstanceOf(Verdict.Damaged.class, open().verdict());
    }

    @Test
    void anOpeningInterruptedInTheMiddleOfAMarkIsNoLoss() {
        for (int batch = 4; batch < 6; batch++) {
            int torn = 0;
            for (int marks = 0; marks < 2; marks++) {
                for (int bytes = 1; bytes < 30; bytes++) {
                    torn += openInterrupted(marks, bytes) ? 1 : 0;
                }
            }
            assertTrue(torn > 30, "marks that cannot be read: " + torn);
            write(null, 0, null, entry(batch, 3));
        }
    }

    /** Opening stops after so many marks and so many bytes of the next; whether that one cannot be read then. */
    private boolean openInterrupted(int marks, int bytes) {
        NavigableMap<byte[], byte[]> found = copyOf(disk);
        MemorySlots torn = slots.copy();
        MemorySlots whole = slots.copy();
        assertEquals(new Verdict.Clean(), new Opened(found, whole).verdict());
        List<Slot> order = whole.steps().stream()
                .filter(step -> step.startsWith("sync mark-"))
                .map(step -> step.endsWith("a") ? Slot.MARK_A : Slot.MARK_B)
                .toList();
        for (int i = 0; i < marks; i++) {
            System.arraycopy(whole.bytes(order.get(i)), 0, torn.bytes(order.get(i)), 0, SlotStore.SLOT_BYTES);
        }
        System.arraycopy(whole.bytes(order.get(marks)), 0, torn.bytes(order.get(marks)), 0, bytes);
        boolean unreadable = Mark.decodeOrNull(torn.bytes(order.get(marks))) == null;
        assertEquals(new Verdict.Clean(), new Opened(found, torn).verdict(), marks + " marks and " + bytes + " bytes");
        return unreadable;
    }

    @Test
    void oneCopyOfTheHardStateIsEnough() {
        for (Slot slot : List.of(Slot.HARD_STATE_A, Slot.HARD_STATE_B)) {
            MemorySlots damaged = slots.copy();
            damaged.bytes(slot)[12] ^= 1;
            assertEquals(new Verdict.Clean(), new Opened(copyOf(disk), damaged).verdict());
            assertEquals(VOTE, HardStateRecord.decodeOrNull(damaged.bytes(slot)).state(), "it is mended");
            MemorySlots unreadable = slots.copy();
            unreadable.makeUnreadable(slot);
            assertEquals(new Verdict.Clean(), new Opened(copyOf(disk), unreadable).verdict());
        }
    }

    @Test
    void bothCopiesAreDurableBeforeTheBatchAndTheMarkAfterIt() {
        slots.steps().clear();
        MemoryStore store = new MemoryStore(disk) {
            @Override
            public void write(WriteBatch batch, boolean sync) {
                slots.steps().add("log " + sync);
                super.write(batch, sync);
            }
        };
        log = DurableLogStore.open(store, slots);
        slots.steps().clear();
        ioSeq = 0;
        write(new HardState(4, null, 0, false), 0, null, entry(4, 4));
        List<String> hardState =
                List.of("write hard-state-a", "sync hard-state-a", "write hard-state-b", "sync hard-state-b");
        List<String> expected = new ArrayList<>(hardState);
        expected.addAll(List.of("log true", "write mark-b", "sync mark-b"));
        assertEquals(expected, slots.steps());
        slots.steps().clear();
        write(new HardState(5, LogModel.member(1), 0, false), 0, null);
        assertEquals(hardState, slots.steps(), "a vote alone touches no log");
    }

    @Test
    void thatARecoveryHasEndedIsSavedAfterTheEntriesItRestsOn() {
        disk.remove(KeyLayout.entryKey(3));
        MemoryStore store = new MemoryStore(disk) {
            @Override
            public void write(WriteBatch batch, boolean sync) {
                slots.steps().add("log: " + (slots.hardState().recovering() ? "recovering" : "recovered"));
                super.write(batch, sync);
            }
        };
        log = DurableLogStore.open(store, slots);
        slots.steps().clear();
        ioSeq = 0;
        write(new HardState(4, null, 1, false), 0, null, entry(3, 2));
        assertTrue(slots.steps().contains("log: recovering"), slots.steps().toString());
        assertEquals(new HardState(4, null, 1, false), slots.hardState());
    }

    @Test
    void marksSyncedLaterAreSyncedWhenAskedAndAtClosing() {
        log = DurableLogStore.open(new MemoryStore(disk), slots, new Verdict.Clean(), MarkSync.LATER);
        slots.steps().clear();
        ioSeq = 0;
        write(null, 0, null, entry(4, 3));
        assertEquals(List.of("write mark-b"), slots.steps());
        log.syncMark();
        log.syncMark();
        assertEquals(List.of("write mark-b", "sync mark-b"), slots.steps());
        write(null, 0, null, entry(5, 3));
        log.close();
        assertEquals(List.of("write mark-b", "sync mark-b", "write mark-a", "sync mark-a"), slots.steps());
    }

    @Test
    void aCompactedPrefixIsDeletedBitByBitAndIsNoDamageMeanwhile() {
        LogEntry[] many = new LogEntry[1_000];
        for (int i = 0; i < many.length; i++) {
            many[i] = entry(4 + i, 3);
        }
        write(null, 0, null, many);
        write(null, 0, new LogStart(LogModel.snapshot(1_000, 3, 5), new EntryId(3, 900)));
        int stored = disk.size();
        assertTrue(disk.containsKey(KeyLayout.entryKey(900)), "not all at once");
        assertEquals(new Verdict.Clean(), new Opened(copyOf(disk), slots.copy()).verdict());
        log = open();
        ioSeq = 0;
        for (long index = 1_004; disk.containsKey(KeyLayout.entryKey(900)); index++) {
            int before = disk.size();
            write(null, 0, null, entry(index, 3));
            assertTrue(before - disk.size() <= LogWriter.DELETES_PER_BATCH, "a bounded portion");
        }
        assertTrue(disk.size() < stored - 600);
        assertEquals(900, open().restored().base().index());
        assertTrue(disk.containsKey(KeyLayout.entryKey(901)));
    }

    @Test
    void aFailedWriteOfTheMarkIsAFailedWrite() {
        slots.failWith(new StoreException("the disk said no"));
        StorageBatch batch = new StorageBatch(9, null, 0, null, List.of(entry(4, 3)));
        assertThrows(StoreException.class, () -> log.write(batch));
        slots.failWith(null);
        assertThrows(StoreException.class, () -> log.read(1, 1));
    }

    /** A copy that was opened. */
    private record Opened(NavigableMap<byte[], byte[]> disk, MemorySlots slots) {
        private Verdict verdict() {
            return DurableLogStore.open(new MemoryStore(disk), slots).verdict();
        }
    }

    private void assertDamaged(long firstIndex, long lastIndex, String why) {
        DurableLogStore opened = DurableLogStore.open(new MemoryStore(disk), slots);
        Verdict.Damaged damaged = assertInstanceOf(Verdict.Damaged.class, opened.verdict());
        assertTrue(damaged.why().contains(why), damaged.why());
        assertEquals(firstIndex, damaged.firstIndex());
        assertEquals(lastIndex, damaged.lastIndex());
        assertEquals(VOTE.afterLoss(), opened.restored().hardState());
        DurableLogStore later = open();
        assertEquals(new Verdict.Clean(), later.verdict(), "it is told once");
        assertEquals(VOTE.afterLoss(), later.restored().hardState(), "and remembered");
    }

    /** What a batch has put. */
    private NavigableMap<byte[], byte[]> changes(NavigableMap<byte[], byte[]> before) {
        NavigableMap<byte[], byte[]> changes = MemoryStore.emptyDisk();
        for (Map.Entry<byte[], byte[]> pair : disk.entrySet()) {
            if (!Arrays.equals(before.get(pair.getKey()), pair.getValue())) {
                changes.put(pair.getKey(), pair.getValue());
            }
        }
        return changes;
    }

    private void restore(byte[] key, NavigableMap<byte[], byte[]> before) {
        if (before.containsKey(key)) {
            disk.put(key, before.get(key));
        } else {
            disk.remove(key);
        }
    }

    private static NavigableMap<byte[], byte[]> copyOf(NavigableMap<byte[], byte[]> disk) {
        NavigableMap<byte[], byte[]> copy = MemoryStore.emptyDisk();
        copy.putAll(disk);
        return copy;
    }

    private DurableLogStore open() {
        return DurableLogStore.open(new MemoryStore(disk), slots);
    }

    private void write(HardState state, long truncateFrom, LogStart start, LogEntry... entries) {
        log.write(new StorageBatch(++ioSeq, state, truncateFrom, start, List.of(entries)));
    }

    private static LogEntry entry(long index, long term) {
        return new LogEntry(index, term, EntryKind.COMMAND, new byte[] {(byte) index, (byte) term});
    }
}
