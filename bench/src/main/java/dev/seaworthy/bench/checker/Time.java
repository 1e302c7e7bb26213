package dev.seaworthy.bench.checker;

import java.util.Locale;

/**
 * How long a decision took.
 *
 * @param verdict the answer, or why there is none
 * @param decided whether there is one
 * @param nanos the shortest time of some rounds
 * @param bytes how much memory was asked for in that round; negative if nobody counted
 */
record Time(String verdict, boolean decided, long nanos, long bytes) {
    private static final double NANOS_PER_MILLI = 1e6;

    /** Milliseconds, or that it was given up. */
    String shown() {
        return decided ? String.format(Locale.ROOT, "%.3f", nanos / NANOS_PER_MILLI) : "gave up";
    }
}
