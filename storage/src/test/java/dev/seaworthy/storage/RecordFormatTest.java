package dev.seaworthy.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.Checkpoint;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** The bytes on the disk, to the letter: what one release wrote, every later one reads. */
class RecordFormatTest {
    @Test
    void keysAreAKindAndABigEndianIndex() {
        assertEquals("43", hex(KeyLayout.configurationKey()));
        assertEquals("48", hex(KeyLayout.hardStateKey()));
        assertEquals("4b", hex(KeyLayout.checkpointKey()));
        assertEquals("4c0102030405060708", hex(KeyLayout.entryKey(0x0102030405060708L)));
    }

    @Property
    void entryKeysAreInTheOrderOfTheLog(@ForAll @LongRange(min = 1) long one, @ForAll @LongRange(min = 1) long other) {
        byte[] key = KeyLayout.entryKey(one);
        assertTrue(KeyLayout.isEntryKey(key));
        assertEquals(one, KeyLayout.indexOf(key));
        assertEquals(
                Long.signum(Long.compare(one, other)),
                Integer.signum(Arrays.compareUnsigned(key, KeyLayout.entryKey(other))));
    }

    @Test
    void onlyEntriesHaveEntryKeys() {
        assertFalse(KeyLayout.isEntryKey(KeyLayout.hardStateKey()));
        assertFalse(KeyLayout.isEntryKey(new byte[9]));
        assertFalse(KeyLayout.isEntryKey(Arrays.copyOf(KeyLayout.entryKey(1), 8)));
    }

    @Test
    void anEntryIsVersionKindTermPayloadChecksum() {
        LogEntry entry = new LogEntry(7, 3, EntryKind.COMMAND, new byte[] {(byte) 0xAA, (byte) 0xBB});
        byte[] value = EntryRecord.encode(entry);
        assertEquals("01" + "01" + "0000000000000003" + "aabb" + "151ee1f8", hex(value));
        assertEquals(3, EntryRecord.termOf(value));
        assertEquals(EntryKind.COMMAND, EntryRecord.kindOf(value));
        assertEquals(2, EntryRecord.payloadBytesOf(value));
        LogEntry decoded = EntryRecord.decode(7, value);
        assertEquals(7, decoded.index());
        assertEquals(3, decoded.term());
        assertEquals(EntryKind.COMMAND, decoded.kind());
        assertArrayEquals(entry.payload(), decoded.payload());
        assertThrows(StoreException.class, () -> EntryRecord.decode(8, value), "an entry belongs to its index");
    }

    @Test
    void aHardStateIsVersionTermVoteChecksum() {
        byte[] value = HardStateRecord.encode(new HardState(5, 2));
        assertEquals("01" + "0000000000000005" + "0000000000000002" + "f237757c", hex(value));
        assertEquals(new HardState(5, 2), HardStateRecord.decode(value));
    }

    @Test
    void aHardStateHasOneSize() {
        byte[] longer = Arrays.copyOf(HardStateRecord.encode(new HardState(5, 2)), 22);
        Seal.close(KeyLayout.hardStateKey(), longer);
        String message = assertThrows(StoreException.class, () -> HardStateRecord.decode(longer))
                .getMessage();
        assertTrue(message.contains("has 22 bytes instead of 21"), message);
    }

    @Test
    void aCheckpointIsVersionTermIndexStateChecksum() {
        byte[] value = CheckpointRecord.encode(new Checkpoint(new EntryId(2, 9), new byte[] {(byte) 0xCC}));
        assertEquals("01" + "0000000000000002" + "0000000000000009" + "cc" + "fcb3518d", hex(value));
        assertEquals(new EntryId(2, 9), CheckpointRecord.lastOf(value));
        assertEquals(new EntryId(2, 9), CheckpointRecord.decode(value).last());
        assertArrayEquals(
                new byte[] {(byte) 0xCC}, CheckpointRecord.decode(value).state());
    }

    @Test
    void aConfigurationIsVersionMembersChecksum() {
        byte[] value = ConfigurationRecord.encode(LogModel.CONFIGURATION);
        assertEquals(
                "01" + "01" + "0003" + "0000000000000001000000000000000b" + "0000000000000002000000000000000c"
                        + "0000000000000003000000000000000d" + "0000" + "0000" + "a80b3d33",
                hex(value));
        assertEquals(LogModel.CONFIGURATION, ConfigurationRecord.decode(value));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
