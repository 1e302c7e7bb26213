package dev.seaworthy.engine.host;

import dev.seaworthy.engine.core.Effect;
import dev.seaworthy.engine.core.Message;
import dev.seaworthy.engine.entry.EntryBatch;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.entry.SnapshotChunk;
import java.util.ArrayDeque;
import java.util.List;

/**
 * Messages that wait for the disk to give what they carry: entries no longer in memory, pieces of snapshots. Each
 * leaves when its answer comes, unless this node's term has ended by then. Not thread safe.
 */
final class CatchUp {
    private final ArrayDeque<Message.AppendEntries> entries = new ArrayDeque<>();
    private final ArrayDeque<Message.InstallSnapshot> chunks = new ArrayDeque<>();
    private final Ports ports;
    private final Outbox outbox;

    CatchUp(Ports ports, Outbox outbox) {
        this.ports = ports;
        this.outbox = outbox;
    }

    /** Sends what {@code header} announces once its entries, up to {@code lastIndex}, have been read. */
    void send(Message.AppendEntries header, long lastIndex) {
        entries.add(header);
        ports.store().read(header.prev().index() + 1, lastIndex);
    }

    void send(Effect.SendChunk effect) {
        chunks.add(effect.header());
        ports.snapshots().read(effect.header().snapshot(), effect.header().offset(), effect.bytes());
    }

    /**
     * The disk has answered the oldest question for entries. What was compacted meanwhile is missing: then nothing
     * leaves, as if the network had lost it.
     */
    void entriesRead(List<LogEntry> read, long term, boolean leads) {
        Message.AppendEntries header = entries.remove();
        boolean whole = !read.isEmpty() && read.get(0).index() == header.prev().index() + 1;
        if (leads && header.term() == term && whole) {
            outbox.leave(header.withEntries(new EntryBatch(read)));
        }
    }

    /** The disk has answered the oldest question for a piece of a snapshot. */
    void chunkRead(byte[] content, long term, boolean leads) {
        Message.InstallSnapshot header = chunks.remove();
        if (leads && header.term() == term) {
            outbox.leave(header.withChunk(new SnapshotChunk(content)));
        }
    }
}
