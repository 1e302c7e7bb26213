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

    /** Five entries of two terms, the checkpoint at the last one, so that nothing at the end can go missing unseen. */
    @BeforeEach
    void fill() {
        DurableLogStore.init(new MemoryStore(disk), LogModel.CONFIGURATION);
        List<LogEntry> entries = List.of(
                new LogEntry(1, 1, EntryKind.NOOP, new byte[0]),
                new LogEntry(2, 1, EntryKind.COMMAND, new byte[] {1, 2, 3}),
                new LogEntry(3, 1, EntryKind.COMMAND, new byte[] {1, 2, 3}),
                new LogEntry(4, 2, EntryKind.NOOP, new byte[0]),
                new LogEntry(5, 2, EntryKind.COMMAND, new byte[] {4, 5, 6, 7, 8, 9}));
        Checkpoint checkpoint = new Checkpoint(new EntryId(2, 5), new byte[] {10, 11});
        try (DurableLogStore log = DurableLogStore.open(new MemoryStore(disk))) {
            log.write(new StorageBatch(1, new HardState(2, 3), 0, entries, checkpoint));
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
    void everyMissingRecordButTheCheckpointIsSeen() {
        for (byte[] key : keys()) {
            byte[] sound = disk.remove(key);
            if (Arrays.equals(key, KeyLayout.checkpointKey())) {
                assertEquals(
                        5,
                        DurableLogStore.open(new MemoryStore(disk))
                                .restored()
                                .entries()
                                .size());
            } else {
                assertRefused();
            }
            disk.put(key, sound);
        }
    }

    @Test
    void aHoleIsNamedByTheFirstEntryMissing() {
        disk.remove(KeyLayout.entryKey(2));
        disk.remove(KeyLayout.entryKey(3));
        String message = assertRefusedNaming("log entry 2 ");
        assertTrue(message.contains("entry 4 is stored: the log has a hole"), message);
    }

    @Test
    void soundRecordsThatContradictEachOtherAreRefused() {
        assertContradiction(
                KeyLayout.hardStateKey(),
                HardStateRecord.encode(new HardState(1, 3)),
                "older than the last entry's term 2");
        assertContradiction(
                KeyLayout.checkpointKey(),
                CheckpointRecord.encode(new Checkpoint(new EntryId(2, 6), new byte[0])),
                "while the log ends at 5");
        assertContradiction(
                KeyLayout.checkpointKey(),
                CheckpointRecord.encode(new Checkpoint(new EntryId(2, 3), new byte[0])),
                "the log gives it 1");
        assertContradiction(
                KeyLayout.entryKey(5),
                EntryRecord.encode(new LogEntry(5, 1, EntryKind.NOOP, new byte[0])),
                "terms never fall");
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

    private List<byte[]> keys() {
        return new ArrayList<>(disk.keySet());
    }

    private void assertContradiction(byte[] key, byte[] value, String reason) {
        byte[] sound = disk.put(key, value);
        String message = assertRefused();
        assertTrue(message.contains(reason), message);
        disk.put(key, sound);
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
