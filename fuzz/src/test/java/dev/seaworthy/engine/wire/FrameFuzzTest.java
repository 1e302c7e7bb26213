package dev.seaworthy.engine.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.seaworthy.engine.core.Chunk;
import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.Entries;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.Message;
import dev.seaworthy.engine.core.SnapshotMeta;
import dev.seaworthy.engine.entry.ConfigurationCodec;
import dev.seaworthy.engine.entry.EntryBatch;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.entry.SnapshotChunk;
import dev.seaworthy.fuzz.Allocation;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames as nobody sends them: refused as such, or exactly what their message is encoded to. */
class FrameFuzzTest {
    private static final Member ONE = new Member(1, 11);
    private static final Member TWO = new Member(2, 22);

    static Stream<byte[]> messages() {
        Configuration both = new Configuration(List.of(ONE), List.of(TWO), List.of(new Member(3, 33)));
        EntryId last = new EntryId(4, 9);
        SnapshotMeta snapshot = new SnapshotMeta(last, 7, 3, both, 6, 1, 2);
        Entries entries = new EntryBatch(List.of(
                new LogEntry(10, 4, EntryKind.NOOP, 8, new byte[0]),
                new LogEntry(11, 5, EntryKind.COMMAND, 9, new byte[] {1, 2, 3}),
                new LogEntry(12, 5, EntryKind.CONFIGURATION, 9, ConfigurationCodec.encode(both))));
        return Stream.of(
                        new Message.PreVote(ONE, TWO, 5, last),
                        new Message.PreVoteReply(ONE, TWO, 5, true),
                        new Message.RequestVote(ONE, TWO, 5, last, true),
                        new Message.RequestVoteReply(ONE, TWO, 5, false),
                        new Message.AppendEntries(ONE, TWO, 5, last, 8, 6, -1, Entries.NONE),
                        new Message.AppendEntries(ONE, TWO, 5, last, 8, 6, 2, entries),
                        new Message.AppendEntriesReply(ONE, TWO, 5, true, 12, EntryId.ZERO, 6, 2),
                        new Message.InstallSnapshot(ONE, TWO, 5, snapshot, 0, Chunk.NONE),
                        new Message.InstallSnapshot(ONE, TWO, 5, snapshot, 2, new SnapshotChunk(new byte[] {5, 6})),
                        new Message.InstallSnapshotReply(ONE, TWO, 5, last, 2, true, 1),
                        new Message.TimeoutNow(ONE, TWO, 5, last),
                        new Message.ReadIndex(ONE, TWO, 5, 77, 6),
                        new Message.ReadIndexReply(ONE, TWO, 5, 77, 6, 12))
                .map(message -> joined(FrameCodec.encode(message, 0x0F)));
    }

    @MethodSource("messages")
    @FuzzTest(maxDuration = "2m")
    void aFrameIsRefusedOrWhatItsMessageIsEncodedTo(byte[] bytes) throws Exception {
        Allocation.bounded(bytes, () -> {
            decode(bytes);
            decode(withLengthAndChecksum(bytes));
        });
    }

    private static void decode(byte[] bytes) {
        try {
            int length = FrameCodec.frameLength(ByteBuffer.wrap(bytes));
            Frame frame = FrameCodec.decode(ByteBuffer.wrap(bytes));
            assertEquals(bytes.length, length);
            assertArrayEquals(bytes, joined(FrameCodec.encode(frame.message(), frame.capabilities())));
        } catch (FrameException refused) {
            assertEquals(FrameException.class, refused.getClass());
        }
    }

    /** So that what lies behind the checksum is tried, too. */
    private static byte[] withLengthAndChecksum(byte[] bytes) {
        if (bytes.length < FrameCodec.CHECKED_FROM) {
            return bytes;
        }
        byte[] sound = bytes.clone();
        CRC32C checksum = new CRC32C();
        checksum.update(sound, FrameCodec.CHECKED_FROM, sound.length - FrameCodec.CHECKED_FROM);
        ByteBuffer.wrap(sound).putInt(0, sound.length - FrameCodec.LENGTH_BYTES).putInt(FrameCodec.CHECKSUM_AT, (int)
                checksum.getValue());
        return sound;
    }

    private static byte[] joined(ByteBuffer[] buffers) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (ByteBuffer buffer : buffers) {
            byte[] part = new byte[buffer.remaining()];
            buffer.get(part);
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
