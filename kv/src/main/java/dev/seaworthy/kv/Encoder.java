package dev.seaworthy.kv;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** Fields one after the other, numbers big-endian. Not thread safe. */
final class Encoder {
    private static final int FIRST_BYTES = 64;

    private ByteBuffer out = ByteBuffer.allocate(FIRST_BYTES);

    Encoder octet(int value) {
        room(1).put((byte) value);
        return this;
    }

    Encoder flag(boolean value) {
        return octet(value ? 1 : 0);
    }

    Encoder number(long value) {
        room(Long.BYTES).putLong(value);
        return this;
    }

    /** Bytes after their size. */
    Encoder counted(byte[] bytes) {
        room(Integer.BYTES + bytes.length).putInt(bytes.length).put(bytes);
        return this;
    }

    /** What a list's elements come after. */
    Encoder size(List<?> list) {
        room(Integer.BYTES).putInt(list.size());
        return this;
    }

    byte[] bytes() {
        return Arrays.copyOf(out.array(), out.position());
    }

    private ByteBuffer room(int bytes) {
        if (out.remaining() < bytes) {
            int capacity = Math.max(2 * out.capacity(), Math.addExact(out.position(), bytes));
            out = ByteBuffer.allocate(capacity).put(out.flip());
        }
        return out;
    }
}
