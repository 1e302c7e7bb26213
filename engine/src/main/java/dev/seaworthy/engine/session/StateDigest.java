package dev.seaworthy.engine.session;

import dev.seaworthy.engine.core.Digest;

/**
 * 128 bits that stand for a whole state: equal states have equal digests, and unequal ones are not to be expected to
 * collide by chance.
 */
public record StateDigest(long high, long low) {
    /** What a running digest has come to. */
    public static StateDigest of(Digest digest) {
        return new StateDigest(digest.high(), digest.low());
    }

    /** 32 hexadecimal digits. */
    @Override
    public String toString() {
        return hex(high) + hex(low);
    }

    private static String hex(long value) {
        String digits = Long.toHexString(value);
        return "0".repeat(16 - digits.length()) + digits;
    }
}
