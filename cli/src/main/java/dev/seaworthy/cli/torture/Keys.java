package dev.seaworthy.cli.torture;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A handful of keys that all clients use at the same time. After some hundred operations a key makes way for a new one:
 * a checker looks at each key for itself, and what is of unknown outcome stays possible for as long as its key is used.
 * Any thread.
 */
final class Keys {
    private static final int OPERATIONS_MAX = 300;

    private final AtomicIntegerArray taken;
    private final AtomicReferenceArray<Seen> seen;

    /**
     * What somebody has seen.
     *
     * @param value null where there was none
     */
    record Seen(String key, String value) {}

    Keys(int slots) {
        taken = new AtomicIntegerArray(slots);
        seen = new AtomicReferenceArray<>(slots);
    }

    int slots() {
        return taken.length();
    }

    /** The key that is in use at a slot. */
    String take(int slot) {
        return "k" + slot + "." + taken.getAndIncrement(slot) / OPERATIONS_MAX;
    }

    /** The value of a key has been this a moment ago, as far as somebody knows. */
    void saw(int slot, String key, String value) {
        seen.set(slot, new Seen(key, value));
    }

    /** What was seen of this key last; null where nothing was. */
    String lastSeen(int slot, String key) {
        Seen last = seen.get(slot);
        return last != null && last.key().equals(key) ? last.value() : null;
    }
}
