package dev.seaworthy.storage.thread;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.DiskCondition;
import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.SnapshotMeta;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.StorageBatch;
import dev.seaworthy.storage.DataDirectory;
import dev.seaworthy.storage.StoreIdentity;
import dev.seaworthy.storage.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A storage on real files that is closed while somebody goes on submitting. */
@Timeout(120)
class CloseUnderLoadTest {
    private static final StoreIdentity IDENTITY = new StoreIdentity(7, new Member(1, 1));
    private static final Configuration CONFIGURATION = Configuration.ofVoters(List.of(new Member(1, 1)));
    private static final int AHEAD_MAX = 50;
    private static final int DURABLE_BEFORE_CLOSING = 40;

    @TempDir
    Path directory;

    private final AtomicLong submitted = new AtomicLong();
    private final AtomicLong durable = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicReference<String> failure = new AtomicReference<>();
    private final CountDownLatch busy = new CountDownLatch(1);

    @RepeatedTest(3)
    void everythingAcknowledgedIsThereAndTheRestIsWholeOrAbsent() throws InterruptedException {
        Path data = directory.resolve("data");
        DataDirectory.init(data, IDENTITY, CONFIGURATION);
        DataDirectory opened = DataDirectory.open(data, IDENTITY);
        ReplicaStorage storage = new ReplicaStorage(
                opened.log(), opened.snapshots(), new Persisted(), SpaceGauge.UNLIMITED, StorageLimits.DEFAULT);
        Thread submitter = new Thread(() -> submitUntilClosed(storage));
        submitter.start();
        busy.await();
        storage.close();
        long toldByThen = durable.get();
        closed.set(true);
        submitter.join();
        opened.close();
        assertNull(failure.get());
        assertEquals(toldByThen, durable.get(), "nothing is told after closing");
        assertTrue(toldByThen >= DURABLE_BEFORE_CLOSING && toldByThen <= submitted.get());
        try (DataDirectory again = DataDirectory.open(data, IDENTITY)) {
            assertEquals(new Verdict.Clean(), again.verdict());
            // Closing finishes what it has taken: no batch is written that nobody was told of.
            assertEquals(toldByThen, again.log().restored().lastIndex());
            assertEquals(toldByThen, again.log().read(1, Long.MAX_VALUE - 1).size());
        }
    }

    @Test
    void closingEndsThoughEveryAnswerIsFollowedByAnotherBatch() throws InterruptedException {
        Path data = directory.resolve("data");
        DataDirectory.init(data, IDENTITY, CONFIGURATION);
        DataDirectory opened = DataDirectory.open(data, IDENTITY);
        AtomicReference<ReplicaStorage> storage = new AtomicReference<>();
        Persisted answers = new Persisted() {
            @Override
            public void persisted(long ioSeq) {
                super.persisted(ioSeq);
                storage.get().submit(batch(ioSeq + 1));
            }
        };
        storage.set(new ReplicaStorage(
                opened.log(), opened.snapshots(), answers, SpaceGauge.UNLIMITED, StorageLimits.DEFAULT));
        storage.get().submit(batch(1));
        busy.await();
        storage.get().close();
        opened.close();
        assertNull(failure.get());
        try (DataDirectory again = DataDirectory.open(data, IDENTITY)) {
            assertEquals(durable.get(), again.log().restored().lastIndex());
        }
    }

    private static StorageBatch batch(long index) {
        HardState first = index == 1 ? new HardState(1, null, 0, false) : null;
        LogEntry entry = new LogEntry(index, 1, EntryKind.COMMAND, new byte[100]);
        return new StorageBatch(index, first, 0, null, List.of(entry));
    }

    private void submitUntilClosed(ReplicaStorage storage) {
        long index = 0;
        while (!closed.get()) {
            if (index < durable.get() + AHEAD_MAX) {
                index++;
                submitted.set(index);
                storage.submit(batch(index));
            } else {
                Thread.onSpinWait();
            }
        }
    }

    /** What a replica would be told. */
    private class Persisted implements Answers {
        @Override
        public void persisted(long ioSeq) {
            if (ioSeq <= durable.getAndSet(ioSeq)) {
                failure.set("not in order");
            }
            if (ioSeq >= DURABLE_BEFORE_CLOSING) {
                busy.countDown();
            }
        }

        @Override
        public void storageFailed(String evidence) {
            failure.set(evidence);
            busy.countDown();
        }

        @Override
        public void stateMachineFailed(String evidence) {
            storageFailed(evidence);
        }

        @Override
        public void diskCondition(DiskCondition condition) {
            // A slow disk is none of this test's business.
        }

        @Override
        public void entriesRead(List<LogEntry> entries) {
            failure.set("nobody asked for entries");
        }

        @Override
        public void chunkRead(byte[] content) {
            failure.set("nobody asked for a piece");
        }

        @Override
        public void snapshotSaved(SnapshotMeta snapshot) {
            failure.set("there is no snapshot");
        }

        @Override
        public void snapshotReceived(SnapshotMeta snapshot, boolean sound) {
            failure.set("there is no snapshot");
        }
    }
}
