package dev.seaworthy.storage.thread;

import dev.seaworthy.engine.core.DiskCondition;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.LogStore;
import dev.seaworthy.engine.host.StorageBatch;
import dev.seaworthy.storage.DiskFullException;
import dev.seaworthy.storage.DurableLogStore;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The thread that writes a replica's log, and the one that watches it.
 *
 * <p>The first takes turns: whatever reads are due, else all the writes that wait, as one batch with one sync. The
 * second looks at the disk every now and then while it owes an answer, because the first cannot tell anything while it
 * waits for the disk itself; while nothing waits and all is well it sleeps.
 *
 * <p>A write for which there is no space stays where it is and is tried again, alone, until there is. Any other failure
 * is the last thing that happens.
 *
 * <p>Where marks are not synced with their batches ({@link dev.seaworthy.storage.MarkSync#LATER}), the newest is synced
 * when nothing has come for a while, and in between where that takes too long.
 */
final class LogThread implements LogStore {
    private final DurableLogStore log;
    private final SpaceGauge space;
    private final StorageLimits limits;
    private final Teller teller;
    private final SyncObserver syncs;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition watching = lock.newCondition();
    // All below is guarded by the lock.
    private final LogQueue queue = new LogQueue();
    private final DiskWatch watch;
    private final Tally tally = new Tally();
    private DiskCondition condition = DiskCondition.OK;
    private long usableBytes;
    private long pieceBytes;
    private boolean refused;
    private boolean closing;
    private boolean ended;
    /** Whether the watcher sleeps until it is woken. */
    private boolean watcherSleeps;

    // Used by the writer only.
    /** Whether there is a batch whose mark may not be durable yet. */
    private boolean markWaits;

    private long markSinceNanos;

    private final Thread writer;
    private final Thread watcher;

    LogThread(DurableLogStore log, SpaceGauge space, StorageLimits limits, Teller teller, SyncObserver syncs) {
        this.log = log;
        this.syncs = syncs;
        this.space = space;
        this.limits = limits;
        this.teller = teller;
        watch = new DiskWatch(limits);
        usableBytes = space.usableBytes();
        writer = Threads.daemon("storage-log", this::work);
        watcher = Threads.daemon("storage-watch", this::watch);
    }

    void start() {
        look();
        writer.start();
        watcher.start();
    }

    @Override
    public void submit(StorageBatch batch) {
        lock.lock();
        try {
            if (!closing && !ended) {
                queue.submit(batch, System.nanoTime());
                judge();
                wake();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void read(long firstIndex, long lastIndex) {
        lock.lock();
        try {
            if (!closing && !ended) {
                queue.read(firstIndex, lastIndex);
                wake();
            }
        } finally {
            lock.unlock();
        }
    }

    /** So many bytes of a snapshot on its way here wait, too; negative where they do no more. */
    void piecesWait(long bytes) {
        lock.lock();
        try {
            pieceBytes += bytes;
            judge();
            wake();
        } finally {
            lock.unlock();
        }
    }

    StorageStatistics statistics(long snapshotsSaved, long snapshotsPostponed, long piecesDropped) {
        lock.lock();
        try {
            return new StorageStatistics(
                    condition,
                    tally.batches,
                    tally.syncs,
                    tally.bytes,
                    tally.largestGroup,
                    tally.longestNanos,
                    tally.reads,
                    tally.refusals,
                    snapshotsSaved,
                    snapshotsPostponed,
                    piecesDropped,
                    queue.batches(),
                    queue.bytes() + pieceBytes,
                    usableBytes);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes nothing more, finishes what waits, and returns when the log is at rest. What waits for space is tried once
     * more and then given up: nobody was told that it is durable.
     *
     * @return false where the disk does not answer in time; the log is in use for as long as it does not
     */
    boolean close() {
        lock.lock();
        try {
            closing = true;
            work.signalAll();
            watching.signalAll();
        } finally {
            lock.unlock();
        }
        return Threads.end(writer, limits.closePatienceNanos()) && Threads.end(watcher, limits.closePatienceNanos());
    }

    private void work() {
        try {
            while (awaitWork()) {
                LogQueue.Read read = takeDueRead();
                if (read != null) {
                    answer(read);
                } else {
                    write(nextGroup());
                    if (markWaits && System.nanoTime() - markSinceNanos >= limits.markNanos()) {
                        syncMark();
                    }
                }
            }
        } catch (RuntimeException | Error e) {
            // Also what should not happen: a thread that is gone silently would look like a disk that hangs.
            teller.tellFailure("the log could not be written or read", e);
        } finally {
            end();
        }
    }

    /** Whether there is anything to do; false where there never will be again. */
    private boolean awaitWork() {
        lock.lock();
        try {
            while (queue.isEmpty() && !closing) {
                if (!markWaits) {
                    work.awaitUninterruptibly();
                } else if (isQuiet()) {
                    lock.unlock();
                    try {
                        syncMark();
                    } finally {
                        lock.lock();
                    }
                }
            }
            return !queue.isEmpty() && !teller.isFailed();
        } finally {
            lock.unlock();
        }
    }

    /** Lets some time pass; whether nothing came meanwhile. With the lock. */
    private boolean isQuiet() {
        pause(work, limits.pollNanos(), () -> closing || !queue.isEmpty());
        return !closing && queue.isEmpty();
    }

    /** Never with the lock: it takes as long as the disk does. */
    private void syncMark() {
        log.syncMark();
        markWaits = false;
    }

    private LogQueue.Read takeDueRead() {
        lock.lock();
        try {
            return queue.takeDueRead();
        } finally {
            lock.unlock();
        }
    }

    private List<StorageBatch> nextGroup() {
        lock.lock();
        try {
            // While space is short, one batch at a time: it needs less than several do.
            return queue.nextGroup(refused ? 1 : limits.mergeBytesMax());
        } finally {
            lock.unlock();
        }
    }

    private void answer(LogQueue.Read read) {
        List<LogEntry> entries = log.read(read.firstIndex(), read.lastIndex());
        lock.lock();
        try {
            tally.reads++;
        } finally {
            lock.unlock();
        }
        teller.tell(to -> to.entriesRead(entries));
    }

    private void write(List<StorageBatch> group) {
        StorageBatch merged = BatchMerge.of(group);
        long begunNanos = System.nanoTime();
        try {
            log.write(merged);
        } catch (DiskFullException e) {
            waitForSpace();
            return;
        }
        long doneNanos = System.nanoTime();
        if (!markWaits) {
            markWaits = true;
            markSinceNanos = doneNanos;
        }
        long bytes = BatchMerge.bytesOf(merged);
        syncs.onSynced(doneNanos - begunNanos, group.size(), bytes);
        long usable = space.usableBytes();
        lock.lock();
        try {
            tally.written(group.size(), bytes, queue.oldestWaitNanos(System.nanoTime()));
            queue.written(group.size());
            refused = false;
            usableBytes = usable;
            teller.tell(to -> to.persisted(merged.ioSeq()));
            judge();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing of the write was done, and nothing behind it can be: tells so, and lets some time pass. */
    private void waitForSpace() {
        lock.lock();
        try {
            tally.refusals++;
            refused = true;
            judge();
            if (closing) {
                queue.clear();
                return;
            }
            pause(work, limits.pollNanos(), () -> closing);
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            ended = true;
            queue.clear();
            watching.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void watch() {
        lock.lock();
        try {
            while (!ended) {
                watcherSleeps = queue.isEmpty() && pieceBytes == 0 && condition == DiskCondition.OK;
                if (watcherSleeps) {
                    watching.awaitUninterruptibly();
                    watcherSleeps = false;
                } else {
                    pause(watching, limits.pollNanos(), () -> ended);
                }
                if (!ended) {
                    lock.unlock();
                    try {
                        look();
                    } finally {
                        lock.lock();
                    }
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Looks at the disk; never with the lock, because a file system may be slow to say how much space it has. */
    private void look() {
        long usable = space.usableBytes();
        lock.lock();
        try {
            usableBytes = usable;
            judge();
        } finally {
            lock.unlock();
        }
    }

    /** Tells the replica how the disk does, where that has changed. With the lock, so that it hears it in order. */
    private void judge() {
        DiskCondition now = watch.look(new DiskWatch.Sight(
                queue.oldestWaitNanos(System.nanoTime()),
                queue.batches(),
                queue.bytes() + pieceBytes,
                usableBytes,
                refused));
        if (now != condition && !ended) {
            condition = now;
            teller.tell(to -> to.diskCondition(now));
            wakeWatcher();
        }
    }

    private void wake() {
        // Someone waiting for space has nothing to gain from more work.
        if (!refused) {
            work.signal();
        }
        wakeWatcher();
    }

    private void wakeWatcher() {
        if (watcherSleeps) {
            watching.signal();
        }
    }

    /** Lets some time pass, with the lock given up meanwhile; less where this becomes true. */
    private static void pause(Condition what, long nanos, BooleanSupplier cutShort) {
        long left = nanos;
        while (left > 0 && !cutShort.getAsBoolean()) {
            try {
                left = what.awaitNanos(left);
            } catch (InterruptedException e) {
                // It means nothing to a thread of ours, which ends by being closed.
                left = 0;
            }
        }
    }

    /** What has been done. */
    private static final class Tally {
        private long batches;
        private long syncs;
        private long bytes;
        private int largestGroup;
        private long longestNanos;
        private long reads;
        private long refusals;

        void written(int group, long size, long waitedNanos) {
            batches += group;
            syncs++;
            bytes += size;
            largestGroup = Math.max(largestGroup, group);
            longestNanos = Math.max(longestNanos, waitedNanos);
        }
    }
}
