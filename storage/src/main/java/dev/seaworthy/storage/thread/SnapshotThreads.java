package dev.seaworthy.storage.thread;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.SnapshotMeta;
import dev.seaworthy.engine.host.SnapshotStore;
import dev.seaworthy.engine.host.SnapshotView;
import dev.seaworthy.storage.SnapshotArchive;
import dev.seaworthy.storage.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The threads beside the log's: one that writes snapshots out, however long that takes, and one for all that is short:
 * pieces that leave or arrive, and snapshots that go. The log's syncs wait for neither.
 *
 * <p>Snapshots keep off the space that the log's last batches need. One that is being written out stops there, what it
 * has written goes, and it begins anew when there is space again; pieces of one on its way here are not kept then, and
 * it is said to be unsound when it has arrived: it is sent again.
 */
final class SnapshotThreads implements SnapshotStore {
    private final SnapshotArchive archive;
    private final SpaceGauge space;
    private final StorageLimits limits;
    private final Teller teller;
    private final LogThread log;
    private final ExecutorService saver = executor("storage-snapshots");
    private final ExecutorService pieces = executor("storage-pieces");
    private final CountDownLatch closing = new CountDownLatch(1);
    /** The end of the last removal that was asked for. Used by whoever calls. */
    private CompletableFuture<Void> removal = CompletableFuture.completedFuture(null);

    private final AtomicLong saved = new AtomicLong();
    private final AtomicLong postponed = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    /** The snapshot on its way here; null where none is. Used by the pieces' thread only, as is what follows. */
    private SnapshotMeta arriving;

    /** Whether pieces of it were not kept, so that it is of no use any more. */
    private boolean incomplete;

    SnapshotThreads(SnapshotArchive archive, SpaceGauge space, StorageLimits limits, Teller teller, LogThread log) {
        this.archive = archive;
        this.space = space;
        this.limits = limits;
        this.teller = teller;
        this.log = log;
    }

    @Override
    public void save(
            EntryId last, long timeNanos, long configurationIndex, Configuration configuration, SnapshotView view) {
        CompletableFuture<Void> before = removal;
        on(saver, "a snapshot could not be written", () -> {
            // It may be the same that was to go: what is written now has to stay.
            before.join();
            SnapshotMeta snapshot = null;
            while (snapshot == null && !teller.isFailed()) {
                Sparing sparing = new Sparing(view);
                try {
                    snapshot = archive.save(last, timeNanos, configurationIndex, configuration, sparing);
                } catch (ViewException e) {
                    teller.tellStateMachineFailure(
                            "the state after entry " + last + " could not be written out: " + e.getCause());
                    return;
                } catch (StoreException e) {
                    if (!sparing.refused()) {
                        refuseUnlessFull(e);
                    }
                    // Its draft is gone, and with it whatever could not be written: the next one begins with nothing.
                    postponed.incrementAndGet();
                    if (!awaitSpace()) {
                        return;
                    }
                }
            }
            if (snapshot != null) {
                saved.incrementAndGet();
                SnapshotMeta durable = snapshot;
                teller.tell(to -> to.snapshotSaved(durable));
            }
        });
    }

    @Override
    public InputStream open(SnapshotMeta snapshot) {
        try {
            return CompletableFuture.supplyAsync(() -> archive.open(snapshot), pieces)
                    .join();
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("the snapshots are closed", e);
        } catch (CompletionException e) {
            throw new IllegalStateException("snapshot " + snapshot + " cannot be read: " + e.getCause(), e.getCause());
        }
    }

    @Override
    public void read(SnapshotMeta snapshot, long offset, int bytes) {
        on(pieces, "a snapshot could not be read", () -> {
            byte[] piece = archive.read(snapshot, offset, bytes);
            teller.tell(to -> to.chunkRead(piece));
        });
    }

    @Override
    public void receive(SnapshotMeta snapshot, long offset, byte[] content) {
        log.piecesWait(content.length);
        on(pieces, "a piece of a snapshot could not be kept", () -> {
            try {
                keep(snapshot, offset, content);
            } finally {
                log.piecesWait(-content.length);
            }
        });
    }

    @Override
    public void finish(SnapshotMeta snapshot) {
        on(pieces, "a snapshot that has arrived could not be kept", () -> {
            boolean whole = snapshot.equals(arriving) && !incomplete;
            boolean sound = whole && publish(snapshot);
            arriving = null;
            teller.tell(to -> to.snapshotReceived(snapshot, sound));
        });
    }

    @Override
    public void drop(SnapshotMeta snapshot) {
        removal = begun(pieces, "a snapshot could not be removed", () -> {
            if (snapshot.equals(arriving)) {
                boolean nothingKept = incomplete;
                arriving = null;
                if (nothingKept) {
                    return;
                }
            }
            archive.drop(snapshot);
        });
    }

    /** Snapshots made durable. */
    long saved() {
        return saved.get();
    }

    /** How often one was not, for lack of space. */
    long postponed() {
        return postponed.get();
    }

    /** Pieces that were not kept, for lack of space. */
    long dropped() {
        return dropped.get();
    }

    /** Takes nothing more and finishes what was asked for; false where the disk does not answer in time. */
    boolean close() {
        closing.countDown();
        return end(saver) && end(pieces);
    }

    private void keep(SnapshotMeta snapshot, long offset, byte[] content) {
        if (offset == 0) {
            arriving = snapshot;
            incomplete = false;
        }
        if (!snapshot.equals(arriving) || incomplete) {
            dropped.incrementAndGet();
            return;
        }
        boolean room = space.usableBytes() - content.length >= limits.snapshotFloorBytes();
        if (room) {
            try {
                archive.receive(snapshot, offset, content);
                return;
            } catch (StoreException e) {
                refuseUnlessFull(e);
            }
        }
        dropped.incrementAndGet();
        incomplete = true;
        if (offset > 0 || room) {
            // What was kept of it takes space that the log needs.
            archive.abandon();
        }
    }

    private boolean publish(SnapshotMeta snapshot) {
        try {
            return archive.finish(snapshot);
        } catch (StoreException e) {
            refuseUnlessFull(e);
            return false;
        }
    }

    /** What could not be written for lack of space is sent again, to a new file; any other failure is final. */
    private void refuseUnlessFull(StoreException e) {
        if (space.usableBytes() >= limits.fullBytes()) {
            throw e;
        }
    }

    /** Returns when there is space again; false where the storage is closed before. */
    private boolean awaitSpace() {
        try {
            while (space.usableBytes() < limits.spaceAgainBytes()) {
                if (closing.await(limits.pollNanos(), TimeUnit.NANOSECONDS)) {
                    return false;
                }
            }
            return closing.getCount() > 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void on(ExecutorService thread, String failure, Runnable work) {
        CompletableFuture<Void> unused = begun(thread, failure, work);
    }

    /** Complete when the work is done, has failed, which is told, or will never be done. */
    private CompletableFuture<Void> begun(ExecutorService thread, String failure, Runnable work) {
        Runnable told = () -> {
            if (teller.isFailed()) {
                return;
            }
            try {
                work.run();
            } catch (RuntimeException | Error e) {
                teller.tellFailure(failure, e);
            }
        };
        try {
            return CompletableFuture.runAsync(told, thread);
        } catch (RejectedExecutionException e) {
            // Closed: whoever asks is about to end, too.
            return CompletableFuture.completedFuture(null);
        }
    }

    private boolean end(ExecutorService thread) {
        thread.shutdown();
        boolean interrupted = false;
        boolean ended = false;
        long deadline = System.nanoTime() + limits.closePatienceNanos();
        while (!ended && System.nanoTime() < deadline) {
            try {
                ended = thread.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                // What is being written must be at rest before the files are closed.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return ended;
    }

    private static ExecutorService executor(String name) {
        return Executors.newSingleThreadExecutor(body -> Threads.daemon(name, body));
    }

    /** The state machine's own view threw, not what it was written to. */
    private static final class ViewException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private ViewException(RuntimeException cause) {
            super(cause);
        }
    }

    /** A view that is written out as far as space allows. */
    private final class Sparing implements SnapshotView {
        private final SnapshotView view;
        private SparingOutput sparing;

        private Sparing(SnapshotView view) {
            this.view = view;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            sparing = new SparingOutput(out, space, limits.snapshotFloorBytes());
            try {
                view.writeTo(sparing);
            } catch (StoreException e) {
                throw e;
            } catch (RuntimeException e) {
                throw new ViewException(e);
            }
        }

        private boolean refused() {
            return sparing != null && sparing.refused();
        }
    }
}
