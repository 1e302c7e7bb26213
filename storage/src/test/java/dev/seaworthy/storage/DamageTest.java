package dev.seaworthy.storage;

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
import java.util.NavigableMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A small store, damaged at every place: it is refused, and never read wrongly. */
class DamageTest {
    /** Every single bit, and all of them. */
    private static final int[] DIFFERENCES = {1, 2, 4, 8, 16, 32, 64, 128, 255};

    private final NavigableMap<byte[], byte[]> disk = MemoryStore.emptyDisk();

    /**
     * Entries 3 to 5 of two terms, all of them covered by the snapshot, so that nothing at the end can go missing
     * unseen.
     */
    @BeforeEach
    void fill() {
        DurableLogStore.init(new MemoryStore(disk), LogModel.CONFIGURATION);
        List<LogEntry> entries = List.of(
                new LogEntry(1, 1, EntryKind.NOOP, new byte[0]),
                new LogEntry(2, 1, EntryKind.COMMAND, new byte[] {1, 2, 3}),
                new LogEntry(3, 1, EntryKind.COMMAND, new byte[] {1, 2, 3}),
                new LogEntry(4, 2, EntryKind.NOOP, new byte[0]),
                new LogEntry(5, 2, EntryKind.COMMAND, new byte[] {4, 5, 6, 7, 8, 9}));
        try (DurableLogStore log = DurableLogStore.open(new MemoryStore(disk))) {
            log.write(new StorageBatch(1, state(2), 0, null, entries));
            log.write(new StorageBatch(2, null, 0, start(5, 2, 2, 1), List.of()));
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
                    assertRefusedNaming(KeyLayout.describe(key));
                    damaged++;
                }
            }
            disk.put(key, sound);
        }
        assertTrue(damaged > 1_600, "damaged only " + damaged + " times");
        DurableLogStore.open(new MemoryStore(disk)).close();
    }

    @Test
    void everyValueCutShortOrGrownIsSeen() {
        for (byte[] key : keys()) {
            byte[] sound = disk.get(key);
            for (int length = 0; length <= sound.length + 3; length++) {
                if (length != sound.length) {
                    disk.put(key, Arrays.copyOf(sound, length));
                    assertRefusedNaming(KeyLayout.describe(key));
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
                    // 0xFF is beyond what a log store looks at: there the record counts as missing, which is another
                    // test.
                    if (!disk.containsKey(other) && other[0] != (byte) 0xFF) {
                        disk.put(other, value);
                        assertRefused();
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
                    assertRefusedNaming(KeyLayout.describe(key));
                }
            }
            disk.put(key, sound);
        }
    }

    @Test
    void everyMissingRecordIsSeen() {
        for (byte[] key : keys()) {
            byte[] sound = disk.remove(key);
            assertRefused();
            disk.put(key, sound);
        }
    }

    @Test
    void aHoleIsNamedByTheFirstEntryMissing() {
        disk.remove(KeyLayout.entryKey(3));
        disk.remove(KeyLayout.entryKey(4));
        String message = assertRefusedNaming("log entry 3 ");
        assertTrue(message.contains("entry 5 is stored: the log has a hole"), message);
    }

    @Test
    void soundRecordsThatContradictEachOtherAreRefused() {
        assertContradiction(
                KeyLayout.hardStateKey(), HardStateRecord.encode(state(1)), "older than the snapshot's last entry");
        assertContradiction(
                KeyLayout.logStartKey(), LogStartRecord.encode(start(6, 2, 2, 1)), "goes on at least to entry 6");
        assertContradiction(KeyLayout.logStartKey(), LogStartRecord.encode(start(3, 2, 2, 1)), "the log gives it 1");
        assertContradiction(
                KeyLayout.logStartKey(), LogStartRecord.encode(start(5, 2, 3, 1)), "the log begins after entry 3");
        assertContradiction(
                KeyLayout.logStartKey(), LogStartRecord.encode(start(5, 2, 1, 1)), "entry 3 is stored: the log has");
        assertContradiction(
                KeyLayout.entryKey(5),
                EntryRecord.encode(new LogEntry(5, 1, EntryKind.NOOP, new byte[0])),
                "terms never fall");
        assertContradiction(
                KeyLayout.entryKey(6),
                EntryRecord.encode(new LogEntry(6, 3, EntryKind.NOOP, new byte[0])),
                "older than the last entry of term 3");
    }

    @Test
    void aRefusalSaysWhatToDo() {
        disk.get(KeyLayout.entryKey(3))[12] ^= 1;
        String message = assertRefusedNaming("log entry 3 has checksum");
        assertTrue(message.contains("remove it from the cluster"), message);
        assertTrue(message.contains("join again as a new member"), message);
    }

    @Test
    void anUnknownVersionIsNamedAsSuch() {
        disk.get(KeyLayout.entryKey(3))[0] = 2;
        String message = assertRefusedNaming("log entry 3 has format version 2");
        assertTrue(message.contains("newer release"), message);
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

    private void assertContradiction(byte[] key, byte[] value, String reason) {
        byte[] sound = disk.put(key, value);
        String message = assertRefused();
        assertTrue(message.contains(reason), message);
        if (sound == null) {
            disk.remove(key);
        } else {
            disk.put(key, sound);
        }
    }

    private String assertRefusedNaming(String culprit) {
        String message = assertRefused();
        assertTrue(message.startsWith(culprit), message);
        return message;
    }

    private String assertRefused() {
        return assertThrows(StoreException.class, () -> DurableLogStore.open(new MemoryStore(disk)))
                .getMessage();
    }
}
