package dev.seaworthy.engine.entry;

import dev.seaworthy.engine.core.EntryKind;

/**
 * One entry of the log with its payload.
 *
 * @param index its 1-based position
 * @param term the term in which it was created
 * @param kind what it is for
 * @param timeNanos cluster time at which its leader appended it, in nanoseconds since the cluster began: never less
 *     than that of the entry before, advancing with the leader's clock while there is a leader and standing still while
 *     there is none (LogCabin's idea). The one clock that all replicas agree on
 * @param payload its bytes, never changed after construction; empty for a {@link EntryKind#NOOP}
 */
public record LogEntry(long index, long term, EntryKind kind, long timeNanos, byte[] payload) {
    public LogEntry {
        if (index < 1 || term < 1 || timeNanos < 0) {
            throw new IllegalArgumentException(
                    "an entry's index and term are at least 1 and its time is not negative, got index " + index
                            + ", term " + term + ", time " + timeNanos);
        }
    }

    /** An entry at cluster time 0. */
    public LogEntry(long index, long term, EntryKind kind, byte[] payload) {
        this(index, term, kind, 0, payload);
    }
}
