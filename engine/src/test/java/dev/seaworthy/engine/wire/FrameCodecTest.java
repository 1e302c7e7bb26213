package dev.seaworthy.engine.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.Entries;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.Message;
import dev.seaworthy.engine.core.Message.AppendEntries;
import dev.seaworthy.engine.core.Message.AppendEntriesReply;
import dev.seaworthy.engine.core.Message.PreVote;
import dev.seaworthy.engine.core.Message.PreVoteReply;
import dev.seaworthy.engine.core.Message.RequestVote;
import dev.seaworthy.engine.core.Message.RequestVoteReply;
import dev.seaworthy.engine.entry.ConfigurationCodec;
import dev.seaworthy.engine.entry.EntryBatch;
import dev.seaworthy.engine.entry.LogEntry;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FrameCodecTest {
    private static final int BODY_AT = 36;
    private static final int COUNT_AT = BODY_AT + 32;
    private static final int FIRST_ENTRY_AT = COUNT_AT + 4;
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);

    /** One message of each type; AppendEntries as heartbeat and with an entry of every kind. */
    private static Map<String, Message> samples() {
        Map<String, Message> samples = new LinkedHashMap<>();
        samples.put("PreVote", new PreVote(1, 2, 7, new EntryId(6, 41)));
        samples.put("PreVoteReply", new PreVoteReply(2, 1, 7, true));
        samples.put("RequestVote", new RequestVote(1, 3, 8, new EntryId(6, 41)));
        samples.put("RequestVoteReply", new RequestVoteReply(3, 1, 8, false));
        samples.put("Heartbeat", new AppendEntries(1, 2, 8, new EntryId(6, 41), 40, 5, Entries.NONE));
        samples.put("AppendEntries", new AppendEntries(1, 2, 8, new EntryId(6, 41), 40, 5, entriesAfter41()));
        samples.put("AppendEntriesReply", new AppendEntriesReply(2, 1, 8, false, 41, new EntryId(5, 39), 5));
        return samples;
    }

    private static EntryBatch entriesAfter41() {
        Member one = new Member(1, 0x0102030405060708L);
        Member two = new Member(2, -1);
        Configuration configuration = new Configuration(List.of(one), List.of(one, two), List.of(two));
        return new EntryBatch(List.of(
                new LogEntry(42, 6, EntryKind.COMMAND, HELLO),
                new LogEntry(43, 8, EntryKind.NOOP, new byte[0]),
                new LogEntry(44, 8, EntryKind.CONFIGURATION, ConfigurationCodec.encode(configuration))));
    }

    @Test
    void theBytesOfVersionOneNeverChange() throws IOException, FrameException {
        Map<String, String> golden = golden();
        Map<String, Message> samples = samples();
        assertEquals(samples.keySet(), golden.keySet());
        for (Map.Entry<String, Message> sample : samples.entrySet()) {
            String hex = golden.get(sample.getKey());
            assertEquals(hex, HexFormat.of().formatHex(Frames.joined(sample.getValue())), sample.getKey());
            Frames.assertSame(
                    sample.getValue(),
                    FrameCodec.decode(ByteBuffer.wrap(HexFormat.of().parseHex(hex))));
        }
    }

    @Test
    void thereIsAGoldenFrameForEveryType() {
        TreeMap<Byte, String> seen = new TreeMap<>();
        samples().forEach((name, message) -> seen.put(Frames.joined(message)[9], name));
        assertEquals(Message.class.getPermittedSubclasses().length, seen.size(), seen.toString());
    }

    @Test
    void payloadsAreNotCopiedIntoTheFrame() {
        ByteBuffer[] parts = FrameCodec.encode(samples().get("AppendEntries"));
        assertEquals(3, parts.length, "head, command and configuration; a no-op has no payload");
        assertSame(HELLO, parts[1].array());
    }

    @Test
    void aMessageWithoutPayloadIsOneBuffer() {
        samples().forEach((name, message) -> {
            if (!name.equals("AppendEntries")) {
                assertEquals(1, FrameCodec.encode(message).length, name);
            }
        });
    }

    @Test
    void unknownCapabilityBitsAreTolerated() throws FrameException {
        Message vote = samples().get("RequestVote");
        byte[] frame = Frames.joined(vote);
        frame[10] = (byte) 0xFF;
        frame[11] = (byte) 0xFF;
        assertEquals(vote, FrameCodec.decode(ByteBuffer.wrap(Frames.sealed(frame))));
    }

    @Test
    void anotherVersionIsRefused() {
        assertRefusedAt(8, "version 1", frame("PreVote").put(8, (byte) 2));
    }

    @Test
    void unknownTypesAreRefused() {
        assertRefusedAt(9, "type", frame("PreVote").put(9, (byte) 0));
        assertRefusedAt(9, "type", frame("PreVote").put(9, (byte) 7));
    }

    @Test
    void aNodeIdBelowOneIsRefused() {
        assertRefusedAt(12, "node id", frame("PreVote").putLong(12, 0));
        assertRefusedAt(20, "node id", frame("PreVote").putLong(20, -1));
    }

    @Test
    void aNegativeOrAbsurdTermIsRefused() {
        assertRefusedAt(28, "term", frame("PreVote").putLong(28, -1));
        assertRefusedAt(28, "term", frame("PreVote").putLong(28, FrameCodec.NUMBER_MAX + 1));
    }

    @Test
    void negativeOrAbsurdNumbersInABodyAreRefused() {
        for (long absurd : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            for (int at : new int[] {BODY_AT, BODY_AT + 8, BODY_AT + 16, BODY_AT + 24}) {
                assertRefusedAt(at, "from 0 to", frame("AppendEntries").putLong(at, absurd));
                assertRefusedAt(at + 1, "from 0 to", frame("AppendEntriesReply").putLong(at + 1, absurd));
            }
        }
    }

    @Test
    void aPlaceBeforeTheLogHasNeitherTermNorIndex() {
        assertRefusedAt(BODY_AT, "both 0", frame("PreVote").putLong(BODY_AT, 0));
        assertRefusedAt(BODY_AT, "both 0", frame("PreVote").putLong(BODY_AT + 8, 0));
    }

    @Test
    void aFlagIsZeroOrOne() {
        assertRefusedAt(BODY_AT, "0 or 1", frame("PreVoteReply").put(BODY_AT, (byte) 2));
        assertRefusedAt(BODY_AT, "0 or 1", frame("AppendEntriesReply").put(BODY_AT, (byte) -1));
    }

    @Test
    void entryTermsMayNotFall() {
        int second = FIRST_ENTRY_AT + 13;
        assertRefusedAt(second, "at least 6", frame("AppendEntries").putLong(second, 5));
        assertRefusedAt(FIRST_ENTRY_AT, "at least 1", frame("AppendEntries").putLong(FIRST_ENTRY_AT, 0));
    }

    @Test
    void unknownEntryKindsAreRefused() {
        int kind = FIRST_ENTRY_AT + 8;
        assertRefusedAt(kind, "entry kind", frame("AppendEntries").put(kind, (byte) 3));
        assertRefusedAt(kind, "entry kind", frame("AppendEntries").put(kind, (byte) -1));
    }

    @Test
    void aNoOpHasNoPayload() {
        int size = FIRST_ENTRY_AT + 9;
        assertRefusedAt(size, "NOOP", frame("AppendEntries").put(size - 1, EntryKind.NOOP.code()));
    }

    @Test
    void aConfigurationEntryHoldsAConfiguration() {
        byte[] frame = Frames.joined(samples().get("AppendEntries"));
        int configuration = FIRST_ENTRY_AT + 3 * 13 + HELLO.length;
        assertRefusedAt(configuration, "a configuration", ByteBuffer.wrap(frame).put(configuration, (byte) 9));
    }

    @Test
    void theLastIndexOfABatchMayNotBeAbsurd() {
        assertRefusedAt(COUNT_AT, "count", frame("AppendEntries").putLong(BODY_AT + 8, FrameCodec.NUMBER_MAX - 2));
    }

    @Test
    void nothingIsAllocatedForEntriesOrPayloadsThatAreNotThere() {
        int size = FIRST_ENTRY_AT + 9;
        for (int lie : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 50_000_000, 330_382_100}) {
            assertLittleIsAllocated(() ->
                    assertRefusedAt(COUNT_AT, "count", frame("AppendEntries").putInt(COUNT_AT, lie)));
            assertLittleIsAllocated(
                    () -> assertRefusedAt(size, "size", frame("AppendEntries").putInt(size, lie)));
        }
    }

    @Test
    void aStreamIsCutIntoFramesByTheirLength() throws FrameException {
        byte[] frame = Frames.joined(samples().get("AppendEntries"));
        ByteBuffer stream =
                ByteBuffer.allocate(2 + frame.length).position(2).put(frame).flip();
        stream.position(2);
        assertEquals(frame.length, FrameCodec.frameLength(stream.duplicate()));
        stream.limit(2 + 3);
        assertEquals(FrameCodec.LENGTH_UNKNOWN, FrameCodec.frameLength(stream));
        assertEquals(2, stream.position());
    }

    @Test
    void aStreamWithAnImpossibleLengthIsRefused() {
        for (int length : new int[] {-1, 0, 32, FrameCodec.FRAME_BYTES_MAX - 3, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            ByteBuffer stream = ByteBuffer.allocate(4).putInt(0, length);
            assertThrows(FrameException.class, () -> FrameCodec.frameLength(stream), "length " + length);
        }
    }

    @Test
    void aFrameThatWouldBeTooLargeIsNotMade() {
        LogEntry large = new LogEntry(1, 1, EntryKind.COMMAND, new byte[FrameCodec.FRAME_BYTES_MAX]);
        AppendEntries message = new AppendEntries(1, 2, 1, EntryId.ZERO, 0, 0, new EntryBatch(List.of(large)));
        assertThrows(IllegalArgumentException.class, () -> FrameCodec.encode(message));
    }

    private static ByteBuffer frame(String sample) {
        return ByteBuffer.wrap(Frames.joined(samples().get(sample)));
    }

    private static void assertRefusedAt(int offset, String expected, ByteBuffer frame) {
        byte[] sealed = Frames.sealed(frame.array());
        FrameException refusal = assertThrows(FrameException.class, () -> FrameCodec.decode(ByteBuffer.wrap(sealed)));
        assertTrue(refusal.getMessage().contains(expected), refusal.getMessage());
        assertEquals(offset, refusal.offset(), refusal.getMessage());
    }

    private static void assertLittleIsAllocated(Runnable action) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        action.run();
        long allocated = threads.getThreadAllocatedBytes(thread) - before;
        assertTrue(allocated < 10_000_000, allocated + " bytes were allocated");
    }

    private static Map<String, String> golden() throws IOException {
        try (InputStream in = FrameCodecTest.class.getResourceAsStream("frames-v1.txt")) {
            assertNotNull(in, "frames-v1.txt is missing");
            Map<String, String> golden = new LinkedHashMap<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.US_ASCII).split("\n")) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] nameAndHex = line.trim().split(" ");
                    golden.put(nameAndHex[0], nameAndHex[1]);
                }
            }
            return golden;
        }
    }
}
