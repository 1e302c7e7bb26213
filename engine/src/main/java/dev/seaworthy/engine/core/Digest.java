package dev.seaworthy.engine.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A running 128-bit digest of a sequence of numbers and bytes: equal sequences give equal digests on every JVM, and a
 * collision between unequal ones is not to be expected by chance. It is no cryptographic hash.
 *
 * <p>Two 64-bit lanes, each stepped by multiplication and xor-shift with constants of its own (the finalizer of
 * SplitMix64, Steele et al. 2014), the second fed by the first. Not thread safe.
 */
public final class Digest {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private long high;
    private long low;

    /** The digest of the empty sequence. */
    public Digest() {
        this(0x243F6A8885A308D3L, 0x13198A2E03707344L);
    }

    /** A digest that goes on from where another stood. */
    public Digest(long high, long low) {
        this.high = high;
        this.low = low;
    }

    /** Adds a number. */
    public Digest add(long value) {
        long a = (high ^ value) * 0xBF58476D1CE4E5B9L;
        a ^= a >>> 32;
        long b = (low + value + a) * 0x94D049BB133111EBL;
        high = a;
        low = b ^ (b >>> 29);
        return this;
    }

    /** Adds a byte string, its length included, so that neighbouring strings cannot be cut differently. */
    public Digest add(byte[] bytes) {
        add(bytes.length);
        int i = 0;
        for (; i + Long.BYTES <= bytes.length; i += Long.BYTES) {
            add((long) LONG.get(bytes, i));
        }
        return i < bytes.length ? add(rest(bytes, i)) : this;
    }

    /** The upper 64 bits. */
    public long high() {
        return mix(high + low);
    }

    /** The lower 64 bits. */
    public long low() {
        return mix(low ^ Long.rotateLeft(high, 23));
    }

    /** All 128 bits as 32 hexadecimal digits. */
    public String hex() {
        return hex(high()) + hex(low());
    }

    /** A 64-bit permutation in which every input bit moves every output bit (the finalizer of SplitMix64). */
    public static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** The last bytes, fewer than eight, as a number. */
    private static long rest(byte[] bytes, int from) {
        long value = 0;
        for (int i = from; i < bytes.length; i++) {
            value = value << 8 | bytes[i] & 0xFF;
        }
        return value;
    }

    private static String hex(long value) {
        String digits = Long.toHexString(value);
        return "0".repeat(16 - digits.length()) + digits;
    }
}
