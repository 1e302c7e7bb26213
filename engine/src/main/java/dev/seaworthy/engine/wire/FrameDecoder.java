package dev.seaworthy.engine.wire;

import dev.seaworthy.engine.core.Entries;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.EntryKind;
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
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;

/** Reads one frame from front to back, then is thrown away. Every number is held against its bounds as it is read. */
final class FrameDecoder {
    private static final byte[] NO_PAYLOAD = {};

    /** Position 0 is the first byte of the frame; big-endian whatever the caller's buffer is set to. */
    private final ByteBuffer in;

    FrameDecoder(ByteBuffer frame) {
        in = frame.slice();
    }

    Message decode() throws FrameException {
        checkLength();
        checkChecksum();
        in.position(FrameCodec.CHECKED_FROM);
        byte version = in.get();
        if (version != FrameCodec.VERSION) {
            throw malformed(1, "version " + FrameCodec.VERSION, version);
        }
        byte type = in.get();
        in.getShort(); // capability bits: none is known, and unknown ones are no reason to refuse
        long from = nodeId("the sender's node id");
        long to = nodeId("the receiver's node id");
        long term = number("a term");
        return switch (type) {
            case FrameCodec.PRE_VOTE -> new PreVote(from, to, term, lastOfVote());
            case FrameCodec.PRE_VOTE_REPLY -> new PreVoteReply(from, to, term, granted());
            case FrameCodec.REQUEST_VOTE -> new RequestVote(from, to, term, lastOfVote());
            case FrameCodec.REQUEST_VOTE_REPLY -> new RequestVoteReply(from, to, term, granted());
            case FrameCodec.APPEND_ENTRIES -> appendEntries(from, to, term);
            case FrameCodec.APPEND_ENTRIES_REPLY -> appendEntriesReply(from, to, term);
            default ->
                throw new FrameException(FrameCodec.CHECKED_FROM + 1, "a known message type", Integer.toString(type));
        };
    }

    private void checkLength() throws FrameException {
        int there = in.limit();
        int length = FrameCodec.frameLength(in);
        if (length == FrameCodec.LENGTH_UNKNOWN) {
            throw new FrameException(0, "a length of " + FrameCodec.LENGTH_BYTES + " bytes", there + " bytes");
        }
        if (length != there) {
            throw new FrameException(0, "a frame of " + length + " bytes as its length says", there + " bytes");
        }
    }

    private void checkChecksum() throws FrameException {
        int checked = in.limit() - FrameCodec.CHECKED_FROM;
        CRC32C checksum = new CRC32C();
        if (in.hasArray()) {
            checksum.update(in.array(), in.arrayOffset() + FrameCodec.CHECKED_FROM, checked);
        } else {
            checksum.update(in.duplicate().position(FrameCodec.CHECKED_FROM));
        }
        int stated = in.getInt(FrameCodec.CHECKSUM_AT);
        if (stated != (int) checksum.getValue()) {
            throw new FrameException(
                    FrameCodec.CHECKSUM_AT,
                    "checksum " + Integer.toHexString((int) checksum.getValue()),
                    Integer.toHexString(stated));
        }
    }

    private EntryId lastOfVote() throws FrameException {
        bodyOf(FrameCodec.VOTE_BODY_BYTES);
        return entryId();
    }

    private boolean granted() throws FrameException {
        bodyOf(FrameCodec.VOTE_REPLY_BODY_BYTES);
        return flag("granted");
    }

    private Message appendEntriesReply(long from, long to, long term) throws FrameException {
        bodyOf(FrameCodec.APPEND_REPLY_BODY_BYTES);
        boolean success = flag("success");
        long index = number("an index");
        EntryId hint = entryId();
        return new AppendEntriesReply(from, to, term, success, index, hint, number("a read sequence"));
    }

    private Message appendEntries(long from, long to, long term) throws FrameException {
        if (in.remaining() < FrameCodec.APPEND_BODY_BYTES) {
            throw new FrameException(
                    in.position(),
                    "at least " + FrameCodec.APPEND_BODY_BYTES + " bytes of body",
                    in.remaining() + " bytes");
        }
        EntryId prev = entryId();
        long leaderCommit = number("a commit index");
        long readSequence = number("a read sequence");
        return new AppendEntries(from, to, term, prev, leaderCommit, readSequence, entriesAfter(prev.index()));
    }

    private Entries entriesAfter(long prevIndex) throws FrameException {
        int count = in.getInt();
        int room = in.remaining() / FrameCodec.ENTRY_BYTES;
        if (count < 0 || count > room || count > FrameCodec.NUMBER_MAX - prevIndex) {
            throw malformed(Integer.BYTES, "a count of entries, at most the " + room + " there is room for", count);
        }
        int payloadAt = in.position() + count * FrameCodec.ENTRY_BYTES;
        LogEntry[] entries = new LogEntry[count];
        long newestTerm = 1;
        for (int i = 0; i < count; i++) {
            LogEntry entry = entry(prevIndex + 1 + i, newestTerm, payloadAt);
            entries[i] = entry;
            newestTerm = entry.term();
            payloadAt += entry.payload().length;
        }
        if (payloadAt != in.limit()) {
            throw new FrameException(payloadAt, "the end of the frame", in.limit() - payloadAt + " more bytes");
        }
        return count == 0 ? Entries.NONE : new EntryBatch(List.of(entries));
    }

    private LogEntry entry(long index, long newestTerm, int payloadAt) throws FrameException {
        long term = in.getLong();
        if (term < newestTerm || term > FrameCodec.NUMBER_MAX) {
            throw malformed(Long.BYTES, "an entry's term, at least " + newestTerm, term);
        }
        EntryKind kind = kind();
        int bytes = in.getInt();
        int bytesMax = kind == EntryKind.NOOP ? 0 : in.limit() - payloadAt;
        if (bytes < 0 || bytes > bytesMax) {
            throw malformed(Integer.BYTES, "the size of a " + kind + "'s payload, at most " + bytesMax, bytes);
        }
        byte[] payload = NO_PAYLOAD;
        if (bytes > 0) {
            payload = new byte[bytes];
            in.get(payloadAt, payload);
        }
        if (kind == EntryKind.CONFIGURATION) {
            checkConfiguration(payload, payloadAt);
        }
        return new LogEntry(index, term, kind, payload);
    }

    private static void checkConfiguration(byte[] payload, int payloadAt) throws FrameException {
        try {
            ConfigurationCodec.decode(payload);
        } catch (IllegalArgumentException e) {
            throw new FrameException(payloadAt, "a configuration", "none: " + e.getMessage());
        }
    }

    private EntryKind kind() throws FrameException {
        byte code = in.get();
        try {
            return EntryKind.ofCode(code);
        } catch (IllegalArgumentException e) {
            throw malformed(1, "the code of an entry kind", code);
        }
    }

    private void bodyOf(int bytes) throws FrameException {
        if (in.remaining() != bytes) {
            throw new FrameException(in.position(), bytes + " bytes of body", in.remaining() + " bytes");
        }
    }

    private EntryId entryId() throws FrameException {
        long term = number("a term");
        long index = number("an index");
        if ((term == 0) != (index == 0)) {
            throw malformed(2 * Long.BYTES, "term and index both 0 or neither", "term " + term + ", index " + index);
        }
        return term == 0 ? EntryId.ZERO : new EntryId(term, index);
    }

    private long nodeId(String what) throws FrameException {
        long id = in.getLong();
        if (id < 1) {
            throw malformed(Long.BYTES, what + ", at least 1", id);
        }
        return id;
    }

    private long number(String what) throws FrameException {
        long number = in.getLong();
        if (number < 0 || number > FrameCodec.NUMBER_MAX) {
            throw malformed(Long.BYTES, what + " from 0 to " + FrameCodec.NUMBER_MAX, number);
        }
        return number;
    }

    private boolean flag(String what) throws FrameException {
        byte flag = in.get();
        if (flag != 0 && flag != 1) {
            throw malformed(1, what + ", 0 or 1", flag);
        }
        return flag == 1;
    }

    /** About the field of so many bytes that was just read. */
    private FrameException malformed(int fieldBytes, String expected, Object found) {
        return new FrameException(in.position() - fieldBytes, expected, String.valueOf(found));
    }
}
