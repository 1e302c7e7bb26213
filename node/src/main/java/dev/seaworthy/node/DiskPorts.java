package dev.seaworthy.node;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.SnapshotMeta;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.LogStore;
import dev.seaworthy.engine.host.Replica;
import dev.seaworthy.engine.host.Restored;
import dev.seaworthy.engine.host.SnapshotStore;
import dev.seaworthy.engine.host.SnapshotView;
import dev.seaworthy.engine.host.StorageBatch;
import dev.seaworthy.storage.DurableLogStore;
import dev.seaworthy.storage.FileBlobStore;
import dev.seaworthy.storage.LevelDbStore;
import dev.seaworthy.storage.SnapshotArchive;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The disk of a replica: one thread that writes and reads in order, and one that writes snapshots out beside it. */
final class DiskPorts implements NodeDisk, LogStore, SnapshotStore {
    private final long clusterId;
    private final Member member;
    private final DurableLogStore log;
    private final SnapshotArchive archive;
    private final Consumer<Consumer<Replica>> replica;
    private final ExecutorService disk = Executors.newSingleThreadExecutor();
    private final ExecutorService aside = Executors.newSingleThreadExecutor();

    DiskPorts(long clusterId, Member member, Path directory, Consumer<Consumer<Replica>> replica) {
        this.clusterId = clusterId;
        this.member = member;
        log = DurableLogStore.open(LevelDbStore.open(directory.resolve("log")));
        archive = new SnapshotArchive(FileBlobStore.open(directory.resolve("snapshots")));
        Restored restored = log.restored();
        archive.keepOnly(restored.start() == null ? null : restored.start().snapshot());
        this.replica = replica;
    }

    static void format(Path directory, long clusterId, Member self, Configuration initial) {
        try (LevelDbStore store = LevelDbStore.create(directory.resolve("log"))) {
            DurableLogStore.init(store, initial);
        }
        FileBlobStore.create(directory.resolve("snapshots")).close();
    }

    @Override
    public long clusterId() {
        return clusterId;
    }

    @Override
    public Member member() {
        return member;
    }

    @Override
    public Restored restored() {
        return log.restored();
    }

    @Override
    public LogStore log() {
        return this;
    }

    @Override
    public SnapshotStore snapshots() {
        return this;
    }

    @Override
    public void submit(StorageBatch batch) {
        on(disk, () -> {
            log.write(batch);
            replica.accept(it -> it.persisted(batch.ioSeq()));
        });
    }

    @Override
    public void read(long firstIndex, long lastIndex) {
        on(disk, () -> {
            List<LogEntry> entries = log.read(firstIndex, lastIndex);
            replica.accept(it -> it.entriesRead(entries));
        });
    }

    @Override
    public void save(
            EntryId last, long timeNanos, long configurationIndex, Configuration configuration, SnapshotView view) {
        on(aside, () -> {
            SnapshotMeta saved = archive.save(last, timeNanos, configurationIndex, configuration, view);
            replica.accept(it -> it.snapshotSaved(saved));
        });
    }

    @Override
    public InputStream open(SnapshotMeta snapshot) {
        return CompletableFuture.supplyAsync(() -> archive.open(snapshot), disk).join();
    }

    @Override
    public void read(SnapshotMeta snapshot, long offset, int bytes) {
        on(disk, () -> {
            byte[] piece = archive.read(snapshot, offset, bytes);
            replica.accept(it -> it.chunkRead(piece));
        });
    }

    @Override
    public void receive(SnapshotMeta snapshot, long offset, byte[] content) {
        on(disk, () -> archive.receive(snapshot, offset, content));
    }

    @Override
    public void finish(SnapshotMeta snapshot) {
        on(disk, () -> {
            boolean sound = archive.finish(snapshot);
            replica.accept(it -> it.snapshotReceived(snapshot, sound));
        });
    }

    @Override
    public void drop(SnapshotMeta snapshot) {
        on(disk, () -> archive.drop(snapshot));
    }

    @Override
    public void close() {
        end(disk);
        end(aside);
        log.close();
        archive.close();
    }

    private static void end(ExecutorService thread) {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("the disk does not answer: its files cannot be closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void on(ExecutorService thread, Runnable work) {
        thread.execute(() -> {
            try {
                work.run();
            } catch (RuntimeException | Error e) {
                replica.accept(it -> it.storageFailed(e.toString()));
            }
        });
    }
}
