package dev.seaworthy.sim.network;

import dev.seaworthy.sim.scenario.FaultKind;
import java.util.List;

/** Until when narrow links are busy with what they were given to carry. Not thread safe. */
final class Narrows {
    /** A message that a link does not take. */
    static final long DROPPED = -1;

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final int endpoints;
    private final long[] busyUntilNanos;

    Narrows(int endpoints) {
        this.endpoints = endpoints;
        this.busyUntilNanos = new long[(endpoints + 1) * (endpoints + 1)];
    }

    /** When the last byte of a message leaves, in virtual nanoseconds; {@link #DROPPED} where its link has too much. */
    long sent(long nowNanos, int from, int to, int bytes, List<Storm> storms) {
        long at = nowNanos;
        for (int i = 0; i < storms.size(); i++) {
            Storm storm = storms.get(i);
            if (storm.kind() != FaultKind.BANDWIDTH || !storm.concerns(from, to)) {
                continue;
            }
            int link = from * (endpoints + 1) + to;
            long begin = Math.max(nowNanos, busyUntilNanos[link]);
            if (begin - nowNanos > storm.delayMaxNanos()) {
                return DROPPED;
            }
            busyUntilNanos[link] = begin + bytes * NANOS_PER_SECOND / storm.bytesPerSecond();
            at = Math.max(at, busyUntilNanos[link]);
        }
        return at;
    }
}
