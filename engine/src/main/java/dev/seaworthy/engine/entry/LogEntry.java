package dev.seaworthy.engine.entry;

import dev.seaworthy.engine.core.EntryKind;

/**
 * One entry of the log with its payload.
 *
 * @param index its 1-based position
 * @param term the term in which it was created
 * @param kind what it is for
 * @param payload its bytes, never changed after construction; empty for a {@link EntryKind#NOOP}
 */
public record LogEntry(long index, long term, EntryKind kind, byte[] payload) {
    public LogEntry {
        if (index < 1 || term < 1) {
            throw new IllegalArgumentException(
                    "an entry's index and term are at least 1, got index " + index + ", term " + term);
        }
    }
}
