package dev.seaworthy.sim.kernel;

import dev.seaworthy.engine.core.Digest;

/**
 * Chance as a pure function of a seed, a {@link Concern} and up to three numbers that say what is being decided, such
 * as a link, a message and the how-manieth copy of it.
 *
 * <p>Whoever needs several draws about one thing gives each a key of its own. The same key always gives the same draw,
 * in every order of asking, on every JVM. Immutable, and therefore thread safe.
 */
public final class Draws {
    /** Certainty, in parts per million. */
    public static final int CERTAIN_PPM = 1_000_000;

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final double UNIT_53 = 0x1.0p-53;

    private final long seed;
    private final long[] bases = new long[Concern.CODE_MAX + 1];

    /** All draws of one seed. */
    public Draws(long seed) {
        this.seed = seed;
        long root = Digest.mix(seed + GOLDEN_GAMMA);
        for (Concern concern : Concern.values()) {
            bases[concern.code()] = Digest.mix(root + concern.code() * GOLDEN_GAMMA);
        }
    }

    /** The seed they are of. */
    public long seed() {
        return seed;
    }

    /** 64 bits, each as likely 0 as 1. */
    public long bits(Concern concern, long a, long b, long c) {
        // Each step is a permutation of what came before, so keys that differ in one number never give the same bits.
        long state = Digest.mix(bases[concern.code()] + a * GOLDEN_GAMMA);
        state = Digest.mix(state + b * GOLDEN_GAMMA);
        return Digest.mix(state + c * GOLDEN_GAMMA);
    }

    /**
     * Whether something happens that happens with a probability of {@code ppm} parts per million. What happens at one
     * probability happens at every greater one too.
     */
    public boolean chance(int ppm, Concern concern, long a, long b, long c) {
        return ppm > 0 && below(CERTAIN_PPM, concern, a, b, c) < ppm;
    }

    /**
     * A number from 0 to below {@code bound}, all equally likely.
     *
     * @throws IllegalArgumentException where the bound is not positive
     */
    public long below(long bound, Concern concern, long a, long b, long c) {
        if (bound <= 0) {
            throw new IllegalArgumentException("nothing lies between 0 and below " + bound);
        }
        long fraction = bits(concern, a, b, c) >>> 1;
        return Math.multiplyHigh(fraction, bound) << 1 | fraction * bound >>> 63;
    }

    /**
     * A number from {@code min} to {@code max}, both included, all equally likely.
     *
     * @throws IllegalArgumentException where {@code max} is less than {@code min}, or the span between them does not
     *     fit a long
     */
    public long between(long min, long max, Concern concern, long a, long b, long c) {
        return min + below(max - min + 1, concern, a, b, c);
    }

    /**
     * An exponentially distributed number, at most 37 times the mean; 0 where the mean is 0.
     *
     * @throws IllegalArgumentException where the mean is negative
     */
    public long exponential(long mean, Concern concern, long a, long b, long c) {
        if (mean < 0) {
            throw new IllegalArgumentException("an exponential distribution cannot have the mean " + mean);
        }
        double unit = ((bits(concern, a, b, c) >>> 11) + 1) * UNIT_53;
        return (long) (-StrictMath.log(unit) * (double) mean);
    }

    /**
     * A number from {@code min} to {@code max}, both included, whose logarithm is evenly distributed: every order of
     * magnitude is as likely as every other.
     *
     * @throws IllegalArgumentException unless {@code 1 <= min <= max}
     */
    public long logUniform(long min, long max, Concern concern, long a, long b, long c) {
        if (min < 1 || max < min) {
            throw new IllegalArgumentException("need 1 <= min <= max, got " + min + " and " + max);
        }
        double unit = (bits(concern, a, b, c) >>> 11) * UNIT_53;
        double low = StrictMath.log((double) min);
        // One more than max, so that the greatest number gets its share of the rounding down.
        double high = StrictMath.log((double) max + 1);
        long value = (long) StrictMath.exp(low + unit * (high - low));
        return Math.max(min, Math.min(max, value));
    }
}
