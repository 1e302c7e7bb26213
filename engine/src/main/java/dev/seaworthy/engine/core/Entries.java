package dev.seaworthy.engine.core;

/**
 * What the core sees of consecutive log entries: term, kind and size of each, never its bytes.
 *
 * <p>Offsets run from 0 (inclusive) to {@link #count()} (exclusive). Implementations are immutable.
 */
public interface Entries {
    /** No entries: what a heartbeat carries. */
    Entries NONE = new Entries() {
        @Override
        public int count() {
            return 0;
        }

        @Override
        public long term(int offset) {
            throw new IndexOutOfBoundsException(offset);
        }

        @Override
        public EntryKind kind(int offset) {
            throw new IndexOutOfBoundsException(offset);
        }

        @Override
        public int bytes(int offset) {
            throw new IndexOutOfBoundsException(offset);
        }

        @Override
        public Configuration configuration(int offset) {
            throw new IndexOutOfBoundsException(offset);
        }
    };

    /** How many entries there are. */
    int count();

    /** The term in which the entry was created. */
    long term(int offset);

    /** What the entry is for. */
    EntryKind kind(int offset);

    /** The size of the entry's payload in bytes. */
    int bytes(int offset);

    /** The configuration the entry holds; only called where {@link #kind} is {@link EntryKind#CONFIGURATION}. */
    Configuration configuration(int offset);
}
