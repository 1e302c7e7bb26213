package dev.seaworthy.engine.wire;

import dev.seaworthy.engine.core.Chunk;
import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.Entries;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.Message;
import dev.seaworthy.engine.core.Message.AppendEntries;
import dev.seaworthy.engine.core.Message.AppendEntriesReply;
import dev.seaworthy.engine.core.Message.InstallSnapshot;
import dev.seaworthy.engine.core.Message.InstallSnapshotReply;
import dev.seaworthy.engine.core.Message.PreVote;
import dev.seaworthy.engine.core.Message.PreVoteReply;
import dev.seaworthy.engine.core.Message.ReadIndex;
import dev.seaworthy.engine.core.Message.ReadIndexReply;
import dev.seaworthy.engine.core.Message.RequestVote;
import dev.seaworthy.engine.core.Message.RequestVoteReply;
import dev.seaworthy.engine.core.Message.TimeoutNow;
import dev.seaworthy.engine.core.SnapshotMeta;
import dev.seaworthy.engine.entry.ConfigurationCodec;
import dev.seaworthy.engine.entry.EntryBatch;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.entry.SnapshotChunk;
import java.nio.ByteBuffer;
import java.util.List;

/** Reads one frame, then is thrown away. */
final class FrameDecoder {
    private final FrameReader in;
    private Member from;
    private Member to;
    private long term;

    FrameDecoder(ByteBuffer frame) {
        in = new FrameReader(frame);
    }

    Frame decode() throws FrameException {
        in.open();
        byte version = in.octet();
        if (version != FrameCodec.VERSION) {
            throw in.malformed(1, "version " + FrameCodec.VERSION, version);
        }
        byte type = in.octet();
        // Bits that are not known here are no reason to refuse: that is what they are for.
        int capabilities = in.bits16();
        from = in.member("the sender's");
        to = in.member("the receiver's");
        term = in.number("a term");
        return new Frame(message(type), capabilities);
    }

    private Message message(byte type) throws FrameException {
        return switch (type) {
            case FrameCodec.PRE_VOTE -> preVote();
            case FrameCodec.PRE_VOTE_REPLY -> new PreVoteReply(from, to, term, granted());
            case FrameCodec.REQUEST_VOTE -> requestVote();
            case FrameCodec.REQUEST_VOTE_REPLY -> new RequestVoteReply(from, to, term, granted());
            case FrameCodec.APPEND_ENTRIES -> appendEntries();
            case FrameCodec.APPEND_ENTRIES_REPLY -> appendEntriesReply();
            case FrameCodec.INSTALL_SNAPSHOT -> installSnapshot();
            case FrameCodec.INSTALL_SNAPSHOT_REPLY -> installSnapshotReply();
            case FrameCodec.TIMEOUT_NOW -> timeoutNow();
            case FrameCodec.READ_INDEX -> readIndex();
            case FrameCodec.READ_INDEX_REPLY -> readIndexReply();
            default ->
                throw new FrameException(FrameCodec.CHECKED_FROM + 1, "a known message type", Integer.toString(type));
        };
    }

    private Message preVote() throws FrameException {
        in.body(FrameCodec.PRE_VOTE_BODY_BYTES);
        return new PreVote(from, to, term, in.entryId());
    }

    private Message requestVote() throws FrameException {
        in.body(FrameCodec.REQUEST_VOTE_BODY_BYTES);
        return new RequestVote(from, to, term, in.entryId(), in.flag("transfer"));
    }

    private boolean granted() throws FrameException {
        in.body(FrameCodec.VOTE_REPLY_BODY_BYTES);
        return in.flag("granted");
    }

    private Message appendEntriesReply() throws FrameException {
        in.body(FrameCodec.APPEND_REPLY_BODY_BYTES);
        boolean success = in.flag("success");
        long index = in.number("an index");
        EntryId hint = in.entryId();
        long readSequence = in.number("a read sequence");
        return new AppendEntriesReply(from, to, term, success, index, hint, readSequence, in.number("an incarnation"));
    }

    private Message appendEntries() throws FrameException {
        in.bodyAtLeast(FrameCodec.APPEND_BODY_BYTES);
        EntryId prev = in.entryId();
        long leaderCommit = in.number("a commit index");
        long readSequence = in.number("a read sequence");
        long recovered = in.numberFrom(FrameCodec.NO_INCARNATION, "a recovered incarnation");
        Entries entries = entriesAfter(prev.index());
        return new AppendEntries(from, to, term, prev, leaderCommit, readSequence, recovered, entries);
    }

    private Entries entriesAfter(long prevIndex) throws FrameException {
        int room = (in.remaining() - Integer.BYTES) / FrameCodec.ENTRY_BYTES;
        int count = in.countUpTo(Math.min(room, FrameCodec.NUMBER_MAX - prevIndex), "a count of entries");
        int payloadAt = in.position() + count * FrameCodec.ENTRY_BYTES;
        LogEntry[] entries = new LogEntry[count];
        long newestTerm = 1;
        long newestTime = 0;
        for (int i = 0; i < count; i++) {
            long entryTerm = in.numberFrom(newestTerm, "an entry's term");
            long time = in.numberFrom(newestTime, "an entry's time");
            EntryKind kind = in.kind();
            byte[] payload = payload(kind, payloadAt);
            entries[i] = new LogEntry(prevIndex + 1 + i, entryTerm, kind, time, payload);
            newestTerm = entryTerm;
            newestTime = time;
            payloadAt += payload.length;
        }
        expectEndAt(payloadAt);
        return count == 0 ? Entries.NONE : new EntryBatch(List.of(entries));
    }

    private byte[] payload(EntryKind kind, int payloadAt) throws FrameException {
        int room = in.remainingFrom(payloadAt);
        int bytesMax = switch (kind) {
            case NOOP -> 0;
            case COMMAND -> room;
            case CONFIGURATION -> Math.min(room, ConfigurationCodec.BYTES_MAX);
        };
        byte[] payload = in.bytesAt(payloadAt, in.countUpTo(bytesMax, payloadSizeOf(kind)));
        if (kind == EntryKind.CONFIGURATION) {
            FrameReader.configuration(payload, payloadAt);
        }
        return payload;
    }

    /** Constants: this is asked for every entry, and told only where one is refused. */
    private static String payloadSizeOf(EntryKind kind) {
        return switch (kind) {
            case NOOP -> "the size of a NOOP's payload";
            case COMMAND -> "the size of a COMMAND's payload";
            case CONFIGURATION -> "the size of a CONFIGURATION's payload";
        };
    }

    private Message installSnapshot() throws FrameException {
        in.bodyAtLeast(FrameCodec.SNAPSHOT_BODY_BYTES);
        int at = in.position();
        EntryId last = in.entryId();
        if (last.equals(EntryId.ZERO)) {
            throw new FrameException(at, "the last entry of a snapshot", "the place before the log");
        }
        long timeNanos = in.number("a cluster time");
        long configurationIndex = in.numberBetween(0, last.index(), "a configuration's index");
        long bytes = in.number("a snapshot's size");
        long digestHigh = in.bits64();
        long digestLow = in.bits64();
        long offset = in.numberBetween(0, bytes, "an offset");
        int room = in.remaining() - 2 * Integer.BYTES;
        int configurationBytes =
                in.countUpTo(Math.min(room, ConfigurationCodec.BYTES_MAX), "the size of a configuration");
        int chunkBytes = in.countUpTo(Math.min(room - configurationBytes, bytes - offset), "the size of a chunk");
        int configurationAt = in.position();
        int chunkAt = configurationAt + configurationBytes;
        expectEndAt(chunkAt + chunkBytes);
        Configuration configuration =
                FrameReader.configuration(in.bytesAt(configurationAt, configurationBytes), configurationAt);
        SnapshotMeta snapshot =
                new SnapshotMeta(last, timeNanos, configurationIndex, configuration, bytes, digestHigh, digestLow);
        Chunk chunk = chunkBytes == 0 ? Chunk.NONE : new SnapshotChunk(in.bytesAt(chunkAt, chunkBytes));
        return new InstallSnapshot(from, to, term, snapshot, offset, chunk);
    }

    private Message installSnapshotReply() throws FrameException {
        in.body(FrameCodec.SNAPSHOT_REPLY_BODY_BYTES);
        EntryId last = in.entryId();
        long offset = in.number("an offset");
        boolean installed = in.flag("installed");
        return new InstallSnapshotReply(from, to, term, last, offset, installed, in.number("an incarnation"));
    }

    private Message timeoutNow() throws FrameException {
        in.body(FrameCodec.TIMEOUT_NOW_BODY_BYTES);
        return new TimeoutNow(from, to, term, in.entryId());
    }

    private Message readIndex() throws FrameException {
        in.body(FrameCodec.READ_INDEX_BODY_BYTES);
        return new ReadIndex(from, to, term, in.bits64(), in.number("a read sequence"));
    }

    private Message readIndexReply() throws FrameException {
        in.body(FrameCodec.READ_INDEX_REPLY_BODY_BYTES);
        long boot = in.bits64();
        long sequence = in.number("a read sequence");
        return new ReadIndexReply(from, to, term, boot, sequence, in.number("an index"));
    }

    private void expectEndAt(int position) throws FrameException {
        if (in.remainingFrom(position) != 0) {
            throw new FrameException(position, "the end of the frame", in.remainingFrom(position) + " more bytes");
        }
    }
}
