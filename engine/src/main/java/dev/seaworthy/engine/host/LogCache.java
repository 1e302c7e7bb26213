package dev.seaworthy.engine.host;

import dev.seaworthy.engine.core.Entries;
import dev.seaworthy.engine.entry.EntryBatch;
import dev.seaworthy.engine.entry.LogEntry;
import java.util.ArrayList;
import java.util.List;

/** The payloads of the log, in memory: the whole log of one replica, from index 1 on. Not thread safe. */
final class LogCache {
    private final List<LogEntry> entries;

    LogCache(List<LogEntry> entries) {
        this.entries = new ArrayList<>(entries);
    }

    long lastIndex() {
        return entries.size();
    }

    /** The entry at an index from 1 to {@link #lastIndex()}, both inclusive. */
    LogEntry at(long index) {
        return entries.get(Math.toIntExact(index - 1));
    }

    void append(LogEntry entry) {
        assert entry.index() == lastIndex() + 1 : "entry " + entry.index() + " follows " + lastIndex();
        entries.add(entry);
    }

    /** Forgets every entry from {@code index} (inclusive) on. */
    void truncateFrom(long index) {
        entries.subList(Math.toIntExact(index - 1), entries.size()).clear();
    }

    /** The entries {@code first} to {@code last}, both inclusive, as they are now. */
    Entries between(long first, long last) {
        return first > last ? Entries.NONE : new EntryBatch(slice(first, last));
    }

    List<LogEntry> slice(long first, long last) {
        return List.copyOf(entries.subList(Math.toIntExact(first - 1), Math.toIntExact(last)));
    }
}
