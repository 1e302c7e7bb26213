package dev.seaworthy.kv;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Reads what an {@link Encoder} wrote and believes none of it: what is not there, or not as it would have been written,
 * is an {@link IllegalArgumentException}; nothing is allocated on the word of a size. Not thread safe.
 */
final class Decoder {
    private final ByteBuffer in;

    Decoder(byte[] bytes) {
        in = ByteBuffer.wrap(bytes);
    }

    void version(int known) {
        int version = octet();
        if (version != known) {
            throw new IllegalArgumentException("version " + version + ", this code knows " + known);
        }
    }

    int octet() {
        need(1);
        return in.get() & 0xFF;
    }

    /** A number that has one of these names. */
    <E> E oneOf(List<E> names) {
        int code = octet();
        if (code >= names.size()) {
            throw new IllegalArgumentException(
                    "code " + code + " at " + (in.position() - 1) + " is none of " + names.size());
        }
        return names.get(code);
    }

    boolean flag() {
        int flag = octet();
        if (flag > 1) {
            throw new IllegalArgumentException("neither 0 nor 1 at " + (in.position() - 1) + ": " + flag);
        }
        return flag == 1;
    }

    long number() {
        need(Long.BYTES);
        return in.getLong();
    }

    /** A number that is at least 1: where it is 0 it is not written at all. */
    long positive() {
        long value = number();
        if (value < 1) {
            throw new IllegalArgumentException(value + " at " + (in.position() - Long.BYTES) + " is not positive");
        }
        return value;
    }

    byte[] counted() {
        int size = size();
        need(size);
        byte[] bytes = new byte[size];
        in.get(bytes);
        return bytes;
    }

    /** How many elements or bytes follow; each takes at least one byte. */
    int size() {
        need(Integer.BYTES);
        int size = in.getInt();
        if (size < 0 || size > in.remaining()) {
            throw new IllegalArgumentException(
                    "a size of " + size + " before " + in.remaining() + " bytes at " + in.position());
        }
        return size;
    }

    /** Nothing may follow. */
    void end() {
        if (in.hasRemaining()) {
            throw new IllegalArgumentException(in.remaining() + " bytes too many");
        }
    }

    private void need(int bytes) {
        if (in.remaining() < bytes) {
            throw new IllegalArgumentException(
                    bytes + " bytes expected at " + in.position() + ", there are " + in.remaining());
        }
    }
}
