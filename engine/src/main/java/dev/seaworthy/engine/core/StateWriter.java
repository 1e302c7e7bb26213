package dev.seaworthy.engine.core;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Writes a state in its canonical form: every number as 64 bits, big-endian. */
final class StateWriter {
    private ByteBuffer out = ByteBuffer.allocate(512);

    StateWriter number(long value) {
        if (out.remaining() < Long.BYTES) {
            out = ByteBuffer.wrap(Arrays.copyOf(out.array(), 2 * out.capacity()))
                    .position(out.position());
        }
        out.putLong(value);
        return this;
    }

    StateWriter flag(boolean value) {
        return number(value ? 1 : 0);
    }

    StateWriter entry(EntryId id) {
        return number(id.term()).number(id.index());
    }

    /** A member or null. */
    StateWriter member(Member member) {
        return member == null
                ? number(HardState.NOBODY)
                : number(member.nodeId()).number(member.diskId());
    }

    byte[] bytes() {
        return Arrays.copyOf(out.array(), out.position());
    }
}
