package dev.seaworthy.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.SnapshotMeta;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.LogStart;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** The bytes on the disk, to the letter: what one release wrote, every later one reads. */
class RecordFormatTest {
    @Test
    void keysAreAKindAndABigEndianIndex() {
        assertEquals("42", hex(KeyLayout.logStartKey()));
        assertEquals("43", hex(KeyLayout.configurationKey()));
        assertEquals("4403", hex(KeyLayout.headerKey(11)));
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
        assertFalse(KeyLayout.isEntryKey(KeyLayout.logStartKey()));
        assertFalse(KeyLayout.isEntryKey(new byte[9]));
        assertFalse(KeyLayout.isEntryKey(Arrays.copyOf(KeyLayout.entryKey(1), 8)));
    }

    @Test
    void anEntryIsVersionKindTermTimeChainPayloadChecksum() {
        LogEntry entry = new LogEntry(7, 3, EntryKind.COMMAND, 0x0102030405060708L, new byte[] {(byte) 0xAA, 0x55});
        byte[] value = EntryRecord.encode(KeyLayout.entryKey(7), entry, 0x1112131415161718L);
        assertEquals(
                "01" + "01" + "0000000000000003" + "0102030405060708" + "1112131415161718" + "aa55" + "fa1addef",
                hex(value));
        assertEquals(3, EntryRecord.termOf(value));
        assertEquals(0x0102030405060708L, EntryRecord.timeNanosOf(value));
        assertEquals(EntryKind.COMMAND, EntryRecord.kindOf(value));
        assertEquals(2, EntryRecord.payloadBytesOf(value));
        LogModel.assertEqual(List.of(entry), List.of(EntryRecord.decode(7, value)));
        assertThrows(StoreException.class, () -> EntryRecord.decode(8, value), "an entry belongs to its index");
    }

    @Test
    void aHardStateIsVersionNumberTermVoteIncarnationRecoveringChecksum() {
        HardStateRecord voted = new HardStateRecord(9, new HardState(5, new Member(2, 12), 3, true));
        byte[] value = voted.encode();
        assertEquals(
                "01" + "0000000000000009" + "0000000000000005" + "0000000000000002" + "000000000000000c"
                        + "0000000000000003" + "01" + "7a4f6d1e",
                hex(value));
        assertEquals(voted, HardStateRecord.decodeOrNull(Arrays.copyOf(value, SlotStore.SLOT_BYTES)));
    }

    @Test
    void aHardStateThatCannotBeIsNone() {
        byte[] value = new HardStateRecord(9, HardState.INITIAL).encode();
        value[41] = 2;
        Seal.close(new byte[] {'H'}, value);
        assertNull(HardStateRecord.decodeOrNull(value));
        assertNull(HardStateRecord.decodeOrNull(new byte[SlotStore.SLOT_BYTES]));
    }

    @Test
    void aMarkIsVersionNumberHashIndexExactnessChecksum() {
        Mark mark = new Mark(9, 0x0102030405060708L, 17, true);
        byte[] value = mark.encode();
        assertEquals(
                "01" + "0000000000000009" + "0102030405060708" + "0000000000000011" + "01" + "cbb2f1b9", hex(value));
        assertEquals(mark, Mark.decodeOrNull(Arrays.copyOf(value, SlotStore.SLOT_BYTES)));
    }

    @Test
    void aHeaderIsVersionNumberHashIndexBaseEndGarbageStartChecksum() {
        BatchHeader header = new BatchHeader(
                11, 2, 3, new Link(new EntryId(4, 5), 6), new Link(new EntryId(7, 8), 9), 10, 0x0B0C0D0E);
        byte[] value = header.encode();
        assertEquals(
                "01" + "000000000000000b" + "0000000000000002" + "0000000000000003" + "0000000000000004"
                        + "0000000000000005" + "0000000000000006" + "0000000000000007" + "0000000000000008"
                        + "0000000000000009" + "000000000000000a" + "0b0c0d0e" + "ff8b314d",
                hex(value));
        assertEquals(header, BatchHeader.decode(header.key(), value));
    }

    @Test
    void anIdentityIsTextForPeopleWithAChecksum() {
        StoreIdentity identity = new StoreIdentity(-5, new Member(2, 12));
        String text = "seaworthy data directory\nformat 1\ncluster -5\nnode 2\ndisk 12\nchecksum fd0537c6\n";
        assertEquals(text, new String(identity.encode(), StandardCharsets.US_ASCII));
        assertEquals(identity, StoreIdentity.decode(identity.encode()));
    }

    @Test
    void aLogStartIsVersionBaseSnapshotChecksum() {
        Configuration alone = Configuration.ofVoters(List.of(new Member(1, 11)));
        LogStart start =
                new LogStart(new SnapshotMeta(new EntryId(4, 9), 5, 2, alone, 70, 0xA, 0xB), new EntryId(3, 8));
        byte[] value = LogStartRecord.encode(start);
        assertEquals(
                "01" + "0000000000000003" + "0000000000000008" + "0000000000000004" + "0000000000000009"
                        + "0000000000000005" + "0000000000000002" + "0000000000000046" + "000000000000000a"
                        + "000000000000000b"
                        + "010001" + "0000000000000001" + "000000000000000b" + "00000000" + "80e4c302",
                hex(value));
        assertEquals(start, LogStartRecord.decode(value));
    }

    @Test
    void aLogStartThatCannotBeIsRefused() {
        assertLogStartRefused(4, 10, "the log cannot begin after");
        assertLogStartRefused(3, 9, "contradicts");
        assertLogStartRefused(5, 8, "contradicts");
        assertLogStartRefused(4, 9, null);
        assertLogStartRefused(4, 8, null);
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

    /** A base with the snapshot of entry 9 of term 4; {@code reason} null where they go together. */
    private static void assertLogStartRefused(long baseTerm, long baseIndex, String reason) {
        byte[] value = LogStartRecord.encode(new LogStart(LogModel.snapshot(9, 4, 1), new EntryId(4, 9)));
        BigEndian.putLong(value, 1, baseTerm);
        BigEndian.putLong(value, 9, baseIndex);
        Seal.close(KeyLayout.LOG_START, value);
        if (reason == null) {
            assertEquals(
                    new EntryId(baseTerm, baseIndex),
                    LogStartRecord.decode(value).base());
            return;
        }
        StoreException refused = assertThrows(StoreException.class, () -> LogStartRecord.decode(value));
        assertTrue(refused.getMessage().contains("impossible contents"), refused.getMessage());
        assertTrue(
                refused.getCause().getMessage().contains(reason),
                refused.getCause().getMessage());
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
