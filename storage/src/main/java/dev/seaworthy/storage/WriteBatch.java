package dev.seaworthy.storage;

import java.util.ArrayList;
import java.util.List;

/**
 * Changes that take effect together, in the order in which they were added: a later one of the same key wins. Not
 * thread safe.
 */
public final class WriteBatch {
    /**
     * One change.
     *
     * @param key what is changed
     * @param value its new value; null deletes it
     */
    public record Change(byte[] key, byte[] value) {}

    private final List<Change> changes = new ArrayList<>();

    /** Sets the value of a key. */
    public WriteBatch put(byte[] key, byte[] value) {
        changes.add(new Change(key, value));
        return this;
    }

    /** Removes a key; nothing happens where it is absent. */
    public WriteBatch delete(byte[] key) {
        changes.add(new Change(key, null));
        return this;
    }

    /** The changes in order; a view. */
    public List<Change> changes() {
        return changes;
    }
}
