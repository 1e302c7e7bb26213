package dev.seaworthy.storage.thread;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.StorageBatch;
import dev.seaworthy.storage.DurableLogStore;
import dev.seaworthy.storage.FileBlobStore;
import dev.seaworthy.storage.MarkSync;
import dev.seaworthy.storage.SnapshotArchive;
import dev.seaworthy.storage.Verdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When the log's thread makes marks durable that were not synced with their batches. */
@Timeout(120)
class MarkSyncTest {
    private static final long HOUR = 3_600_000_000_000L;
    private static final long MILLI = 1_000_000;

    @TempDir
    Path directory;

    private final GatedStore store = new GatedStore();
    private final CountedSlots slots = new CountedSlots();
    private final Heard heard = new Heard();
    private ReplicaStorage storage;

    @AfterEach
    void stop() {
        storage.close();
    }

    @Test
    void theMarkIsSyncedOnceInAQuietMoment() throws InterruptedException {
        start(MarkSync.LATER, MILLI, HOUR);
        write(1);
        slots.awaitMarkSyncs(1);
        write(2);
        slots.awaitMarkSyncs(1);
        storage.close();
        assertEquals(0, slots.markSyncs(), "nothing was left to be synced");
    }

    @Test
    void marksAreSyncedNowAndThenWhileBatchFollowsOnBatch() throws InterruptedException {
        start(MarkSync.LATER, HOUR, 1);
        for (int index = 1; index <= 5; index++) {
            write(index);
            slots.awaitMarkSyncs(1);
        }
    }

    @Test
    void whereNothingIsQuietTheMarkIsSyncedAtClosing() throws InterruptedException {
        start(MarkSync.LATER, HOUR, HOUR);
        for (int index = 1; index <= 5; index++) {
            write(index);
        }
        assertEquals(0, slots.markSyncs());
        storage.close();
        assertEquals(1, slots.markSyncs());
    }

    @Test
    void marksThatAreSyncedWithTheirBatchesAreNotSyncedAgain() throws InterruptedException {
        start(MarkSync.BEFORE_ACKNOWLEDGING, HOUR, 1);
        write(1);
        write(2);
        storage.close();
        assertEquals(2, slots.markSyncs());
    }

    @Test
    void aMarkThatCannotBeSyncedIsAFailureOfTheDisk() throws InterruptedException {
        start(MarkSync.LATER, MILLI, HOUR);
        slots.fail();
        write(1);
        heard.expect("FAILED");
        String failure = heard.next();
        assertTrue(failure.startsWith("failed: ") && failure.contains("the mark cannot be synced"), failure);
    }

    private void start(MarkSync markSync, long pollNanos, long markNanos) {
        DurableLogStore.init(store, slots, Configuration.ofVoters(List.of(new Member(1, 1))));
        DurableLogStore log = DurableLogStore.open(store, slots, new Verdict.Clean(), markSync);
        SnapshotArchive archive = new SnapshotArchive(FileBlobStore.create(directory.resolve("snapshots")));
        StorageLimits limits =
                new StorageLimits(1 << 20, 100, 1 << 20, HOUR, HOUR, 0, 0, pollNanos, markNanos, 60_000 * MILLI);
        storage = new ReplicaStorage(log, archive, heard, SpaceGauge.UNLIMITED, limits);
        slots.markSyncs();
    }

    /** Writes an entry, and returns when that was told. */
    private void write(long index) throws InterruptedException {
        LogEntry entry = new LogEntry(index, 1, EntryKind.COMMAND, new byte[10]);
        HardState first = index == 1 ? new HardState(1, null, 0, false) : null;
        storage.submit(new StorageBatch(index, first, 0, null, List.of(entry)));
        heard.expect("persisted " + index);
    }
}
