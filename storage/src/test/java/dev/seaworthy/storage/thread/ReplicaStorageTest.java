package dev.seaworthy.storage.thread;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.DiskCondition;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.SnapshotMeta;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.SnapshotView;
import dev.seaworthy.engine.host.StorageBatch;
import dev.seaworthy.storage.DurableLogStore;
import dev.seaworthy.storage.FileBlobStore;
import dev.seaworthy.storage.FileSlotStore;
import dev.seaworthy.storage.SlotStore;
import dev.seaworthy.storage.SnapshotArchive;
import dev.seaworthy.storage.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The threads with a disk that does what the test says; nothing here waits for time to pass. */
@Timeout(120)
class ReplicaStorageTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Configuration CONFIGURATION = Configuration.ofVoters(List.of(new Member(1, 1)));
    /** Nothing is ever slow; busy beyond 4 batches; full below 1,000 bytes until there are 2,000. */
    private static final StorageLimits LIMITS =
            new StorageLimits(1 << 20, 4, 1 << 20, 3600 * SECOND, 3600 * SECOND, 1000, 2000, 1_000_000, 1, 60 * SECOND);

    @TempDir
    Path directory;

    private final GatedStore store = new GatedStore();
    private final Heard heard = new Heard();
    private final AtomicLong space = new AtomicLong(Long.MAX_VALUE);
    private volatile CountDownLatch piecesWait = new CountDownLatch(0);
    private FullBlobs blobs;
    private ReplicaStorage storage;

    @BeforeEach
    void start() {
        start(LIMITS);
    }

    private void start(StorageLimits limits) {
        if (storage == null) {
            try (SlotStore slots = FileSlotStore.create(directory)) {
                DurableLogStore.init(store, slots, CONFIGURATION);
            }
            blobs = new FullBlobs(FileBlobStore.create(directory.resolve("snapshots")));
        } else {
            storage.close();
            blobs = new FullBlobs(FileBlobStore.open(directory.resolve("snapshots")));
        }
        storage = new ReplicaStorage(open(), new SnapshotArchive(blobs), heard, this::usableBytes, limits);
        store.forget();
    }

    private DurableLogStore open() {
        return DurableLogStore.open(new Unclosed(store), FileSlotStore.open(directory));
    }

    @AfterEach
    void stop() {
        store.full(false);
        store.letAll();
        storage.close();
    }

    @Test
    void whatArrivesDuringASyncSharesTheNextOne() throws InterruptedException {
        store.shut();
        submit(1);
        store.awaitBegun();
        submit(2, 3, 4);
        store.letAll();
        heard.expect("persisted 1", "persisted 4");
        assertEquals(2, store.begun());
        storage.read(1, 9);
        heard.expect("read 1 to 4");
        StorageStatistics statistics = storage.statistics();
        assertEquals(4, statistics.batchesWritten());
        assertEquals(2, statistics.syncs());
        assertEquals(3, statistics.largestGroup());
        assertEquals(0, statistics.queuedBatches());
        assertEquals(0, statistics.queuedBytes());
    }

    @Test
    void nothingIsReportedBeforeItsWriteReturns() throws InterruptedException {
        store.shut();
        submit(1);
        store.awaitBegun();
        heard.expectNothing();
        store.letOne();
        heard.expect("persisted 1");
    }

    @Test
    void readsAreAnsweredInOrderAndSeeTheWritesBeforeThem() throws InterruptedException {
        store.shut();
        submit(1);
        store.awaitBegun();
        submit(2);
        storage.read(1, 2);
        submit(3);
        storage.read(3, 3);
        storage.read(9, 9);
        store.letAll();
        heard.expect("persisted 1", "persisted 3", "read 1 to 2", "read 3 to 3", "read nothing");
    }

    @Test
    void tooMuchThatWaitsIsToldAndTakenAllTheSame() throws InterruptedException {
        store.shut();
        submit(1);
        store.awaitBegun();
        submit(2, 3, 4);
        heard.expectNothing();
        submit(5);
        heard.expect("BUSY");
        submit(6);
        assertEquals(DiskCondition.BUSY, storage.statistics().condition());
        store.letAll();
        heard.expect("persisted 1", "persisted 6", "OK");
    }

    @Test
    void aDiskThatDoesNotAnswerIsToldAsSlowThenStalledThenWell() throws InterruptedException {
        start(new StorageLimits(1, 100, 1 << 20, 1, 100_000_000, 0, 0, 1_000_000, 1, 60 * SECOND));
        store.shut();
        submit(1);
        heard.expect("SLOW", "STALLED");
        store.letAll();
        heard.expect("persisted 1", "OK");
    }

    @Test
    void aFailureIsTheLastThingThatHappens() throws InterruptedException {
        store.shut();
        submit(1);
        store.awaitBegun();
        submit(2);
        storage.read(1, 1);
        store.failWith(new StoreException("the disk is gone"));
        store.letAll();
        heard.expect("FAILED");
        String failure = heard.next();
        assertTrue(failure.startsWith("failed: ") && failure.contains("the disk is gone"), failure);
        store.failWith(null);
        submit(3);
        storage.save(new EntryId(1, 1), 0, 0, CONFIGURATION, out -> out.write(1));
        storage.close();
        heard.expectNothing();
        assertEquals(1, store.begun(), "a failed write is never tried again, and nothing after it is");
    }

    @Test
    void aBatchWithoutSpaceWaitsAndIsWrittenOnceThereIs() throws InterruptedException {
        store.full(true);
        submit(1);
        heard.expect("FULL");
        submit(2, 3);
        store.awaitBegun();
        store.awaitBegun();
        store.awaitBegun();
        heard.expectNothing();
        assertTrue(storage.statistics().spaceRefusals() >= 2);
        store.full(false);
        heard.expect("persisted 1", "OK", "persisted 3");
    }

    @Test
    void littleSpaceIsToldBeforeItIsGoneAndWritesGoOn() throws InterruptedException {
        space.set(999);
        submit(1);
        // Whoever looks first tells it: the log's thread after the write, or the watcher.
        String first = heard.next();
        String second = heard.next();
        assertEquals(Set.of("persisted 1", "FULL"), Set.of(first, second));
        submit(2);
        heard.expect("persisted 2");
        space.set(1999);
        submit(3);
        heard.expect("persisted 3");
        space.set(2000);
        // Nothing is written any more: it is the watcher that sees it.
        heard.expect("OK");
    }

    @Test
    void closingFinishesWhatWaits() throws Exception {
        store.shut();
        submit(1);
        store.awaitBegun();
        submit(2, 3);
        storage.read(1, 3);
        CountDownLatch closing = new CountDownLatch(1);
        Thread closer = new Thread(() -> {
            closing.countDown();
            storage.close();
        });
        closer.start();
        closing.await();
        store.letAll();
        closer.join();
        heard.expect("persisted 1", "persisted 3", "read 1 to 3");
        submit(4);
        storage.read(1, 1);
        heard.expectNothing();
        assertEquals(3, open().restored().lastIndex());
    }

    @Test
    void closingGivesUpWhatFindsNoSpace() throws InterruptedException {
        store.full(true);
        submit(1);
        heard.expect("FULL");
        storage.close();
        heard.expectNothing();
        store.full(false);
        assertEquals(0, open().restored().lastIndex());
    }

    @Test
    void closingADiskThatDoesNotAnswerLeavesItsFilesAlone() throws InterruptedException {
        start(new StorageLimits(1, 100, 1 << 20, SECOND, SECOND, 0, 0, SECOND, 1, 1_000_000));
        store.shut();
        submit(1);
        store.awaitBegun();
        StoreException open = assertThrows(StoreException.class, storage::close);
        assertTrue(open.getMessage().contains("files stay open"), open.getMessage());
        assertFalse(store.isClosed());
        store.letAll();
        heard.expect("persisted 1");
    }

    @Test
    void aSnapshotIsWrittenWhileTheLogGoesOn() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        save(1, out -> {
            begun.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            out.write(new byte[] {1, 2, 3});
        });
        begun.await();
        submit(1, 2);
        heard.await("persisted 2");
        go.countDown();
        heard.expect("saved 1");
        storage.read(heard.saved, 1, 2);
        heard.expect("piece of 2");
        assertEquals(1, storage.statistics().snapshotsSaved());
    }

    @Test
    void aSnapshotThatFindsNoSpaceIsBegunAnewWhenThereIs() throws Exception {
        space.set(501);
        CountDownLatch refused = new CountDownLatch(1);
        save(1, out -> {
            try {
                out.write(new byte[5]);
            } catch (IOException e) {
                refused.countDown();
                throw e;
            }
        });
        refused.await();
        heard.expectNothing();
        space.set(Long.MAX_VALUE);
        heard.await("saved 1");
        assertEquals(1, storage.statistics().snapshotsPostponed());
        assertArrayEquals(new byte[5], storage.open(heard.saved).readAllBytes());
    }

    @Test
    void aSnapshotRefusedForLackOfSpaceIsNoFailureThoughSpaceIsBackAtOnce() throws Exception {
        space.set(501);
        save(1, out -> {
            try {
                out.write(new byte[5]);
            } catch (IOException e) {
                // Before anybody looks again.
                space.set(Long.MAX_VALUE);
                throw e;
            }
        });
        heard.expect("saved 1");
        assertEquals(1, storage.statistics().snapshotsPostponed());
    }

    @Test
    void aSnapshotThatFailsForAnotherReasonIsAFailure() throws Exception {
        save(1, out -> {
            throw new IOException("the state cannot be read");
        });
        heard.expect("FAILED");
        String failure = heard.next();
        assertTrue(failure.startsWith("failed: a snapshot could not be written"), failure);
        assertTrue(failure.contains("the state cannot be read"), failure);
    }

    @Test
    void aStateMachineThatThrowsWhereItIsWrittenOutIsNoFailureOfTheDisk() throws Exception {
        save(1, out -> {
            throw new IllegalStateException("changed while it was written");
        });
        String failure = heard.next();
        assertTrue(failure.startsWith("state machine failed: the state after entry "), failure);
        assertTrue(failure.endsWith("changed while it was written"), failure);
        heard.expectNothing();
    }

    @Test
    void aSnapshotArrivesInPieces() throws Exception {
        SnapshotMeta snapshot = snapshotOf(1, new byte[] {1, 2, 3, 4});
        storage.receive(snapshot, 0, new byte[] {1, 2});
        storage.receive(snapshot, 2, new byte[] {3, 4});
        storage.finish(snapshot);
        heard.expect("received 1 sound");
        assertArrayEquals(new byte[] {1, 2, 3, 4}, storage.open(snapshot).readAllBytes());
        storage.drop(snapshot);
        assertThrows(IllegalStateException.class, () -> storage.open(snapshot));
    }

    @Test
    void aSnapshotThatIsTakenAfterTheSameWasLetGoOfStays() throws Exception {
        byte[] content = {1, 2};
        SnapshotMeta snapshot = snapshotOf(1, content);
        storage.receive(snapshot, 0, content);
        storage.finish(snapshot);
        heard.expect("received 1 sound");

        CountDownLatch busy = new CountDownLatch(1);
        piecesWait = busy;
        storage.receive(snapshotOf(2, content), 0, content);
        storage.drop(snapshot);
        save(1, out -> out.write(content));
        awaitWaiting("storage-snapshots");
        busy.countDown();
        heard.expect("saved 1");
        storage.read(snapshot, 0, 2);
        heard.expect("piece of 2");
        assertArrayEquals(content, storage.open(snapshot).readAllBytes());
    }

    @Test
    void piecesWithoutSpaceAreNotKeptAndTheSnapshotIsSentAgain() throws Exception {
        SnapshotMeta snapshot = snapshotOf(1, new byte[] {1, 2, 3, 4});
        storage.receive(snapshot, 0, new byte[] {1, 2});
        storage.drop(snapshotOf(9, new byte[] {9}));
        space.set(501);
        storage.receive(snapshot, 2, new byte[] {3, 4});
        storage.finish(snapshot);
        heard.await("received 1 unsound");
        space.set(Long.MAX_VALUE);
        storage.drop(snapshot);
        storage.receive(snapshot, 0, new byte[] {1, 2, 3, 4});
        storage.finish(snapshot);
        heard.await("received 1 sound");
    }

    @Test
    void piecesWithoutSpaceTakeNothingAwayFromTheSameThatWasTakenHere() throws Exception {
        byte[] content = {1, 2};
        save(1, out -> out.write(content));
        heard.expect("saved 1");
        blobs.full = true;
        space.set(900);
        storage.receive(heard.saved, 0, content);
        storage.finish(heard.saved);
        heard.await("received 1 unsound");
        assertArrayEquals(content, storage.open(heard.saved).readAllBytes());
    }

    private void submit(long... indexes) {
        for (long index : indexes) {
            HardState first = index == 1 ? new HardState(1, null, 0, false) : null;
            LogEntry entry = new LogEntry(index, 1, EntryKind.COMMAND, new byte[10]);
            storage.submit(new StorageBatch(index, first, 0, null, List.of(entry)));
        }
    }

    /** The thread has been given something to do, and has done it or waits in the midst of it. */
    private static void awaitWaiting(String name) {
        while (Thread.getAllStackTraces().keySet().stream()
                .noneMatch(it -> it.getName().equals(name) && it.getState() == Thread.State.WAITING)) {
            Thread.onSpinWait();
        }
    }

    /** Asked by the threads of the storage; that of the pieces can be made to wait there. */
    private long usableBytes() {
        if (Thread.currentThread().getName().equals("storage-pieces")) {
            try {
                piecesWait.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return space.get();
    }

    private void save(long lastIndex, SnapshotView view) {
        storage.save(new EntryId(1, lastIndex), 0, 0, CONFIGURATION, view);
    }

    /** The snapshot of this content, as another replica would announce it. */
    private SnapshotMeta snapshotOf(long lastIndex, byte[] content) {
        Path elsewhere = directory.resolve("snapshots-" + lastIndex);
        try (SnapshotArchive other = new SnapshotArchive(FileBlobStore.create(elsewhere))) {
            return other.save(new EntryId(1, lastIndex), 0, 0, CONFIGURATION, out -> out.write(content));
        }
    }
}
