package dev.seaworthy.engine.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.entry.ConfigurationCodec;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Which field of a frame is refused, and that the refusal says where it stands. */
class FrameRefusalTest {
    private static final int FROM_AT = 12;
    private static final int TO_AT = 28;
    private static final int TERM_AT = 44;
    private static final int BODY_AT = 52;

    private static final int COUNT_AT = BODY_AT + 40;
    private static final int FIRST_ENTRY_AT = COUNT_AT + 4;
    private static final int ENTRY_BYTES = 21;

    private static final int CONFIGURATION_INDEX_AT = BODY_AT + 24;
    private static final int BYTES_AT = CONFIGURATION_INDEX_AT + 8;
    private static final int OFFSET_AT = BYTES_AT + 24;
    private static final int CONFIGURATION_SIZE_AT = OFFSET_AT + 8;
    private static final int CHUNK_SIZE_AT = CONFIGURATION_SIZE_AT + 4;
    private static final int CONFIGURATION_AT = CHUNK_SIZE_AT + 4;

    private static final long[] ABSURD = {-2, Long.MIN_VALUE, Long.MAX_VALUE, FrameCodec.NUMBER_MAX + 1};

    @Test
    void anotherVersionIsRefused() {
        assertRefusedAt(8, "version 1", frame("PreVote").put(8, (byte) 2));
    }

    @Test
    void unknownTypesAreRefused() {
        assertRefusedAt(9, "type", frame("PreVote").put(9, (byte) 0));
        assertRefusedAt(9, "type", frame("PreVote").put(9, (byte) 12));
    }

    @Test
    void aNodeIdBelowOneIsRefused() {
        assertRefusedAt(FROM_AT, "node id", frame("PreVote").putLong(FROM_AT, 0));
        assertRefusedAt(TO_AT, "node id", frame("PreVote").putLong(TO_AT, -1));
    }

    @Test
    void aNegativeOrAbsurdTermIsRefused() {
        for (long absurd : ABSURD) {
            assertRefusedAt(TERM_AT, "term", frame("PreVote").putLong(TERM_AT, absurd));
        }
    }

    @Test
    void negativeOrAbsurdNumbersInABodyAreRefused() {
        assertAbsurdNumbersAreRefused("PreVote", 0, 8);
        assertAbsurdNumbersAreRefused("RequestVote", 0, 8);
        assertAbsurdNumbersAreRefused("AppendEntries", 0, 8, 16, 24, 32);
        assertAbsurdNumbersAreRefused("AppendEntriesReply", 1, 9, 17, 25, 33);
        assertAbsurdNumbersAreRefused("InstallSnapshot", 0, 8, 16, 24, 32, 56);
        assertAbsurdNumbersAreRefused("InstallSnapshotReply", 0, 8, 16, 25);
        assertAbsurdNumbersAreRefused("TimeoutNow", 0, 8);
        assertAbsurdNumbersAreRefused("ReadIndex", 8);
        assertAbsurdNumbersAreRefused("ReadIndexReply", 8, 16);
    }

    @Test
    void onlyRecoveredMayNameNoIncarnation() {
        assertRefusedAt(
                BODY_AT + 33,
                "an incarnation from 0",
                frame("AppendEntriesReply").putLong(BODY_AT + 33, -1));
        assertRefusedAt(
                BODY_AT + 25,
                "an incarnation from 0",
                frame("InstallSnapshotReply").putLong(BODY_AT + 25, -1));
    }

    @Test
    void aPlaceBeforeTheLogHasNeitherTermNorIndex() {
        assertRefusedAt(BODY_AT, "both 0", frame("PreVote").putLong(BODY_AT, 0));
        assertRefusedAt(BODY_AT, "both 0", frame("PreVote").putLong(BODY_AT + 8, 0));
    }

    @Test
    void aFlagIsZeroOrOne() {
        assertRefusedAt(BODY_AT, "0 or 1", frame("PreVoteReply").put(BODY_AT, (byte) 2));
        assertRefusedAt(BODY_AT + 16, "0 or 1", frame("RequestVote").put(BODY_AT + 16, (byte) 3));
        assertRefusedAt(BODY_AT, "0 or 1", frame("AppendEntriesReply").put(BODY_AT, (byte) -1));
        assertRefusedAt(BODY_AT + 24, "0 or 1", frame("InstallSnapshotReply").put(BODY_AT + 24, (byte) 2));
    }

    @Test
    void entryTermsMayNotFall() {
        int second = FIRST_ENTRY_AT + ENTRY_BYTES;
        assertRefusedAt(second, "from 6", frame("AppendEntries").putLong(second, 5));
        assertRefusedAt(FIRST_ENTRY_AT, "from 1", frame("AppendEntries").putLong(FIRST_ENTRY_AT, 0));
    }

    @Test
    void entryTimesMayNotFall() {
        int first = FIRST_ENTRY_AT + 8;
        int second = first + ENTRY_BYTES;
        assertRefusedAt(second, "from 1000", frame("AppendEntries").putLong(second, 999));
        assertRefusedAt(first, "from 0", frame("AppendEntries").putLong(first, -1));
    }

    @Test
    void unknownEntryKindsAreRefused() {
        int kind = FIRST_ENTRY_AT + 16;
        assertRefusedAt(kind, "entry kind", frame("AppendEntries").put(kind, (byte) 3));
        assertRefusedAt(kind, "entry kind", frame("AppendEntries").put(kind, (byte) -1));
    }

    @Test
    void aNoOpHasNoPayload() {
        int size = FIRST_ENTRY_AT + 17;
        assertRefusedAt(size, "NOOP", frame("AppendEntries").put(size - 1, EntryKind.NOOP.code()));
    }

    @Test
    void aConfigurationEntryHoldsAConfiguration() {
        int configuration = FIRST_ENTRY_AT + 3 * ENTRY_BYTES + SampleMessages.HELLO.length;
        assertRefusedAt(configuration, "a configuration", frame("AppendEntries").put(configuration, (byte) 9));
    }

    @Test
    void aSnapshotHoldsAConfiguration() {
        assertRefusedAt(
                CONFIGURATION_AT, "a configuration", frame("InstallSnapshot").put(CONFIGURATION_AT, (byte) 9));
    }

    @Test
    void aConfigurationOfNobodyIsRefused() {
        byte[] nobody = ConfigurationCodec.encode(Configuration.NONE);
        byte[] entry = {0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 7, 0xF, EntryKind.CONFIGURATION.code(), 0, 0, 0, 7};
        ByteBuffer append = ByteBuffer.allocate(FIRST_ENTRY_AT + entry.length + nobody.length)
                .put(frame("Heartbeat"))
                .putInt(COUNT_AT, 1)
                .put(entry)
                .put(nobody);
        assertRefusedAt(FIRST_ENTRY_AT + entry.length, "without voters", append);

        ByteBuffer install = ByteBuffer.allocate(CONFIGURATION_AT + nobody.length)
                .put(frame("InstallSnapshot").limit(CONFIGURATION_AT))
                .putInt(CONFIGURATION_SIZE_AT, nobody.length)
                .putInt(CHUNK_SIZE_AT, 0)
                .put(nobody);
        assertRefusedAt(CONFIGURATION_AT, "without voters", install);
    }

    @Test
    void aSnapshotCoversAtLeastOneEntryAndItsConfigurationIsOneOfThem() {
        assertRefusedAt(
                BODY_AT,
                "last entry of a snapshot",
                frame("InstallSnapshot").putLong(BODY_AT, 0).putLong(BODY_AT + 8, 0));
        assertRefusedAt(
                CONFIGURATION_INDEX_AT, "from 0 to 41", frame("InstallSnapshot").putLong(CONFIGURATION_INDEX_AT, 42));
    }

    @Test
    void aPieceLiesWithinItsSnapshot() {
        assertRefusedAt(OFFSET_AT, "from 0 to 107", frame("InstallSnapshot").putLong(OFFSET_AT, 108));
        assertRefusedAt(CHUNK_SIZE_AT, "at most 6", frame("InstallSnapshot").putLong(OFFSET_AT, 101));
        assertRefusedAt(CHUNK_SIZE_AT, "at most 6", frame("InstallSnapshot").putLong(BYTES_AT, 106));
    }

    @Test
    void theLastIndexOfABatchMayNotBeAbsurd() {
        assertRefusedAt(COUNT_AT, "count", frame("AppendEntries").putLong(BODY_AT + 8, FrameCodec.NUMBER_MAX - 2));
    }

    @Test
    void nothingIsAllocatedForWhatIsNotThere() {
        int size = FIRST_ENTRY_AT + 17;
        for (int lie : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 50_000_000, 204_522_253}) {
            assertLittleIsAllocated(COUNT_AT, "count", frame("AppendEntries").putInt(COUNT_AT, lie));
            assertLittleIsAllocated(size, "size", frame("AppendEntries").putInt(size, lie));
            assertLittleIsAllocated(
                    CONFIGURATION_SIZE_AT, "size", frame("InstallSnapshot").putInt(CONFIGURATION_SIZE_AT, lie));
            assertLittleIsAllocated(
                    CHUNK_SIZE_AT,
                    "size",
                    frame("InstallSnapshot").putLong(BYTES_AT, 1L << 40).putInt(CHUNK_SIZE_AT, lie));
        }
    }

    @Test
    void aConfigurationThatCannotBeSoLargeIsRefusedUnread() {
        int bytes = ConfigurationCodec.BYTES_MAX + 1;
        ByteBuffer install = ByteBuffer.allocate(CONFIGURATION_AT + bytes)
                .put(frame("InstallSnapshot").limit(CONFIGURATION_AT))
                .putInt(CONFIGURATION_SIZE_AT, bytes)
                .putInt(CHUNK_SIZE_AT, 0);
        assertRefusedAt(CONFIGURATION_SIZE_AT, "at most " + ConfigurationCodec.BYTES_MAX, install);
    }

    private static ByteBuffer frame(String sample) {
        return ByteBuffer.wrap(Frames.joined(SampleMessages.named(sample)));
    }

    private static void assertAbsurdNumbersAreRefused(String sample, int... fields) {
        for (int field : fields) {
            for (long absurd : ABSURD) {
                assertRefusedAt(BODY_AT + field, " from ", frame(sample).putLong(BODY_AT + field, absurd));
            }
        }
    }

    private static void assertRefusedAt(int offset, String expected, ByteBuffer frame) {
        byte[] sealed = Frames.sealed(frame.array());
        FrameException refusal = assertThrows(FrameException.class, () -> FrameCodec.decode(ByteBuffer.wrap(sealed)));
        assertTrue(refusal.getMessage().contains(expected), refusal.getMessage());
        assertEquals(offset, refusal.offset(), refusal.getMessage());
    }

    private static void assertLittleIsAllocated(int offset, String expected, ByteBuffer frame) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        assertRefusedAt(offset, expected, frame);
        long allocated = threads.getThreadAllocatedBytes(thread) - before;
        assertTrue(allocated < 10_000_000, allocated + " bytes were allocated");
    }
}
