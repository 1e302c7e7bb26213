package dev.seaworthy.sim;

import dev.seaworthy.sim.kernel.Concern;
import dev.seaworthy.sim.kernel.Draws;
import java.nio.ByteBuffer;

/**
 * What the world knows of a frame under way, as one number: who sent it, over which connection, and whether it was
 * damaged. Who gets it knows nothing of that.
 */
final class FrameFlight {
    /** Bits of it have changed. */
    static final long DAMAGED = 1L << 62;

    private static final int CONNECTION_SHIFT = 16;
    private static final int NUMBER_SHIFT = 36;
    private static final int FROM_MASK = 0xffff;
    private static final int CONNECTION_MASK = 0xfffff;
    private static final int FLIPS_MAX = 3;

    private FrameFlight() {}

    /** @param number the how-manieth frame of the run it is: of no meaning to the world, but to who records the run */
    static long of(int from, int connection, long number) {
        return number << NUMBER_SHIFT | (long) connection << CONNECTION_SHIFT | from;
    }

    static int from(long flight) {
        return (int) flight & FROM_MASK;
    }

    static int connection(long flight) {
        return (int) (flight >>> CONNECTION_SHIFT) & CONNECTION_MASK;
    }

    static long number(long flight) {
        return (flight & ~DAMAGED) >>> NUMBER_SHIFT;
    }

    static boolean isDamaged(long flight) {
        return (flight & DAMAGED) != 0;
    }

    /** A copy in which one to three bits have changed, none of them twice: a checksum of 32 bits has to find that. */
    static ByteBuffer damaged(ByteBuffer frame, Draws draws, long identity, long when) {
        byte[] bytes = new byte[frame.remaining()];
        frame.duplicate().get(bytes);
        long bits = (long) bytes.length * Byte.SIZE;
        long flips = 1 + draws.below(FLIPS_MAX, Concern.BIT_FLIP, identity, when, 0);
        long first = draws.below(bits, Concern.BIT_FLIP, identity, when, 1);
        for (int i = 0; i < flips; i++) {
            // Neighbours of the first: what really damages frames damages them at one place.
            long bit = (first + i) % bits;
            bytes[(int) (bit / Byte.SIZE)] ^= (byte) (1 << bit % Byte.SIZE);
        }
        return ByteBuffer.wrap(bytes);
    }
}
