package dev.seaworthy.cli;

import java.util.Locale;

/** Numbers as people read them, the same in every locale. */
public final class Figures {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long SECONDS_PER_MINUTE = 60;
    private static final long SECONDS_PER_HOUR = 3_600;
    private static final long SECONDS_PER_DAY = 86_400;

    private Figures() {}

    /** A whole number with commas between thousands. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A count and what was counted: {@code 1 seed}, {@code 2 seeds}. */
    public static String count(long number, String noun) {
        return count(number) + " " + noun + (number == 1 ? "" : "s");
    }

    /** How many of something there are in a second, to a tenth. */
    public static String rate(double perSecond) {
        return String.format(Locale.ROOT, "%,.1f", perSecond);
    }

    /**
     * A duration in the two units that matter at its size: {@code 12.3 ms}, {@code 4.2 s}, {@code 3 min 5 s}, {@code 2
     * d 7 h}.
     */
    public static String duration(long nanos) {
        if (nanos < NANOS_PER_SECOND) {
            return String.format(Locale.ROOT, "%.1f ms", (double) nanos / NANOS_PER_MILLI);
        }
        long seconds = nanos / NANOS_PER_SECOND;
        if (seconds < SECONDS_PER_MINUTE) {
            return String.format(Locale.ROOT, "%.1f s", (double) nanos / NANOS_PER_SECOND);
        }
        if (seconds < SECONDS_PER_HOUR) {
            return seconds / SECONDS_PER_MINUTE + " min " + seconds % SECONDS_PER_MINUTE + " s";
        }
        if (seconds < SECONDS_PER_DAY) {
            return seconds / SECONDS_PER_HOUR + " h " + seconds % SECONDS_PER_HOUR / SECONDS_PER_MINUTE + " min";
        }
        return seconds / SECONDS_PER_DAY + " d " + seconds % SECONDS_PER_DAY / SECONDS_PER_HOUR + " h";
    }

    /** A point in virtual time, in milliseconds to the microsecond. */
    public static String millis(long nanos) {
        return String.format(Locale.ROOT, "%d.%03d", nanos / NANOS_PER_MILLI, nanos % NANOS_PER_MILLI / 1_000);
    }
}
