package dev.seaworthy.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.SnapshotMeta;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.LogStart;
import dev.seaworthy.fuzz.Allocation;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of record on the disk, with a sound checksum over what nobody wrote: read as it stands, or called damaged.
 */
class RecordFuzzTest {
    private static final byte[] ENTRY_KEY = KeyLayout.entryKey(9);
    private static final byte[] HEADER_KEY = KeyLayout.headerKey(3);

    private static final int ENTRY = 0;
    private static final int LOG_START = 1;
    private static final int CONFIGURATION = 2;
    private static final int HEADER = 3;
    private static final int HARD_STATE = 4;
    private static final int MARK = 5;
    private static final int IDENTITY = 6;
    /** The last of them is a whole log file of LevelDB. */
    private static final int KINDS = 8;

    static Stream<byte[]> records() {
        Member one = new Member(1, 11);
        Configuration configuration = Configuration.ofVoters(List.of(one, new Member(2, 22)));
        EntryId last = new EntryId(4, 9);
        SnapshotMeta snapshot = new SnapshotMeta(last, 7, 3, configuration, 6, 1, 2);
        Link link = new Link(last, 5);
        return Stream.of(
                of(ENTRY, EntryRecord.encode(ENTRY_KEY, new LogEntry(9, 4, EntryKind.COMMAND, 7, new byte[] {1}), 5)),
                of(LOG_START, LogStartRecord.encode(new LogStart(snapshot, last))),
                of(CONFIGURATION, ConfigurationRecord.encode(configuration)),
                of(HEADER, new BatchHeader(3, 2, 9, link, link, 0, 1).encode()),
                of(HARD_STATE, new HardStateRecord(3, new HardState(4, one, 1, true)).encode()),
                of(HARD_STATE, new HardStateRecord(3, HardState.INITIAL).encode()),
                of(MARK, new Mark(3, 2, 9, true).encode()),
                of(IDENTITY, new StoreIdentity(42, one).encode()));
    }

    @MethodSource("records")
    @FuzzTest(maxDuration = "2m")
    void aRecordIsReadAsItStandsOrCalledDamaged(byte[] bytes) throws Exception {
        if (bytes.length == 0) {
            return;
        }
        int kind = (bytes[0] & 0xFF) % KINDS;
        byte[] record = Arrays.copyOfRange(bytes, 1, bytes.length);
        Allocation.bounded(bytes, () -> {
            read(kind, record);
            read(kind, sealed(kind, record));
        });
    }

    private static void read(int kind, byte[] record) {
        try {
            switch (kind) {
                case ENTRY -> {
                    LogEntry entry = EntryRecord.decode(ENTRY_KEY, record);
                    assertArrayEquals(record, EntryRecord.encode(ENTRY_KEY, entry, EntryRecord.beforeOf(record)));
                }
                case LOG_START -> assertArrayEquals(record, LogStartRecord.encode(LogStartRecord.decode(record)));
                case CONFIGURATION ->
                    assertArrayEquals(record, ConfigurationRecord.encode(ConfigurationRecord.decode(record)));
                case HEADER -> assertHeader(record);
                case HARD_STATE -> assertHardState(record);
                case MARK -> assertMark(record);
                case IDENTITY -> {
                    StoreIdentity identity = StoreIdentity.decode(record);
                    assertEquals(identity, StoreIdentity.decode(identity.encode()));
                }
                default -> LevelDbLogScan.of(record, new LevelDbManifest());
            }
        } catch (StoreException damaged) {
            assertEquals("dev.seaworthy.storage", damaged.getClass().getPackageName());
        }
    }

    private static void assertHeader(byte[] record) {
        BatchHeader header = BatchHeader.decode(HEADER_KEY, record);
        if (header.sequence() == 3) {
            assertArrayEquals(record, header.encode());
        }
    }

    private static void assertHardState(byte[] slot) {
        HardStateRecord read = HardStateRecord.decodeOrNull(slot);
        if (read != null) {
            assertEquals(read, HardStateRecord.decodeOrNull(read.encode()));
        }
    }

    private static void assertMark(byte[] slot) {
        Mark read = Mark.decodeOrNull(slot);
        if (read != null) {
            assertEquals(read, Mark.decodeOrNull(read.encode()));
        }
    }

    private static byte[] sealed(int kind, byte[] record) {
        byte[] key = switch (kind) {
            case ENTRY -> ENTRY_KEY;
            case LOG_START -> KeyLayout.LOG_START;
            case CONFIGURATION -> KeyLayout.CONFIGURATION;
            case HEADER -> HEADER_KEY;
            case HARD_STATE -> new byte[] {'H'};
            case MARK -> new byte[] {'M'};
            default -> new byte[0];
        };
        if (kind == IDENTITY) {
            String text = new String(record, StandardCharsets.ISO_8859_1);
            int at = text.indexOf("checksum ");
            return at < 0 ? record : StoreIdentity.sealed(text.substring(0, at));
        }
        // Slots are read from their beginning to the size of their record, whatever follows.
        byte[] sound = kind == HARD_STATE
                ? Arrays.copyOf(record, new HardStateRecord(1, HardState.INITIAL).encode().length)
                : kind == MARK ? Arrays.copyOf(record, new Mark(1, 1, 1, true).encode().length) : record.clone();
        if (sound.length >= Seal.BYTES) {
            Seal.close(key, sound);
        }
        return sound;
    }

    private static byte[] of(int kind, byte[] record) {
        byte[] bytes = new byte[1 + record.length];
        bytes[0] = (byte) kind;
        System.arraycopy(record, 0, bytes, 1, record.length);
        return bytes;
    }
}
