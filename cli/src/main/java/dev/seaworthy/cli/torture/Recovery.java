package dev.seaworthy.cli.torture;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How long nobody could write after the leader was lost: from that moment until a write that was begun afterwards, by
 * whichever client, was acknowledged. Any thread.
 */
public final class Recovery {
    /**
     * The losses of a kind.
     *
     * @param nanos how long each lasted, ascending, of those during which nothing else went wrong
     * @param disturbedNanos the others, ascending: another fault was there when it began, or came before it was over
     * @param open how many never ended
     */
    public record Losses(List<Long> nanos, List<Long> disturbedNanos, int open) {
        /** The smallest time that so many percent did not exceed; 0 where there are none. */
        public long percentile(int percent) {
            if (nanos.isEmpty()) {
                return 0;
            }
            int rank = (int) Math.ceil(percent / 100.0 * nanos.size());
            return nanos.get(Math.max(0, rank - 1));
        }
    }

    private static final class Loss {
        private final FaultKind kind;
        private final long fromNanos;
        private boolean disturbed;
        private long nanos = -1;

        Loss(FaultKind kind, long fromNanos, boolean disturbed) {
            this.kind = kind;
            this.fromNanos = fromNanos;
            this.disturbed = disturbed;
        }
    }

    private final List<Loss> all = new ArrayList<>();
    private volatile boolean waiting;

    /**
     * The leader is lost.
     *
     * @param disturbed whether something else is wrong already
     */
    synchronized void lost(FaultKind kind, long nowNanos, boolean disturbed) {
        all.add(new Loss(kind, nowNanos, disturbed));
        waiting = true;
    }

    /** Something else goes wrong. */
    synchronized void disturbed() {
        all.stream().filter(it -> it.nanos < 0).forEach(it -> it.disturbed = true);
    }

    /** A write was acknowledged. */
    void written(long fromNanos, long toNanos) {
        if (!waiting) {
            return;
        }
        synchronized (this) {
            boolean still = false;
            for (Loss loss : all) {
                if (loss.nanos < 0 && fromNanos - loss.fromNanos >= 0) {
                    loss.nanos = toNanos - loss.fromNanos;
                }
                still |= loss.nanos < 0;
            }
            waiting = still;
        }
    }

    /** All losses by what they were by. */
    public synchronized Map<FaultKind, Losses> byKind() {
        Map<FaultKind, Losses> kinds = new EnumMap<>(FaultKind.class);
        for (Loss loss : all) {
            kinds.put(loss.kind, new Losses(ended(loss.kind, false), ended(loss.kind, true), open(loss.kind)));
        }
        return kinds;
    }

    private List<Long> ended(FaultKind kind, boolean disturbed) {
        return all.stream()
                .filter(it -> it.kind == kind && it.disturbed == disturbed && it.nanos >= 0)
                .map(it -> it.nanos)
                .sorted()
                .toList();
    }

    private int open(FaultKind kind) {
        return (int) all.stream().filter(it -> it.kind == kind && it.nanos < 0).count();
    }
}
