package dev.seaworthy.engine.wire;

import dev.seaworthy.engine.core.Chunk;
import dev.seaworthy.engine.core.Entries;
import dev.seaworthy.engine.core.EntryId;
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
import java.util.zip.CRC32C;

/** Writes one frame, then is thrown away. */
final class FrameEncoder implements Message.Handler {
    private static final byte[] NO_BYTES = {};

    private final int capabilities;
    private ByteBuffer[] frame;

    FrameEncoder(int capabilities) {
        if (capabilities < 0 || capabilities > FrameCodec.CAPABILITIES_MAX) {
            throw new IllegalArgumentException(
                    "capabilities " + Integer.toHexString(capabilities) + " do not fit into 16 bits");
        }
        this.capabilities = capabilities;
    }

    ByteBuffer[] encode(Message message) {
        message.deliverTo(this);
        seal();
        return frame;
    }

    @Override
    public void onPreVote(PreVote message) {
        entryId(begin(FrameCodec.PRE_VOTE, message, FrameCodec.PRE_VOTE_BODY_BYTES), message.last());
    }

    @Override
    public void onPreVoteReply(PreVoteReply message) {
        begin(FrameCodec.PRE_VOTE_REPLY, message, FrameCodec.VOTE_REPLY_BODY_BYTES)
                .put(flag(message.granted()));
    }

    @Override
    public void onRequestVote(RequestVote message) {
        ByteBuffer out = begin(FrameCodec.REQUEST_VOTE, message, FrameCodec.REQUEST_VOTE_BODY_BYTES);
        entryId(out, message.last()).put(flag(message.transfer()));
    }

    @Override
    public void onRequestVoteReply(RequestVoteReply message) {
        begin(FrameCodec.REQUEST_VOTE_REPLY, message, FrameCodec.VOTE_REPLY_BODY_BYTES)
                .put(flag(message.granted()));
    }

    @Override
    public void onAppendEntries(AppendEntries message) {
        List<LogEntry> entries = entriesOf(message.entries());
        int count = entries.size();
        long payloadBytes = 0;
        int payloads = 0;
        for (int i = 0; i < count; i++) {
            int bytes = entries.get(i).payload().length;
            payloadBytes += bytes;
            payloads += bytes == 0 ? 0 : 1;
        }
        long bodyBytes = FrameCodec.APPEND_BODY_BYTES + (long) count * FrameCodec.ENTRY_BYTES;
        ByteBuffer out = begin(FrameCodec.APPEND_ENTRIES, message, bodyBytes, payloadBytes, payloads);
        entryId(out, message.prev()).putLong(message.leaderCommit());
        out.putLong(message.readSequence()).putLong(message.recovered()).putInt(count);
        int next = 1;
        for (int i = 0; i < count; i++) {
            LogEntry entry = entries.get(i);
            byte[] payload = entry.payload();
            out.putLong(entry.term()).putLong(entry.timeNanos());
            out.put(entry.kind().code()).putInt(payload.length);
            if (payload.length > 0) {
                frame[next++] = ByteBuffer.wrap(payload);
            }
        }
    }

    @Override
    public void onAppendEntriesReply(AppendEntriesReply message) {
        ByteBuffer out = begin(FrameCodec.APPEND_ENTRIES_REPLY, message, FrameCodec.APPEND_REPLY_BODY_BYTES);
        out.put(flag(message.success())).putLong(message.index());
        entryId(out, message.hint()).putLong(message.readSequence()).putLong(message.incarnation());
    }

    @Override
    public void onInstallSnapshot(InstallSnapshot message) {
        SnapshotMeta snapshot = message.snapshot();
        byte[] configuration = ConfigurationCodec.encode(snapshot.configuration());
        byte[] content = contentOf(message.chunk());
        long bodyBytes = (long) FrameCodec.SNAPSHOT_BODY_BYTES + configuration.length;
        int payloads = content.length == 0 ? 0 : 1;
        ByteBuffer out = begin(FrameCodec.INSTALL_SNAPSHOT, message, bodyBytes, content.length, payloads);
        entryId(out, snapshot.last()).putLong(snapshot.timeNanos()).putLong(snapshot.configurationIndex());
        out.putLong(snapshot.bytes()).putLong(snapshot.digestHigh()).putLong(snapshot.digestLow());
        out.putLong(message.offset()).putInt(configuration.length).putInt(content.length);
        out.put(configuration);
        if (content.length > 0) {
            frame[1] = ByteBuffer.wrap(content);
        }
    }

    @Override
    public void onInstallSnapshotReply(InstallSnapshotReply message) {
        ByteBuffer out = begin(FrameCodec.INSTALL_SNAPSHOT_REPLY, message, FrameCodec.SNAPSHOT_REPLY_BODY_BYTES);
        entryId(out, message.last()).putLong(message.offset());
        out.put(flag(message.installed())).putLong(message.incarnation());
    }

    @Override
    public void onTimeoutNow(TimeoutNow message) {
        entryId(begin(FrameCodec.TIMEOUT_NOW, message, FrameCodec.TIMEOUT_NOW_BODY_BYTES), message.last());
    }

    @Override
    public void onReadIndex(ReadIndex message) {
        begin(FrameCodec.READ_INDEX, message, FrameCodec.READ_INDEX_BODY_BYTES)
                .putLong(message.boot())
                .putLong(message.sequence());
    }

    @Override
    public void onReadIndexReply(ReadIndexReply message) {
        begin(FrameCodec.READ_INDEX_REPLY, message, FrameCodec.READ_INDEX_REPLY_BODY_BYTES)
                .putLong(message.boot())
                .putLong(message.sequence())
                .putLong(message.readIndex());
    }

    /** The head of a frame that ends with its body. */
    private ByteBuffer begin(byte type, Message message, int bodyBytes) {
        return begin(type, message, bodyBytes, 0, 0);
    }

    private ByteBuffer begin(byte type, Message message, long bodyBytes, long payloadBytes, int payloads) {
        long frameBytes = FrameCodec.HEAD_BYTES + bodyBytes + payloadBytes;
        if (frameBytes > FrameCodec.FRAME_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "a frame of " + frameBytes + " bytes; the largest has " + FrameCodec.FRAME_BYTES_MAX);
        }
        ByteBuffer out = ByteBuffer.allocate(FrameCodec.HEAD_BYTES + (int) bodyBytes);
        frame = new ByteBuffer[1 + payloads];
        frame[0] = out;
        out.putInt((int) frameBytes - FrameCodec.LENGTH_BYTES).putInt(0);
        out.put(FrameCodec.VERSION).put(type).putShort((short) capabilities);
        member(out, message.from());
        member(out, message.to());
        return out.putLong(message.term());
    }

    private void seal() {
        ByteBuffer head = frame[0].flip();
        CRC32C checksum = new CRC32C();
        checksum.update(head.position(FrameCodec.CHECKED_FROM));
        for (int i = 1; i < frame.length; i++) {
            checksum.update(frame[i]);
            frame[i].rewind();
        }
        head.rewind();
        head.putInt(FrameCodec.CHECKSUM_AT, (int) checksum.getValue());
    }

    private static List<LogEntry> entriesOf(Entries entries) {
        if (entries instanceof EntryBatch batch) {
            return batch.entries();
        }
        if (entries.count() == 0) {
            return List.of();
        }
        throw new IllegalArgumentException(entries.count() + " entries without payloads cannot be sent");
    }

    private static byte[] contentOf(Chunk chunk) {
        if (chunk instanceof SnapshotChunk piece) {
            return piece.content();
        }
        if (chunk.bytes() == 0) {
            return NO_BYTES;
        }
        throw new IllegalArgumentException("a chunk of " + chunk.bytes() + " bytes cannot be sent without them");
    }

    private static void member(ByteBuffer out, Member member) {
        out.putLong(member.nodeId()).putLong(member.diskId());
    }

    private static ByteBuffer entryId(ByteBuffer out, EntryId id) {
        return out.putLong(id.term()).putLong(id.index());
    }

    private static byte flag(boolean value) {
        return (byte) (value ? 1 : 0);
    }
}
