package dev.seaworthy.storage.thread;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.core.SnapshotMeta;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.LogStart;
import dev.seaworthy.engine.host.StorageBatch;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What waits, in which order, and what is done together. */
class LogQueueTest {
    private final LogQueue queue = new LogQueue();

    @Test
    void aReadIsDueOnceTheWritesBeforeItAreDone() {
        queue.submit(batch(1, 10), 0);
        queue.read(1, 1);
        queue.submit(batch(2, 10), 0);
        queue.read(2, 2);
        assertNull(queue.takeDueRead());
        queue.written(1);
        assertEquals(new LogQueue.Read(1, 1, 1), queue.takeDueRead());
        assertNull(queue.takeDueRead());
        queue.written(1);
        assertEquals(new LogQueue.Read(2, 2, 2), queue.takeDueRead());
        assertTrue(queue.isEmpty());
    }

    @Test
    void everythingThatWaitsIsDoneTogetherUpToABound() {
        for (int i = 1; i <= 5; i++) {
            queue.submit(batch(i, 1000), i);
        }
        long each = BatchMerge.bytesOf(batch(1, 1000));
        assertEquals(5, queue.nextGroup(5 * each).size());
        assertEquals(4, queue.nextGroup(5 * each - 1).size());
        assertEquals(1, queue.nextGroup(1).size(), "one always goes");
        queue.written(4);
        assertEquals(each, queue.bytes());
        assertEquals(1, queue.batches());
        assertEquals(95, queue.oldestWaitNanos(100));
        queue.written(1);
        assertEquals(0, queue.oldestWaitNanos(100));
        assertEquals(0, queue.bytes());
    }

    @Test
    void aBatchThatMovesTheBeginningBeginsAGroup() {
        SnapshotMeta snapshot = new SnapshotMeta(new EntryId(1, 3), 0, 0, Configuration.NONE, 1, 0, 0);
        queue.submit(batch(1, 10), 0);
        queue.submit(new StorageBatch(2, null, 0, new LogStart(snapshot, new EntryId(1, 2)), List.of()), 0);
        queue.submit(batch(3, 10), 0);
        assertEquals(1, queue.nextGroup(Long.MAX_VALUE).size());
        queue.written(1);
        assertEquals(2, queue.nextGroup(Long.MAX_VALUE).size());
    }

    static StorageBatch batch(long index, int bytes) {
        return new StorageBatch(
                index, null, 0, null, List.of(new LogEntry(index, 1, EntryKind.COMMAND, new byte[bytes])));
    }
}
