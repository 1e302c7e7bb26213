package dev.seaworthy.storage.thread;

import dev.seaworthy.engine.host.StorageBatch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * What waits for the log's thread: writes in the order of submission, and reads in the order of asking, each due as
 * soon as all writes before it are done. Knows no clock and no thread. Not thread safe.
 */
final class LogQueue {
    /**
     * A question for old entries.
     *
     * @param afterWrites how many writes come before it
     */
    record Read(long firstIndex, long lastIndex, long afterWrites) {}

    private record Write(StorageBatch batch, long bytes, long sinceNanos) {}

    private final ArrayDeque<Write> writes = new ArrayDeque<>();
    private final ArrayDeque<Read> reads = new ArrayDeque<>();
    private long submitted;
    private long written;
    private long bytes;

    void submit(StorageBatch batch, long nowNanos) {
        long size = BatchMerge.bytesOf(batch);
        writes.add(new Write(batch, size, nowNanos));
        bytes += size;
        submitted++;
    }

    void read(long firstIndex, long lastIndex) {
        reads.add(new Read(firstIndex, lastIndex, submitted));
    }

    boolean isEmpty() {
        return writes.isEmpty() && reads.isEmpty();
    }

    /** How many batches wait or are being written. */
    int batches() {
        return writes.size();
    }

    /** About how many bytes they take. */
    long bytes() {
        return bytes;
    }

    /** How long the oldest write has been waiting; 0 where none is. */
    long oldestWaitNanos(long nowNanos) {
        return writes.isEmpty() ? 0 : nowNanos - writes.peek().sinceNanos();
    }

    /** The next question, where every write before it is done; it is not asked again. Null where none is due. */
    Read takeDueRead() {
        return !reads.isEmpty() && reads.peek().afterWrites() <= written ? reads.remove() : null;
    }

    /**
     * The writes to do next, together: as many as can be merged into one batch of so many bytes, though always one.
     * They wait on until {@link #written}.
     */
    List<StorageBatch> nextGroup(long bytesMax) {
        List<StorageBatch> group = new ArrayList<>();
        long size = 0;
        for (Write write : writes) {
            size += write.bytes();
            if (!group.isEmpty() && (size > bytesMax || !BatchMerge.canFollow(write.batch()))) {
                break;
            }
            group.add(write.batch());
        }
        return group;
    }

    /** The first so many writes are durable. */
    void written(int count) {
        for (int i = 0; i < count; i++) {
            bytes -= writes.remove().bytes();
        }
        written += count;
    }

    /** Nothing that waits will be done any more. */
    void clear() {
        writes.clear();
        reads.clear();
        bytes = 0;
    }
}
