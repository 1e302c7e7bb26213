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

/** A small store, damaged at every place: the verdict says so each time, and nothing is ever read wrongly. */
class DamageTest {
    /** Every single bit, and all of them. */
    private static final int[] DIFFERENCES = {1, 2, 4, 8, 16, 32, 64, 128, 255};

    private static final List<LogEntry> ENTRIES = List.of(
            new LogEntry(1, 1, EntryKind.NOOP, new byte[0]),
            new LogEntry(2, 1, EntryKind.COMMAND, new byte[] {1, 2, 3}),
            new LogEntry(3, 1, EntryKind.COMMAND, new byte[] {1, 2, 3}),
            new LogEntry(4, 2, EntryKind.NOOP, new byte[0]),
            new LogEntry(5, 2, EntryKind.COMMAND, new byte[] {4, 5, 6, 7, 8, 9}),
            new LogEntry(6, 2, EntryKind.COMMAND, new byte[] {7}));

    private final NavigableMap<byte[], byte[]> disk = MemoryStore.emptyDisk();
    private final MemorySlots slots = new MemorySlots();

    @BeforeEach
    void fill() {
        DurableLogStore.init(new MemoryStore(disk), slots, LogModel.CONFIGURATION);
        try (DurableLogStore log = DurableLogStore.open(new MemoryStore(disk), slots)) {
            log.write(new StorageBatch(1, state(2), 0, null, ENTRIES));
            log.write(new StorageBatch(2, null, 0, start(4, 2, 2, 1), List.of()));
        }
    }

    @Test
    void everyChangedByteOfEveryValueIsSeen() {
        int damaged = 0;
        for (byte[] key : keys()) {
            byte[] sound = disk.get(key);
            for (int at = 0; at < sound.length; at++) {
                for (int difference : DIFFERENCES) {
                    byte[] value = sound.clone();
                    value[at] ^= (byte) difference;
                    disk.put(key, value);
                    assertSeen();
                    damaged++;
                }
            }
            disk.put(key, sound);
        }
        assertTrue(damaged > 4_000, "damaged only " + damaged + " times");
        assertEquals(
                new Verdict.Clean(),
                DurableLogStore.open(new MemoryStore(disk), slots).verdict());
    }

    @Test
    void everyValueCutShortOrGrownIsSeen() {
        for (byte[] key : keys()) {
            byte[] sound = disk.get(key);
            for (int length = 0; length <= sound.length + 3; length++) {
                if (length != sound.length) {
                    disk.put(key, Arrays.copyOf(sound, length));
                    assertSeen();
                }
            }
            disk.put(key, sound);
        }
    }

    @Test
    void everyChangedByteOfEveryKeyIsSeen() {
        for (byte[] key : keys()) {
            byte[] value = disk.remove(key);
            for (int at = 0; at < key.length; at++) {
                for (int difference : DIFFERENCES) {
                    byte[] other = key.clone();
                    other[at] ^= (byte) difference;
                    if (!disk.containsKey(other)) {
                        disk.put(other, value);
                        assertSeen();
                        disk.remove(other);
                    }
                }
            }
            disk.put(key, value);
        }
    }

    @Test
    void aSoundRecordUnderTheKeyOfAnotherIsSeen() {
        for (byte[] key : keys()) {
            byte[] sound = disk.get(key);
            for (byte[] other : keys()) {
                if (!Arrays.equals(key, other)) {
                    disk.put(key, disk.get(other));
                    assertSeen();
                }
            }
            disk.put(key, sound);
        }
    }

    @Test
    void everyMissingRecordIsSeen() {
        for (byte[] key : keys()) {
            byte[] sound = disk.remove(key);
            assertSeen();
            disk.put(key, sound);
        }
    }

    @Test
    void everyChangedByteOfEverySlotIsHarmlessOrSeen() {
        for (Slot slot : Slot.values()) {
            byte[] content = slots.bytes(slot);
            for (int at = 0; at < content.length; at++) {
                content[at] ^= 1;
                DurableLogStore log = DurableLogStore.open(new MemoryStore(copyOf(disk)), slots.copy());
                HardState found = log.restored().hardState();
                if (log.verdict() instanceof Verdict.Damaged) {
                    assertEquals(state(2).afterLoss(), found);
                } else {
                    assertEquals(state(2), found);
                    LogModel.assertEqual(ENTRIES.subList(2, 6), log.restored().entries());
                }
                content[at] ^= 1;
            }
        }
    }

    @Test
    void aHoleIsNamedByTheFirstEntryMissing() {
        disk.remove(KeyLayout.entryKey(5));
        Verdict.Damaged damaged = assertInstanceOf(
                Verdict.Damaged.class,
                DurableLogStore.open(new MemoryStore(disk), slots).verdict());
        assertEquals(5, damaged.firstIndex());
        assertEquals(6, damaged.lastIndex());
        assertEquals("log entry 5 is missing, though entry 6 is stored", damaged.why());
    }

    @Test
    void anUnknownVersionIsNoDamage() {
        byte[] key = KeyLayout.entryKey(3);
        byte[] newer = disk.get(key);
        newer[0] = 2;
        Seal.close(key, newer);
        MemoryStore store = new MemoryStore(disk);
        String message = assertThrows(StoreException.class, () -> DurableLogStore.open(store, slots))
                .getMessage();
        assertTrue(message.startsWith("log entry 3 has format version 2"), message);
        assertTrue(message.contains("newer release"), message);
        assertEquals(0, store.writes());
    }

    @Test
    void amnesiaSaysWhatToDo() {
        slots.clear(Slot.HARD_STATE_A);
        slots.clear(Slot.HARD_STATE_B);
        AmnesiaException refused =
                assertThrows(AmnesiaException.class, () -> DurableLogStore.open(new MemoryStore(disk), slots));
        assertTrue(refused.getMessage().contains("replace the old member"), refused.getMessage());
        assertEquals(
                "neither copy of the hard state (term and vote) can be read",
                refused.verdict().why());
    }

    /** Opens a copy: either it is refused, or it is damaged and what is left of it is a beginning of what was there. */
    private void assertSeen() {
        MemoryStore copy = new MemoryStore(copyOf(disk));
        MemorySlots copied = slots.copy();
        try (DurableLogStore log = DurableLogStore.open(copy, copied)) {
            assertInstanceOf(Verdict.Damaged.class, log.verdict());
            assertEquals(state(2).afterLoss(), log.restored().hardState());
            for (LogEntry entry : log.restored().entries()) {
                LogModel.assertEqual(List.of(ENTRIES.get((int) entry.index() - 1)), List.of(entry));
            }
            assertTrue(log.restored().lastIndex() >= 4, "the snapshot covers that much");
        } catch (StoreException refused) {
            assertEquals(0, copy.writes(), "nothing was written: " + refused.getMessage());
        }
    }

    private static NavigableMap<byte[], byte[]> copyOf(NavigableMap<byte[], byte[]> disk) {
        NavigableMap<byte[], byte[]> copy = MemoryStore.emptyDisk();
        for (Map.Entry<byte[], byte[]> pair : disk.entrySet()) {
            copy.put(pair.getKey(), pair.getValue().clone());
        }
        return copy;
    }

    private static HardState state(long term) {
        return new HardState(term, LogModel.member(3), 0, false);
    }

    private static LogStart start(long index, long term, long baseIndex, long baseTerm) {
        return new LogStart(LogModel.snapshot(index, term, 5), new EntryId(baseTerm, baseIndex));
    }

    private List<byte[]> keys() {
        return new ArrayList<>(disk.keySet());
    }
}
