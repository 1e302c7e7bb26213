package dev.seaworthy.engine.wire;

import dev.seaworthy.engine.core.Entries;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.Message;
import dev.seaworthy.engine.core.Message.AppendEntries;
import dev.seaworthy.engine.core.Message.AppendEntriesReply;
import dev.seaworthy.engine.core.Message.PreVote;
import dev.seaworthy.engine.core.Message.PreVoteReply;
import dev.seaworthy.engine.core.Message.RequestVote;
import dev.seaworthy.engine.core.Message.RequestVoteReply;
import dev.seaworthy.engine.entry.EntryBatch;
import dev.seaworthy.engine.entry.LogEntry;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;

/** Writes one frame, then is thrown away. */
final class FrameEncoder implements Message.Handler {
    private ByteBuffer[] frame;

    ByteBuffer[] encode(Message message) {
        message.deliverTo(this);
        seal();
        return frame;
    }

    @Override
    public void onPreVote(PreVote message) {
        vote(FrameCodec.PRE_VOTE, message, message.last());
    }

    @Override
    public void onPreVoteReply(PreVoteReply message) {
        voteReply(FrameCodec.PRE_VOTE_REPLY, message, message.granted());
    }

    @Override
    public void onRequestVote(RequestVote message) {
        vote(FrameCodec.REQUEST_VOTE, message, message.last());
    }

    @Override
    public void onRequestVoteReply(RequestVoteReply message) {
        voteReply(FrameCodec.REQUEST_VOTE_REPLY, message, message.granted());
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
        out.putLong(message.prev().term()).putLong(message.prev().index());
        out.putLong(message.leaderCommit()).putLong(message.readSequence()).putInt(count);
        int next = 1;
        for (int i = 0; i < count; i++) {
            LogEntry entry = entries.get(i);
            byte[] payload = entry.payload();
            out.putLong(entry.term()).put(entry.kind().code()).putInt(payload.length);
            if (payload.length > 0) {
                frame[next++] = ByteBuffer.wrap(payload);
            }
        }
    }

    @Override
    public void onAppendEntriesReply(AppendEntriesReply message) {
        ByteBuffer out = begin(FrameCodec.APPEND_ENTRIES_REPLY, message, FrameCodec.APPEND_REPLY_BODY_BYTES, 0, 0);
        out.put(flag(message.success())).putLong(message.index());
        out.putLong(message.hint().term()).putLong(message.hint().index());
        out.putLong(message.readSequence());
    }

    private void vote(byte type, Message message, EntryId last) {
        ByteBuffer out = begin(type, message, FrameCodec.VOTE_BODY_BYTES, 0, 0);
        out.putLong(last.term()).putLong(last.index());
    }

    private void voteReply(byte type, Message message, boolean granted) {
        begin(type, message, FrameCodec.VOTE_REPLY_BODY_BYTES, 0, 0).put(flag(granted));
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
        out.put(FrameCodec.VERSION).put(type).putShort((short) 0);
        return out.putLong(message.from()).putLong(message.to()).putLong(message.term());
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

    private static byte flag(boolean value) {
        return (byte) (value ? 1 : 0);
    }
}
