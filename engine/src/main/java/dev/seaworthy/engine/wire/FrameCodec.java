package dev.seaworthy.engine.wire;

import dev.seaworthy.engine.core.Message;
import java.nio.ByteBuffer;

/**
 * Turns messages into frames and back; the format is the table in the package's description. Functions without state,
 * for any thread.
 */
public final class FrameCodec {
    /** Size of the length field every frame begins with, in bytes. */
    public static final int LENGTH_BYTES = 4;

    /** Largest frame, in bytes, its length field included: 64 MiB. */
    public static final int FRAME_BYTES_MAX = 64 << 20;

    /**
     * Largest term, index, sequence, incarnation, cluster time or size in a frame; leaves the receiver room to add to
     * them.
     */
    public static final long NUMBER_MAX = Long.MAX_VALUE >>> 1;

    /** All the capability bits there is room for. */
    public static final int CAPABILITIES_MAX = 0xFFFF;

    /** {@link #frameLength} does not know yet. */
    public static final int LENGTH_UNKNOWN = -1;

    static final byte VERSION = 1;

    static final byte PRE_VOTE = 1;
    static final byte PRE_VOTE_REPLY = 2;
    static final byte REQUEST_VOTE = 3;
    static final byte REQUEST_VOTE_REPLY = 4;
    static final byte APPEND_ENTRIES = 5;
    static final byte APPEND_ENTRIES_REPLY = 6;
    static final byte INSTALL_SNAPSHOT = 7;
    static final byte INSTALL_SNAPSHOT_REPLY = 8;
    static final byte TIMEOUT_NOW = 9;
    static final byte READ_INDEX = 10;
    static final byte READ_INDEX_REPLY = 11;

    /** What stands for "no incarnation" in {@code AppendEntries.recovered}. */
    static final long NO_INCARNATION = -1;

    /** Where the checksum stands. */
    static final int CHECKSUM_AT = LENGTH_BYTES;

    /** Where the bytes under the checksum begin. */
    static final int CHECKED_FROM = CHECKSUM_AT + 4;

    static final int MEMBER_BYTES = 2 * Long.BYTES;
    static final int ENTRY_ID_BYTES = 2 * Long.BYTES;
    static final int FLAG_BYTES = 1;

    static final int HEAD_BYTES = CHECKED_FROM + 1 + 1 + 2 + 2 * MEMBER_BYTES + Long.BYTES;

    static final int PRE_VOTE_BODY_BYTES = ENTRY_ID_BYTES;
    static final int REQUEST_VOTE_BODY_BYTES = ENTRY_ID_BYTES + FLAG_BYTES;
    static final int VOTE_REPLY_BODY_BYTES = FLAG_BYTES;
    static final int APPEND_REPLY_BODY_BYTES = FLAG_BYTES + Long.BYTES + ENTRY_ID_BYTES + 2 * Long.BYTES;
    static final int SNAPSHOT_REPLY_BODY_BYTES = ENTRY_ID_BYTES + Long.BYTES + FLAG_BYTES + Long.BYTES;
    static final int TIMEOUT_NOW_BODY_BYTES = ENTRY_ID_BYTES;
    static final int READ_INDEX_BODY_BYTES = 2 * Long.BYTES;
    static final int READ_INDEX_REPLY_BODY_BYTES = 3 * Long.BYTES;
    /** The body of an AppendEntries up to its entries. */
    static final int APPEND_BODY_BYTES = ENTRY_ID_BYTES + 3 * Long.BYTES + Integer.BYTES;
    /** What an entry takes besides its payload. */
    static final int ENTRY_BYTES = 2 * Long.BYTES + 1 + Integer.BYTES;
    /** The body of an InstallSnapshot up to its configuration. */
    static final int SNAPSHOT_BODY_BYTES = ENTRY_ID_BYTES + 6 * Long.BYTES + 2 * Integer.BYTES;

    /** The smallest frame there is: a vote reply. */
    static final int FRAME_BYTES_MIN = HEAD_BYTES + VOTE_REPLY_BODY_BYTES;

    private FrameCodec() {}

    /**
     * The frame of a message, as a list of buffers to be written in order: first head and body, then every payload that
     * is not empty, or the piece of a snapshot, wrapped rather than copied. Without those it is one buffer. The buffers
     * must not be written to.
     *
     * @param message its entries, if any, are an {@link dev.seaworthy.engine.entry.EntryBatch}; its chunk, unless
     *     empty, is a {@link dev.seaworthy.engine.entry.SnapshotChunk}
     * @param capabilities what this side understands, as {@link dev.seaworthy.engine.core.Capabilities} bits
     * @throws IllegalArgumentException where the frame would be larger than {@link #FRAME_BYTES_MAX}, entries come
     *     without payloads, a chunk comes without its bytes, or capabilities are beyond {@link #CAPABILITIES_MAX}
     */
    public static ByteBuffer[] encode(Message message, int capabilities) {
        return new FrameEncoder(capabilities).encode(message);
    }

    /**
     * What a frame says. Keeps nothing of the buffer and leaves its position where it was; payloads are copied once.
     *
     * @param frame exactly one frame from its length field on, between position and limit
     * @throws FrameException where the bytes are anything else
     */
    public static Frame decode(ByteBuffer frame) throws FrameException {
        return new FrameDecoder(frame).decode();
    }

    /**
     * The size in bytes, length field included, of the frame that begins at the buffer's position. Looks at the length
     * field only and leaves the position where it was: for transports that cut a stream into frames.
     *
     * @return {@link #LENGTH_UNKNOWN} where fewer than {@link #LENGTH_BYTES} bytes are there
     * @throws FrameException where no frame has such a size; the stream cannot be cut any further
     */
    public static int frameLength(ByteBuffer stream) throws FrameException {
        if (stream.remaining() < LENGTH_BYTES) {
            return LENGTH_UNKNOWN;
        }
        // Byte by byte, because the order the caller's buffer is set to is not ours to know.
        int at = stream.position();
        int following = (stream.get(at) & 0xFF) << 24
                | (stream.get(at + 1) & 0xFF) << 16
                | (stream.get(at + 2) & 0xFF) << 8
                | stream.get(at + 3) & 0xFF;
        if (following < FRAME_BYTES_MIN - LENGTH_BYTES || following > FRAME_BYTES_MAX - LENGTH_BYTES) {
            throw new FrameException(
                    0,
                    "a length between " + (FRAME_BYTES_MIN - LENGTH_BYTES) + " and " + (FRAME_BYTES_MAX - LENGTH_BYTES),
                    Integer.toString(following));
        }
        return LENGTH_BYTES + following;
    }
}
