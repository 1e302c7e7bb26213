package dev.seaworthy.engine.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.seaworthy.engine.core.Capabilities;
import dev.seaworthy.engine.core.Chunk;
import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.Message;
import dev.seaworthy.engine.core.Message.AppendEntries;
import dev.seaworthy.engine.core.Message.InstallSnapshot;
import dev.seaworthy.engine.core.SnapshotMeta;
import dev.seaworthy.engine.entry.EntryBatch;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.entry.SnapshotChunk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FrameCodecTest {
    private static final Member ONE = new Member(1, 7);
    private static final Member TWO = new Member(2, 8);
    private static final SnapshotMeta SNAPSHOT =
            new SnapshotMeta(new EntryId(1, 5), 0, 1, Configuration.ofVoters(List.of(ONE)), 1L << 40, 3, 4);

    @Test
    void theBytesOfVersionOneNeverChange() throws IOException, FrameException {
        Map<String, String> golden = golden();
        Map<String, Message> samples = SampleMessages.all();
        assertEquals(samples.keySet(), golden.keySet());
        for (Map.Entry<String, Message> sample : samples.entrySet()) {
            String hex = golden.get(sample.getKey());
            byte[] frame = Frames.joined(sample.getValue(), Capabilities.ALL);
            assertEquals(hex, HexFormat.of().formatHex(frame), sample.getKey());
            Frame read = FrameCodec.decode(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
            Frames.assertSame(sample.getValue(), read.message());
            assertEquals(Capabilities.ALL, read.capabilities());
        }
    }

    @Test
    void thereIsAGoldenFrameForEveryType() {
        TreeMap<Byte, String> seen = new TreeMap<>();
        SampleMessages.all().forEach((name, message) -> seen.put(Frames.joined(message)[9], name));
        assertEquals(Message.class.getPermittedSubclasses().length, seen.size(), seen.toString());
    }

    @Test
    void payloadsAreNotCopiedIntoTheFrame() {
        ByteBuffer[] parts = FrameCodec.encode(SampleMessages.named("AppendEntries"), 0);
        assertEquals(3, parts.length, "head, command and configuration; a no-op has no payload");
        assertSame(SampleMessages.HELLO, parts[1].array());
    }

    @Test
    void aPieceOfASnapshotIsNotCopiedIntoTheFrame() {
        ByteBuffer[] parts = FrameCodec.encode(SampleMessages.named("InstallSnapshot"), 0);
        assertEquals(2, parts.length, "head and piece");
        assertSame(SampleMessages.PIECE, parts[1].array());
    }

    @Test
    void aMessageWithoutPayloadIsOneBuffer() {
        SampleMessages.all().forEach((name, message) -> {
            if (!name.equals("AppendEntries") && !name.equals("InstallSnapshot")) {
                assertEquals(1, FrameCodec.encode(message, 0).length, name);
            }
        });
        assertEquals(1, FrameCodec.encode(piece(Chunk.NONE), 0).length);
        assertEquals(1, FrameCodec.encode(piece(new SnapshotChunk(new byte[0])), 0).length);
    }

    @Test
    void capabilitiesAreReadAlsoWhereTheyAreNotKnown() throws FrameException {
        Message vote = SampleMessages.named("RequestVote");
        for (int bits : new int[] {0, Capabilities.LEASE, 1 << 15, FrameCodec.CAPABILITIES_MAX}) {
            Frame frame = FrameCodec.decode(ByteBuffer.wrap(Frames.joined(vote, bits)));
            assertEquals(new Frame(vote, bits), frame);
        }
    }

    @Test
    void capabilitiesThatDoNotFitAreNotSent() {
        Message vote = SampleMessages.named("RequestVote");
        assertThrows(IllegalArgumentException.class, () -> FrameCodec.encode(vote, -1));
        assertThrows(IllegalArgumentException.class, () -> FrameCodec.encode(vote, FrameCodec.CAPABILITIES_MAX + 1));
    }

    @Test
    void theLargestConfigurationFitsIntoASnapshotAndAnEntry() throws FrameException {
        List<Member> many = new ArrayList<>();
        for (int i = 1; i <= Configuration.MEMBERS_MAX; i++) {
            many.add(new Member(i, -i));
        }
        List<Member> more = many.stream()
                .map(member -> new Member(member.nodeId(), member.diskId() + 1))
                .toList();
        Configuration largest = new Configuration(many, more, more);
        SnapshotMeta snapshot = new SnapshotMeta(new EntryId(1, 5), 0, 1, largest, 0, 3, 4);
        Message install = new InstallSnapshot(ONE, TWO, 1, snapshot, 0, Chunk.NONE);
        Frames.assertSame(
                install,
                FrameCodec.decode(ByteBuffer.wrap(Frames.joined(install))).message());
    }

    @Test
    void aStreamIsCutIntoFramesByTheirLength() throws FrameException {
        byte[] frame = Frames.joined(SampleMessages.named("AppendEntries"));
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
        for (int length : new int[] {-1, 0, 48, FrameCodec.FRAME_BYTES_MAX - 3, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            ByteBuffer stream = ByteBuffer.allocate(4).putInt(0, length);
            assertThrows(FrameException.class, () -> FrameCodec.frameLength(stream), "length " + length);
        }
    }

    @Test
    void aFrameThatWouldBeTooLargeIsNotMade() {
        byte[] large = new byte[FrameCodec.FRAME_BYTES_MAX];
        LogEntry entry = new LogEntry(1, 1, EntryKind.COMMAND, large);
        Message append = new AppendEntries(ONE, TWO, 1, EntryId.ZERO, 0, 0, -1, new EntryBatch(List.of(entry)));
        assertThrows(IllegalArgumentException.class, () -> FrameCodec.encode(append, 0));
        assertThrows(IllegalArgumentException.class, () -> FrameCodec.encode(piece(new SnapshotChunk(large)), 0));
    }

    @Test
    void aPieceWithoutItsBytesIsNotSent() {
        Chunk promised = () -> 5;
        assertThrows(IllegalArgumentException.class, () -> FrameCodec.encode(piece(promised), 0));
    }

    private static Message piece(Chunk chunk) {
        return new InstallSnapshot(ONE, TWO, 1, SNAPSHOT, 0, chunk);
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
