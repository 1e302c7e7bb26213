package dev.seaworthy.checker.consistency;

/**
 * A promise weaker than linearizability. Each of the others follows from {@link #SEQUENTIAL}; they say nothing of real
 * time, only of the order in which each process itself called.
 *
 * <p>The last three are judged for each key by itself. They ask whether the values of a key can be put in an order in
 * which they replaced each other, given that each process's writes took effect in its order, and after what it had seen
 * before (without that, no client could ever tell that anything is wrong).
 */
public enum Level {
    /** One order explains everything, and is each process's own order for what that process did. */
    SEQUENTIAL("sequentially consistent"),
    /** Once a process has seen a value, it never again sees one that it replaced. */
    MONOTONIC_READS("monotonic reads"),
    /** After a process's own write, it never sees a value that this write replaced. */
    READ_YOUR_WRITES("read your writes"),
    /** Writes of a process come after what it saw and wrote before; no two processes see that in contrary orders. */
    WRITES_FOLLOW_READS("writes follow reads");

    private final String title;

    Level(String title) {
        this.title = title;
    }

    /** The level in a few words. */
    public String title() {
        return title;
    }
}
