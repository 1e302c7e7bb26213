package dev.seaworthy.engine.wire;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.entry.ConfigurationCodec;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** The fields of one frame, front to back, each held against its bounds as it is read. */
final class FrameReader {
    private static final byte[] NO_BYTES = {};

    /** Position 0 is the first byte of the frame; big-endian whatever the caller's buffer is set to. */
    private final ByteBuffer in;

    FrameReader(ByteBuffer frame) {
        in = frame.slice();
    }

    /**
     * Holds length and checksum against the bytes that are there; what is read next is the first byte under the
     * checksum.
     */
    void open() throws FrameException {
        checkLength();
        checkChecksum();
        in.position(FrameCodec.CHECKED_FROM);
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

    int position() {
        return in.position();
    }

    int remaining() {
        return in.remaining();
    }

    /** How many bytes there are from here to the end of the frame. */
    int remainingFrom(int position) {
        return in.limit() - position;
    }

    void body(int bytes) throws FrameException {
        if (in.remaining() != bytes) {
            throw new FrameException(in.position(), bytes + " bytes of body", in.remaining() + " bytes");
        }
    }

    void bodyAtLeast(int bytes) throws FrameException {
        if (in.remaining() < bytes) {
            throw new FrameException(in.position(), "at least " + bytes + " bytes of body", in.remaining() + " bytes");
        }
    }

    byte octet() {
        return in.get();
    }

    int bits16() {
        return in.getShort() & 0xFFFF;
    }

    /** Any 64 bits. */
    long bits64() {
        return in.getLong();
    }

    Member member(String whose) throws FrameException {
        long nodeId = in.getLong();
        if (nodeId < 1) {
            throw malformed(Long.BYTES, whose + " node id, at least 1", nodeId);
        }
        return new Member(nodeId, in.getLong());
    }

    long number(String what) throws FrameException {
        return numberFrom(0, what);
    }

    long numberFrom(long least, String what) throws FrameException {
        return numberBetween(least, FrameCodec.NUMBER_MAX, what);
    }

    long numberBetween(long least, long most, String what) throws FrameException {
        long number = in.getLong();
        if (number < least || number > most) {
            throw malformed(Long.BYTES, what + " from " + least + " to " + most, number);
        }
        return number;
    }

    /** A count or size. */
    int countUpTo(long most, String what) throws FrameException {
        int count = in.getInt();
        if (count < 0 || count > most) {
            throw malformed(Integer.BYTES, what + ", at most " + most, count);
        }
        return count;
    }

    boolean flag(String what) throws FrameException {
        byte flag = in.get();
        if (flag != 0 && flag != 1) {
            throw malformed(1, what + ", 0 or 1", flag);
        }
        return flag == 1;
    }

    EntryKind kind() throws FrameException {
        byte code = in.get();
        try {
            return EntryKind.ofCode(code);
        } catch (IllegalArgumentException e) {
            throw malformed(1, "the code of an entry kind", code);
        }
    }

    /** A place in the log; the one before it is term 0, index 0. */
    EntryId entryId() throws FrameException {
        long term = number("a term");
        long index = number("an index");
        if ((term == 0) != (index == 0)) {
            throw malformed(FrameCodec.ENTRY_ID_BYTES, "term and index both 0 or neither", term + " and " + index);
        }
        return term == 0 ? EntryId.ZERO : new EntryId(term, index);
    }

    /** So many bytes at a position; whoever asks has held both against what is there. Leaves the position alone. */
    byte[] bytesAt(int position, int bytes) {
        if (bytes == 0) {
            return NO_BYTES;
        }
        byte[] copy = new byte[bytes];
        in.get(position, copy);
        return copy;
    }

    /**
     * The configuration that begins at a position of the frame; one in which nobody votes is in no log and no snapshot.
     */
    static Configuration configuration(byte[] bytes, int position) throws FrameException {
        try {
            Configuration configuration = ConfigurationCodec.decode(bytes);
            if (configuration.voters().isEmpty()) {
                throw new FrameException(position, "a configuration", "one without voters");
            }
            return configuration;
        } catch (IllegalArgumentException e) {
            throw new FrameException(position, "a configuration", "none: " + e.getMessage());
        }
    }

    /** About the field of so many bytes that was just read. */
    FrameException malformed(int fieldBytes, String expected, Object found) {
        return new FrameException(in.position() - fieldBytes, expected, String.valueOf(found));
    }
}
