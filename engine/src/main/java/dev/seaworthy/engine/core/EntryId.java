package dev.seaworthy.engine.core;

/**
 * Names one entry of the log. Ordered by the up-to-date rule of §5.4.1: the later term is newer; within a term, the
 * larger index.
 *
 * @param term the term in which the entry was created; 0 only before the log
 * @param index its 1-based position; 0 is before the log
 */
public record EntryId(long term, long index) implements Comparable<EntryId> {
    /** The place before the first entry. */
    public static final EntryId ZERO = new EntryId(0, 0);

    @Override
    public int compareTo(EntryId other) {
        // §5.4.1: terms decide first; the length of the log counts only within the same term.
        return term != other.term ? Long.compare(term, other.term) : Long.compare(index, other.index);
    }
}
