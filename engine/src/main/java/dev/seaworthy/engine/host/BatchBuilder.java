package dev.seaworthy.engine.host;

import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.entry.LogEntry;
import java.util.ArrayList;
import java.util.List;

/** Gathers the writes of one flush into one batch. Not thread safe. */
final class BatchBuilder {
    private long ioSeq;
    private HardState hardState;
    private long truncateFrom;
    private LogStart start;
    private List<LogEntry> entries = new ArrayList<>();

    void hardState(HardState state, long io) {
        hardState = state;
        ioSeq = io;
    }

    /** Later writes win: entries gathered before the truncation that it removes need not be written at all. */
    void truncate(long fromIndex, long io) {
        truncateFrom = truncateFrom == 0 ? fromIndex : Math.min(truncateFrom, fromIndex);
        while (!entries.isEmpty() && entries.get(entries.size() - 1).index() >= fromIndex) {
            entries.remove(entries.size() - 1);
        }
        ioSeq = io;
    }

    /** The log begins elsewhere from now on. */
    void start(LogStart next, long io) {
        start = next;
        ioSeq = io;
    }

    void append(LogEntry entry, long io) {
        entries.add(entry);
        ioSeq = io;
    }

    boolean isEmpty() {
        return ioSeq == 0;
    }

    /** The batch so far; the next one starts empty. */
    StorageBatch build() {
        StorageBatch batch = new StorageBatch(ioSeq, hardState, truncateFrom, start, entries);
        ioSeq = 0;
        hardState = null;
        truncateFrom = 0;
        start = null;
        // The next flush will be much like this one: room for it at once, instead of growing to it.
        entries = new ArrayList<>(entries.size());
        return batch;
    }
}
