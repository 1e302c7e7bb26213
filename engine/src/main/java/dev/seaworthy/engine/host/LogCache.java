package dev.seaworthy.engine.host;

import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.entry.EntryBatch;
import dev.seaworthy.engine.entry.LogEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * The payloads of the log's end, in memory: without gaps from some index up to the last entry. What is applied and
 * durable may be evicted from the front. Not thread safe.
 */
final class LogCache {
    private LogEntry[] ring = new LogEntry[64];
    /** The index of the first entry held; one more than the last where none is. */
    private long firstIndex;

    private int head;
    private int count;
    private long bytes;
    /** Cluster time of the last entry of the log, held or not. */
    private long lastTimeNanos;

    /** Holds nothing of a log that ends with {@code last}. */
    LogCache(EntryId last, long lastTimeNanos) {
        reset(last, lastTimeNanos);
    }

    long firstIndex() {
        return firstIndex;
    }

    long lastIndex() {
        return firstIndex + count - 1;
    }

    long lastTimeNanos() {
        return lastTimeNanos;
    }

    /** The entry at an index from {@link #firstIndex()} to {@link #lastIndex()}, both inclusive. */
    LogEntry at(long index) {
        if (index < firstIndex || index > lastIndex()) {
            throw new IndexOutOfBoundsException(
                    "entry " + index + " is not among " + firstIndex + " to " + lastIndex());
        }
        return ring[head + (int) (index - firstIndex) & ring.length - 1];
    }

    void append(LogEntry entry) {
        assert entry.index() == lastIndex() + 1 : "entry " + entry.index() + " follows " + lastIndex();
        if (count == ring.length) {
            grow();
        }
        ring[head + count & ring.length - 1] = entry;
        count++;
        bytes += entry.payload().length;
        lastTimeNanos = entry.timeNanos();
    }

    /** Forgets every entry from {@code index} (inclusive) on; none of those was ever evicted. */
    void truncateFrom(long index) {
        assert index >= firstIndex : "entry " + index + " was evicted, up to " + firstIndex;
        while (count > 0 && lastIndex() >= index) {
            int at = head + count - 1 & ring.length - 1;
            bytes -= ring[at].payload().length;
            ring[at] = null;
            count--;
        }
        // Time does not go back where entries do: it only has to be as late as that of the entry that is last now.
    }

    /** Forgets everything: the log now ends with {@code last}, which is not held. */
    void reset(EntryId last, long timeNanos) {
        ring = new LogEntry[64];
        head = 0;
        count = 0;
        bytes = 0;
        firstIndex = last.index() + 1;
        lastTimeNanos = timeNanos;
    }

    /** Forgets the oldest entries up to {@code index} (inclusive) while more than {@code bytesMax} are held. */
    void evict(long index, long bytesMax) {
        while (count > 0 && firstIndex <= index && bytes > bytesMax) {
            bytes -= ring[head].payload().length;
            ring[head] = null;
            head = head + 1 & ring.length - 1;
            count--;
            firstIndex++;
        }
    }

    /** The entries {@code first} to {@code last}, both inclusive and held, as they are now. */
    EntryBatch between(long first, long last) {
        List<LogEntry> entries = new ArrayList<>((int) (last - first + 1));
        for (long index = first; index <= last; index++) {
            entries.add(at(index));
        }
        return new EntryBatch(entries);
    }

    private void grow() {
        LogEntry[] larger = new LogEntry[2 * ring.length];
        for (int i = 0; i < count; i++) {
            larger[i] = ring[head + i & ring.length - 1];
        }
        ring = larger;
        head = 0;
    }
}
