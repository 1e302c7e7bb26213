package dev.seaworthy.engine.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.seaworthy.engine.core.Chunk;
import dev.seaworthy.engine.core.Entries;
import dev.seaworthy.engine.core.Message;
import dev.seaworthy.engine.core.Message.AppendEntries;
import dev.seaworthy.engine.core.Message.InstallSnapshot;
import dev.seaworthy.engine.entry.EntryBatch;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.entry.SnapshotChunk;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Frames as plain arrays, and a way to damage them below the checksum. */
final class Frames {
    private Frames() {}

    /** What a receiver gets from a sender without capabilities. */
    static byte[] joined(Message message) {
        return joined(message, 0);
    }

    /** What a receiver gets: all parts in one array. */
    static byte[] joined(Message message, int capabilities) {
        ByteBuffer[] parts = FrameCodec.encode(message, capabilities);
        int bytes = 0;
        for (ByteBuffer part : parts) {
            bytes += part.remaining();
        }
        ByteBuffer joined = ByteBuffer.allocate(bytes);
        for (ByteBuffer part : parts) {
            joined.put(part.duplicate());
        }
        return joined.array();
    }

    /** The frame with its length and checksum made right again, as a peer with a fault of its own would send it. */
    static byte[] sealed(byte[] frame) {
        ByteBuffer out = ByteBuffer.wrap(frame.clone());
        out.putInt(0, frame.length - 4);
        CRC32C checksum = new CRC32C();
        checksum.update(frame, 8, frame.length - 8);
        out.putInt(4, (int) checksum.getValue());
        return out.array();
    }

    /** Messages are records, but payloads are arrays, so entries and chunks are compared one by one. */
    static void assertSame(Message expected, Message actual) {
        assertEquals(withoutPayloads(expected), withoutPayloads(actual));
        Entries entries = entriesOf(expected);
        Entries others = entriesOf(actual);
        assertEquals(entries.count(), others.count());
        for (int i = 0; i < entries.count(); i++) {
            assertSame(
                    ((EntryBatch) entries).entries().get(i),
                    ((EntryBatch) others).entries().get(i));
        }
        assertArrayEquals(contentOf(expected), contentOf(actual));
    }

    private static void assertSame(LogEntry expected, LogEntry actual) {
        assertEquals(expected.index(), actual.index());
        assertEquals(expected.term(), actual.term());
        assertEquals(expected.kind(), actual.kind());
        assertEquals(expected.timeNanos(), actual.timeNanos());
        assertArrayEquals(expected.payload(), actual.payload());
    }

    private static Entries entriesOf(Message message) {
        return message instanceof AppendEntries append ? append.entries() : Entries.NONE;
    }

    private static byte[] contentOf(Message message) {
        return message instanceof InstallSnapshot install && install.chunk() instanceof SnapshotChunk piece
                ? piece.content()
                : new byte[0];
    }

    private static Message withoutPayloads(Message message) {
        if (message instanceof AppendEntries append) {
            return new AppendEntries(
                    append.from(),
                    append.to(),
                    append.term(),
                    append.prev(),
                    append.leaderCommit(),
                    append.readSequence(),
                    append.recovered(),
                    Entries.NONE);
        }
        if (message instanceof InstallSnapshot install) {
            return new InstallSnapshot(
                    install.from(), install.to(), install.term(), install.snapshot(), install.offset(), Chunk.NONE);
        }
        return message;
    }
}
