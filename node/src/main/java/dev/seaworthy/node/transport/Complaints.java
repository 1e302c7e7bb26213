package dev.seaworthy.node.transport;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Says what comes again and again, and not each time: at once the first time, then at most once a minute, with how
 * often it came since. Bounded, as what is complained of comes from strangers: where too many things are complained of
 * at once, those that are new share one turn.
 *
 * <p>Used by the transport's thread only.
 */
final class Complaints {
    static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);
    static final int KEYS_MAX = 256;

    private static final String OTHERS = "others";

    private static final class Said {
        private long lastSaidNanos;
        private long lastCameNanos;
        private long untold;
    }

    private final LongSupplier nanos;
    private final Consumer<String> log;
    private final Map<String, Said> said = new HashMap<>();

    /**
     * @param nanos the time, monotonic
     * @param log takes what is said
     */
    Complaints(LongSupplier nanos, Consumer<String> log) {
        this.nanos = nanos;
        this.log = log;
    }

    /**
     * Says it, unless it was said within the last minute.
     *
     * @param key what makes two complaints the same: about whom, and why
     * @param words the complaint as it is now
     */
    void say(String key, String words) {
        long now = nanos.getAsLong();
        Said before = said.get(key);
        if (before == null) {
            forget(now);
            boolean full = said.size() >= KEYS_MAX;
            before = said.get(full ? OTHERS : key);
            if (before == null) {
                before = new Said();
                before.lastSaidNanos = now - PAUSE_NANOS;
                said.put(full ? OTHERS : key, before);
            }
        }
        before.lastCameNanos = now;
        if (now - before.lastSaidNanos < PAUSE_NANOS) {
            before.untold++;
            return;
        }
        log.accept(
                before.untold == 0 ? words : words + " (and " + before.untold + " more like it since this was said)");
        before.lastSaidNanos = now;
        before.untold = 0;
    }

    /** What has not come for a minute is new when it comes again. */
    private void forget(long now) {
        if (said.size() >= KEYS_MAX) {
            said.values().removeIf(it -> now - it.lastCameNanos >= PAUSE_NANOS);
        }
    }
}
