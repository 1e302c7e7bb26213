package dev.seaworthy.engine.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.seaworthy.engine.core.Entries;
import dev.seaworthy.engine.core.Message;
import dev.seaworthy.engine.core.Message.AppendEntries;
import dev.seaworthy.engine.entry.EntryBatch;
import dev.seaworthy.engine.entry.LogEntry;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Frames as plain arrays, and a way to damage them below the checksum. */
final class Frames {
    private Frames() {}

    /** What a receiver gets: all parts in one array. */
    static byte[] joined(Message message) {
        ByteBuffer[] parts = FrameCodec.encode(message);
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

    /** Messages are records, but payloads are arrays, so entries are compared one by one. */
    static void assertSame(Message expected, Message actual) {
        assertEquals(withoutEntries(expected), withoutEntries(actual));
        Entries entries = entriesOf(expected);
        Entries others = entriesOf(actual);
        assertEquals(entries.count(), others.count());
        for (int i = 0; i < entries.count(); i++) {
            LogEntry entry = ((EntryBatch) entries).entries().get(i);
            LogEntry other = ((EntryBatch) others).entries().get(i);
            assertEquals(entry.index(), other.index());
            assertEquals(entry.term(), other.term());
            assertEquals(entry.kind(), other.kind());
            assertArrayEquals(entry.payload(), other.payload());
        }
    }

    private static Entries entriesOf(Message message) {
        return message instanceof AppendEntries append ? append.entries() : Entries.NONE;
    }

    private static Message withoutEntries(Message message) {
        return message instanceof AppendEntries append
                ? new AppendEntries(
                        append.from(),
                        append.to(),
                        append.term(),
                        append.prev(),
                        append.leaderCommit(),
                        append.readSequence(),
                        Entries.NONE)
                : message;
    }
}
