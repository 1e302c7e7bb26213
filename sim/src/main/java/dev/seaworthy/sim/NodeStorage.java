package dev.seaworthy.sim;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.Digest;
import dev.seaworthy.engine.core.DiskCondition;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.core.SnapshotMeta;
import dev.seaworthy.engine.host.LogStart;
import dev.seaworthy.engine.host.LogStore;
import dev.seaworthy.engine.host.Restored;
import dev.seaworthy.engine.host.SnapshotStore;
import dev.seaworthy.engine.host.SnapshotView;
import dev.seaworthy.engine.host.StorageBatch;
import dev.seaworthy.sim.disk.Chance;
import dev.seaworthy.sim.disk.SimBlobs;
import dev.seaworthy.sim.disk.SimDisk;
import dev.seaworthy.sim.disk.SimStore;
import dev.seaworthy.sim.kernel.Concern;
import dev.seaworthy.sim.scenario.Fault;
import dev.seaworthy.sim.scenario.FaultKind;
import dev.seaworthy.sim.scenario.TriggerEvent;
import dev.seaworthy.storage.DiskFullException;
import dev.seaworthy.storage.DurableLogStore;
import dev.seaworthy.storage.EntryRecord;
import dev.seaworthy.storage.HardStateCopies;
import dev.seaworthy.storage.HardStateRecord;
import dev.seaworthy.storage.KeyLayout;
import dev.seaworthy.storage.LogStartRecord;
import dev.seaworthy.storage.MarkSync;
import dev.seaworthy.storage.Slot;
import dev.seaworthy.storage.SnapshotArchive;
import dev.seaworthy.storage.StoreException;
import dev.seaworthy.storage.Verdict;
import dev.seaworthy.storage.thread.DiskWatch;
import dev.seaworthy.storage.thread.StorageLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;

/**
 * A machine's storage as its replica sees it: the same log store and snapshot archive as in production, on a disk whose
 * syncs, reads and snapshots take virtual time. Not thread safe.
 */
final class NodeStorage {
    private static final int CRASH_TORN = 0;
    private static final int CRASH_PLATTER = 2;
    private static final int CRASH_BLOBS = 3;
    private static final int ERROR = 8;
    private static final int FULL = 9;
    private static final long WRITES_BEFORE_ERROR = 12;
    /** How often a disk that is full is looked at. */
    private static final long LOOK_NANOS = 5_000_000;

    private static final byte[] FIRST_ENTRY = KeyLayout.entryKey(0);
    private static final byte[] AFTER_ENTRIES = KeyLayout.entryKey(Long.MAX_VALUE);
    private static final byte[] LOG_START = KeyLayout.logStartKey();

    private final SimNode node;
    private final World world;
    private final DiskQueue work;
    private final LogStore logStore = new Log();
    private final SnapshotStore snapshotStore = new Snapshots();

    private SimDisk disk;
    private SimBlobs blobs = new SimBlobs();
    private DurableLogStore store;
    private SnapshotArchive archive;
    private final ArrayDeque<StorageBatch> waiting = new ArrayDeque<>();
    private DiskWatch watch = new DiskWatch(StorageLimits.DEFAULT);
    private DiskCondition condition = DiskCondition.OK;
    private long usableBytes = Long.MAX_VALUE;
    private boolean refused;
    private boolean failsRead;
    private boolean lostRead;

    /** What was durable at a version of the disk: asked at nearly every event, changed by few. */
    private long viewedVersion = -1;
    /** The arrays that it was decoded from: the same ones hold the same. */
    private byte[] viewedSlotA;

    private byte[] viewedSlotB;
    private byte[] viewedStartBytes;
    private HardState viewedHardState;
    private LogStart viewedStart;

    NodeStorage(SimNode node, World world) {
        this.node = node;
        this.world = world;
        disk = emptyDisk();
        work = new DiskQueue(node.id(), world);
    }

    private SimDisk emptyDisk() {
        return SimDisk.withDeferredSyncs(
                world.platters().platter(node.id(), node.member().diskId()));
    }

    DiskQueue work() {
        return work;
    }

    LogStore logStore() {
        return logStore;
    }

    SnapshotStore snapshotStore() {
        return snapshotStore;
    }

    int unsynced() {
        return disk.unsynced();
    }

    /** Gives an empty disk its first content, durably. */
    void format(Configuration initial) {
        try (var fresh = disk.open()) {
            DurableLogStore.init(fresh, disk.slots(), initial);
            disk.syncThrough(disk.written());
        }
    }

    /** The disk is gone; an empty one takes its place. */
    void replaceDisk() {
        disk = emptyDisk();
        blobs = new SimBlobs();
        usableBytes = Long.MAX_VALUE;
        viewedVersion = -1;
    }

    /**
     * A process starts, and finds out by itself what became of its data.
     *
     * @throws StoreException where what is there cannot be used
     */
    Restored open() {
        // Opening needs little, and takes it from what a full disk keeps for that.
        disk.setFull(false);
        SimStore opened = disk.open();
        store = DurableLogStore.open(opened, disk.slots(), opened.verdict(), MarkSync.BEFORE_ACKNOWLEDGING);
        Restored restored = store.restored();
        archive = new SnapshotArchive(blobs.open());
        archive.keepOnly(restored.start() == null ? null : restored.start().snapshot());
        // Opening syncs; that this takes no time is all the world adds.
        disk.syncThrough(disk.written());
        blobs.syncThrough(blobs.operations());
        disk.setFull(usableBytes == 0);
        return restored;
    }

    /**
     * The machine loses power: of the un-synced writes the first {@code keep} survive, of snapshots whatever chance
     * leaves.
     */
    void crash(int keep, int incarnation) {
        boolean torn = world.draws().below(2, Concern.CRASH, node.id(), incarnation, CRASH_TORN) == 0;
        disk.crash(keep, torn, chanceOf(incarnation, CRASH_PLATTER));
        blobs.crash(chanceOf(incarnation, CRASH_BLOBS));
        end();
    }

    private Chance chanceOf(int incarnation, int part) {
        return (bound, what) -> world.draws().below(bound, Concern.CRASH, node.id(), incarnation, what << 2 | part);
    }

    /** The process is killed; the machine keeps what it wrote. */
    void kill() {
        store.close();
        archive.close();
        end();
    }

    private void end() {
        store = null;
        archive = null;
        waiting.clear();
        watch = new DiskWatch(StorageLimits.DEFAULT);
        condition = DiskCondition.OK;
        refused = false;
        disarm();
        work.end();
    }

    SimDisk disk() {
        return disk;
    }

    SimBlobs blobs() {
        return blobs;
    }

    /**
     * Why a process that starts now refuses to; null where it would not. Nothing can be done with the disk after it.
     */
    String refusal() {
        try {
            Restored restored = open();
            if (restored.start() != null) {
                archive.open(restored.start().snapshot()).close();
            }
            return null;
        } catch (StoreException e) {
            return e.getMessage();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            store = null;
            archive = null;
        }
    }

    /** A read, or a write or sync, is going to fail. */
    void arm(Fault fault) {
        if (fault.kind() == FaultKind.READ_ERROR) {
            failsRead = true;
        } else {
            disk.failAfter(
                    (int) world.draws().below(WRITES_BEFORE_ERROR, Concern.DAMAGE, node.id(), fault.id(), ERROR));
        }
    }

    /** Nothing fails any more. */
    void disarm() {
        failsRead = false;
        disk.failNextRead(false);
        blobs.failNextRead(false);
        disk.failAfter(-1);
    }

    /** There is no more space: none at all, or just as little as is kept for what is on its way. */
    void fill(int cause) {
        boolean atAll = world.draws().below(2, Concern.DAMAGE, node.id(), cause, FULL) == 0;
        usableBytes = atAll ? 0 : StorageLimits.DEFAULT.fullBytes() - 1;
        disk.setFull(atAll);
        world.trace(node.place(), () -> "has " + usableBytes + " bytes of space left");
        look();
    }

    /** There is space again. */
    void makeRoom() {
        if (usableBytes < Long.MAX_VALUE) {
            usableBytes = Long.MAX_VALUE;
            disk.setFull(false);
            look();
        }
    }

    /** Looks, after a while, whether there is space, and goes on with what had to wait for it. */
    void look() {
        if (store != null && (usableBytes < Long.MAX_VALUE || condition != DiskCondition.OK || refused)) {
            work.after(LOOK_NANOS, () -> {
                writeWaiting();
                judge();
                node.run();
            });
        }
    }

    private void judge() {
        DiskCondition now = watch.look(new DiskWatch.Sight(0, waiting.size(), 0, usableBytes, refused));
        if (now != condition) {
            condition = now;
            world.trace(node.place(), () -> "is told that its disk is " + now);
            node.replica().diskCondition(now);
        }
    }

    /** What opening found the disk to have done to the data. */
    Verdict verdict() {
        return store.verdict();
    }

    /** The index of the first entry of the log on the disk; greater than {@link #lastIndex} where there is none. */
    long firstIndex() {
        return durableBase() + 1;
    }

    /** The index of the last entry on the disk; 0 where there is none. */
    long lastIndex() {
        byte[] key = disk.lastKey(FIRST_ENTRY, AFTER_ENTRIES);
        return key == null ? 0 : KeyLayout.indexOf(key);
    }

    /** Damage: entries from an index (inclusive) on are gone. */
    void loseFrom(long index) {
        disk.erase(KeyLayout.entryKey(index), AFTER_ENTRIES);
    }

    /** Term and vote that would be left if the power failed now. */
    HardState durableHardState() {
        view();
        return viewedHardState;
    }

    /** Where the log would begin if the power failed now; null where it was never compacted. */
    LogStart durableStart() {
        view();
        return viewedStart;
    }

    /** The term of an entry that would be left if the power failed now; 0 where there would be none. */
    long durableTermAt(long index) {
        // What a compaction leaves to be deleted later belongs to no log any more.
        byte[] value = index <= durableBase() ? null : disk.durableValue(KeyLayout.entryKey(index));
        return value == null ? 0 : EntryRecord.termOf(value);
    }

    private long durableBase() {
        LogStart start = durableStart();
        return start == null ? 0 : start.base().index();
    }

    @SuppressWarnings("ReferenceEquality") // what the disk holds is never changed in place
    private void view() {
        if (viewedVersion != disk.version()) {
            byte[] slotA = disk.durableValue(Slot.HARD_STATE_A);
            byte[] slotB = disk.durableValue(Slot.HARD_STATE_B);
            if (slotA != viewedSlotA || slotB != viewedSlotB) {
                HardStateRecord hardState = HardStateCopies.newest(slotA, slotB);
                viewedHardState = hardState == null ? HardState.INITIAL : hardState.state();
                viewedSlotA = slotA;
                viewedSlotB = slotB;
            }
            byte[] start = disk.durableValue(LOG_START);
            if (start != viewedStartBytes) {
                viewedStart = start == null ? null : LogStartRecord.decode(start);
                viewedStartBytes = start;
            }
            viewedVersion = disk.version();
        }
    }

    /** Writes what is waiting, in its order, up to what finds no space. */
    private void writeWaiting() {
        while (!waiting.isEmpty()) {
            StorageBatch batch = waiting.peek();
            try {
                store.write(batch);
            } catch (DiskFullException e) {
                refused = true;
                look();
                return;
            } catch (StoreException e) {
                waiting.clear();
                work.sync(batch.ioSeq(), () -> failed(FaultKind.WRITE_ERROR, e));
                return;
            }
            waiting.remove();
            refused = false;
            sync(batch);
        }
    }

    private void sync(StorageBatch batch) {
        long identity = (long) batch.entries().size() << 1 | (batch.hardState() == null ? 0 : 1);
        long written = disk.written();
        long ioSeq = batch.ioSeq();
        world.happened(TriggerEvent.SYNC_STARTED, node.id());
        work.sync(identity, () -> {
            disk.syncThrough(written);
            world.oracles().onDurable(node.id());
            if (world.isTraced()) {
                world.tell(node.place(), "has synced io " + ioSeq, Facts.synced(ioSeq, durableHardState()));
            }
            node.replica().persisted(ioSeq);
            node.run();
            world.happened(TriggerEvent.SYNC_DONE, node.id());
        });
    }

    /** An error that is armed meets the next read of a snapshot, or waits for another one where nothing is read. */
    private void failReadOfBlobs(boolean fails) {
        failsRead &= !fails;
        blobs.failNextRead(fails);
    }

    /** Whether a read failed of which the replica has heard at once, and halted; tells so once. */
    boolean lostRead() {
        boolean lost = lostRead;
        lostRead = false;
        return lost;
    }

    private void failed(FaultKind met, StoreException e) {
        world.faults().met(met);
        node.onStorageFailed(e.getMessage());
    }

    /** The replica's log: written at once, durable when the sync is done. */
    private final class Log implements LogStore {
        @Override
        public void submit(StorageBatch batch) {
            if (world.isRecorded()) {
                world.tell(node.place(), null, Facts.batch(batch));
            }
            waiting.add(batch);
            boolean taken = false;
            try {
                writeWaiting();
                taken = true;
            } finally {
                if (!taken && world.isRecorded()) {
                    world.tell(node.place(), null, Facts.of("batch-refused", "io", batch.ioSeq()));
                }
            }
        }

        @Override
        public void read(long firstIndex, long lastIndex) {
            work.read(Digest.mix(firstIndex) + lastIndex, () -> {
                if (failsRead) {
                    failsRead = false;
                    disk.failNextRead(true);
                }
                try {
                    node.replica().entriesRead(store.read(firstIndex, lastIndex));
                    node.run();
                } catch (StoreException e) {
                    failed(FaultKind.READ_ERROR, e);
                }
            });
        }
    }

    /** The replica's snapshots: the state is written out while the replica goes on, then synced. */
    private final class Snapshots implements SnapshotStore {
        @Override
        public void save(
                EntryId last, long timeNanos, long configurationIndex, Configuration configuration, SnapshotView view) {
            work.writeSnapshot(last.index(), () -> {
                SnapshotMeta snapshot = archive.save(last, timeNanos, configurationIndex, configuration, view);
                long written = blobs.operations();
                work.sync(identityOf(snapshot), () -> {
                    blobs.syncThrough(written);
                    world.oracles().onSnapshotSaved(node.id(), snapshot);
                    world.happened(TriggerEvent.SNAPSHOT_SAVED, node.id());
                    node.replica().snapshotSaved(snapshot);
                    node.run();
                });
            });
        }

        @Override
        public InputStream open(SnapshotMeta snapshot) {
            // A process that starts meets no armed error: a fault strikes who runs.
            boolean fails = failsRead && node.isUp();
            try {
                failReadOfBlobs(fails);
                return archive.open(snapshot);
            } catch (StoreException e) {
                lostRead = fails;
                throw e;
            }
        }

        @Override
        public void read(SnapshotMeta snapshot, long offset, int bytes) {
            byte[] content;
            try {
                failReadOfBlobs(failsRead);
                // Handed over before the snapshot may be dropped, and so before it is.
                content = archive.read(snapshot, offset, bytes);
            } catch (StoreException e) {
                work.read(identityOf(snapshot) + offset, () -> failed(FaultKind.READ_ERROR, e));
                return;
            }
            work.read(identityOf(snapshot) + offset, () -> {
                node.replica().chunkRead(content);
                node.run();
            });
        }

        @Override
        public void receive(SnapshotMeta snapshot, long offset, byte[] content) {
            archive.receive(snapshot, offset, content);
        }

        @Override
        public void finish(SnapshotMeta snapshot) {
            boolean sound = archive.finish(snapshot);
            long written = blobs.operations();
            work.sync(identityOf(snapshot), () -> {
                blobs.syncThrough(written);
                world.oracles().onSnapshotReceived(node.id(), snapshot, sound);
                node.replica().snapshotReceived(snapshot, sound);
                node.run();
            });
        }

        @Override
        public void drop(SnapshotMeta snapshot) {
            archive.drop(snapshot);
        }

        private static long identityOf(SnapshotMeta snapshot) {
            return Digest.mix(snapshot.last().index()) ^ snapshot.last().term();
        }
    }
}
