package dev.seaworthy.bench.storage;

import java.util.Arrays;

/** How long each append of a log took. Not thread safe. */
final class Pace {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;

    private final SyncedLog log;
    private final int group;
    private long[] nanos = new long[1024];
    private int appends;
    private long total;

    Pace(SyncedLog log, int group) {
        this.log = log;
        this.group = group;
    }

    /** Appends group after group for so long. */
    void run(long forNanos) {
        long begin = System.nanoTime();
        long before = begin;
        while (before - begin < forNanos) {
            log.append(group);
            long after = System.nanoTime();
            if (appends == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * appends);
            }
            nanos[appends++] = after - before;
            total += after - before;
            before = after;
        }
    }

    /** Forgets what was measured so far. */
    void reset() {
        appends = 0;
        total = 0;
    }

    /** Groups in all. */
    int appends() {
        return appends;
    }

    double perSecond() {
        return appends / (total / NANOS_PER_SECOND);
    }

    /** The time that so much of all appends took at most, in milliseconds; 1 for the worst. */
    double millisAt(double fraction) {
        long[] sorted = Arrays.copyOf(nanos, appends);
        Arrays.sort(sorted);
        return sorted[(int) Math.min(appends - 1L, (long) (appends * fraction))] / NANOS_PER_MILLI;
    }
}
