package dev.seaworthy.sim.kernel;

/**
 * A clock that starts with an offset and then runs at a constant rate that is not quite that of true time: {@code local
 * = offset + true · (1 + drift / 10⁶)}, rounded down to nanoseconds. In whole numbers, hence exact; it never runs
 * backwards. A step makes another clock of it. Immutable.
 */
public final class LocalClock {
    private static final long MILLION = 1_000_000;

    private final long offsetNanos;
    private final long rate;

    /**
     * A clock.
     *
     * @param offsetNanos what it shows when true time is 0
     * @param driftPpm how much faster (below zero: slower) than true time it runs, in parts per million
     * @throws IllegalArgumentException unless {@code -10^6 < driftPpm < 10^6}: a clock neither stands still nor runs
     *     backwards
     */
    public LocalClock(long offsetNanos, int driftPpm) {
        if (driftPpm <= -MILLION || driftPpm >= MILLION) {
            throw new IllegalArgumentException("a drift lies between -1000000 and 1000000 ppm, not at " + driftPpm);
        }
        this.offsetNanos = offsetNanos;
        this.rate = MILLION + driftPpm;
    }

    /** This clock after a step: from then on it shows so many nanoseconds more; below zero, less. */
    public LocalClock stepped(long nanos) {
        return new LocalClock(offsetNanos + nanos, (int) (rate - MILLION));
    }

    /**
     * What the clock shows at a true time.
     *
     * @throws IllegalArgumentException where that is before the run
     */
    public long localAt(long trueNanos) {
        if (trueNanos < 0) {
            throw new IllegalArgumentException("a run starts at 0 ns, there is no " + trueNanos + " ns");
        }
        // Divided first, so that no product comes near the end of a long.
        return offsetNanos + trueNanos / MILLION * rate + trueNanos % MILLION * rate / MILLION;
    }

    /**
     * The earliest true time at which the clock shows at least {@code localNanos}: 0 where it shows that from the
     * start, and {@link Long#MAX_VALUE} where that is further away than a long can tell.
     */
    public long trueAt(long localNanos) {
        if (localNanos <= offsetNanos) {
            return 0;
        }
        long shown = localNanos - offsetNanos;
        if (shown < 0 || shown / rate >= Long.MAX_VALUE / MILLION) {
            return Long.MAX_VALUE;
        }
        long rest = shown % rate * MILLION;
        return shown / rate * MILLION + (rest + rate - 1) / rate;
    }
}
