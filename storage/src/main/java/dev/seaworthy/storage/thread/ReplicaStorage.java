package dev.seaworthy.storage.thread;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.SnapshotMeta;
import dev.seaworthy.engine.host.LogStore;
import dev.seaworthy.engine.host.SnapshotStore;
import dev.seaworthy.engine.host.SnapshotView;
import dev.seaworthy.engine.host.StorageBatch;
import dev.seaworthy.storage.DataDirectory;
import dev.seaworthy.storage.DurableLogStore;
import dev.seaworthy.storage.SnapshotArchive;
import dev.seaworthy.storage.StoreException;
import java.io.InputStream;

/**
 * The disk of a replica, on threads of its own: both of the engine's ports for it over a {@link DurableLogStore} and a
 * {@link SnapshotArchive}.
 *
 * <ul>
 *   <li>Nothing blocks the replica's thread but {@link #open}, which returns with content.
 *   <li>Batches that arrive while a sync is under way share the next one; they are durable in the order of submission,
 *       and are reported in that order.
 *   <li>Snapshots are written and moved by other threads than the log, whose syncs wait for none of that.
 *   <li>A batch for which there is no space waits until there is. Every other failure is final and the last that the
 *       replica hears: a failed sync is never tried again.
 *   <li>How the disk does is told where it changes, see {@link dev.seaworthy.engine.core.DiskCondition}.
 * </ul>
 *
 * <p>What the replica is to be told goes through the inbox, in order. The methods of the ports are called by the
 * replica's thread; {@link #statistics} by any; {@link #close} by one that is not needed for the inbox to be taken.
 */
public final class ReplicaStorage implements LogStore, SnapshotStore, AutoCloseable {
    private final Runnable closeFiles;
    private final StorageLimits limits;
    private final LogThread logThread;
    private final SnapshotThreads snapshotThreads;
    private boolean closed;

    /**
     * Starts the threads over a member's data directory, which is theirs from now on and is closed with this. What its
     * log held has been taken by then.
     *
     * @param inbox for the replica, which may be made afterwards: it is told how the disk does at any time, everything
     *     else in answer to a call
     */
    public ReplicaStorage(DataDirectory data, ReplicaInbox inbox, StorageLimits limits) {
        this(data, inbox, limits, SyncObserver.NONE);
    }

    /**
     * The same, watched.
     *
     * @param syncs is told of every batch that became durable
     */
    public ReplicaStorage(DataDirectory data, ReplicaInbox inbox, StorageLimits limits, SyncObserver syncs) {
        this(
                new Files(data.log(), data.snapshots(), data::close, data::leftBytes),
                Answers.through(inbox),
                limits,
                syncs);
    }

    /**
     * The same over a log and an archive that need not be files.
     *
     * @param space where they are
     */
    public ReplicaStorage(
            DurableLogStore log, SnapshotArchive archive, ReplicaInbox inbox, SpaceGauge space, StorageLimits limits) {
        this(log, archive, Answers.through(inbox), space, limits);
    }

    ReplicaStorage(
            DurableLogStore log, SnapshotArchive archive, Answers answers, SpaceGauge space, StorageLimits limits) {
        this(
                new Files(
                        log,
                        archive,
                        () -> {
                            log.close();
                            archive.close();
                        },
                        space),
                answers,
                limits,
                SyncObserver.NONE);
    }

    /** What the threads work on, how it is closed, and where it is. */
    private record Files(DurableLogStore log, SnapshotArchive archive, Runnable close, SpaceGauge space) {}

    private ReplicaStorage(Files files, Answers answers, StorageLimits limits, SyncObserver syncs) {
        this.closeFiles = files.close();
        this.limits = limits;
        Teller teller = new Teller(answers);
        logThread = new LogThread(files.log(), files.space(), limits, teller, syncs);
        snapshotThreads = new SnapshotThreads(files.archive(), files.space(), limits, teller, logThread);
        logThread.start();
    }

    @Override
    public void submit(StorageBatch batch) {
        logThread.submit(batch);
    }

    @Override
    public void read(long firstIndex, long lastIndex) {
        logThread.read(firstIndex, lastIndex);
    }

    @Override
    public void save(
            EntryId last, long timeNanos, long configurationIndex, Configuration configuration, SnapshotView view) {
        snapshotThreads.save(last, timeNanos, configurationIndex, configuration, view);
    }

    @Override
    public InputStream open(SnapshotMeta snapshot) {
        return snapshotThreads.open(snapshot);
    }

    @Override
    public void read(SnapshotMeta snapshot, long offset, int bytes) {
        snapshotThreads.read(snapshot, offset, bytes);
    }

    @Override
    public void receive(SnapshotMeta snapshot, long offset, byte[] content) {
        snapshotThreads.receive(snapshot, offset, content);
    }

    @Override
    public void finish(SnapshotMeta snapshot) {
        snapshotThreads.finish(snapshot);
    }

    @Override
    public void drop(SnapshotMeta snapshot) {
        snapshotThreads.drop(snapshot);
    }

    /** What has been done so far, and how the disk is. */
    public StorageStatistics statistics() {
        return logThread.statistics(snapshotThreads.saved(), snapshotThreads.postponed(), snapshotThreads.dropped());
    }

    /**
     * Finishes everything that was asked for, tells it, and closes the files. What waits for space is tried once more
     * and then left undone, as by a crash: nobody was told that it is durable. Calls of the ports do nothing any more.
     * Does nothing the second time.
     *
     * @throws StoreException where the disk does not answer within {@link StorageLimits#closePatienceNanos}; the files
     *     stay open then, because closing them under a write is not safe
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        boolean snapshotsAtRest = snapshotThreads.close();
        if (!logThread.close() || !snapshotsAtRest) {
            throw new StoreException("the disk has not answered for " + limits.closePatienceNanos() / 1_000_000
                    + " ms: its files stay open until this process ends");
        }
        closeFiles.run();
    }
}
