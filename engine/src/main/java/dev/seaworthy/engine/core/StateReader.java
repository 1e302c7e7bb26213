package dev.seaworthy.engine.core;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/** Reads what {@link StateWriter} wrote. */
final class StateReader {
    private final ByteBuffer in;

    StateReader(byte[] bytes) {
        in = ByteBuffer.wrap(bytes);
    }

    long number() {
        try {
            return in.getLong();
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("the encoded state ends at byte " + in.position(), e);
        }
    }

    /** A number of things that follow, each of at least one number. */
    int count() {
        long value = number();
        if (value < 0 || value > in.remaining() / Long.BYTES) {
            throw new IllegalArgumentException(
                    "the encoded state counts " + value + " things where " + in.remaining() + " bytes are left");
        }
        return (int) value;
    }

    boolean flag() {
        return number() != 0;
    }

    EntryId entry() {
        return new EntryId(number(), number());
    }

    /** A member or null. */
    Member member() {
        long nodeId = number();
        return nodeId == HardState.NOBODY ? null : new Member(nodeId, number());
    }

    void end() {
        if (in.hasRemaining()) {
            throw new IllegalArgumentException(in.remaining() + " bytes follow the encoded state");
        }
    }
}
