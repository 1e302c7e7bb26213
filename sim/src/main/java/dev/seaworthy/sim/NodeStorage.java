package dev.seaworthy.sim;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.Digest;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.core.SnapshotMeta;
import dev.seaworthy.engine.host.LogStart;
import dev.seaworthy.engine.host.LogStore;
import dev.seaworthy.engine.host.Restored;
import dev.seaworthy.engine.host.SnapshotStore;
import dev.seaworthy.engine.host.SnapshotView;
import dev.seaworthy.engine.host.StorageBatch;
import dev.seaworthy.sim.disk.SimBlobs;
import dev.seaworthy.sim.disk.SimDisk;
import dev.seaworthy.sim.kernel.Concern;
import dev.seaworthy.sim.scenario.TriggerEvent;
import dev.seaworthy.storage.DurableLogStore;
import dev.seaworthy.storage.EntryRecord;
import dev.seaworthy.storage.HardStateCopies;
import dev.seaworthy.storage.HardStateRecord;
import dev.seaworthy.storage.KeyLayout;
import dev.seaworthy.storage.LogStartRecord;
import dev.seaworthy.storage.Slot;
import dev.seaworthy.storage.SnapshotArchive;
import dev.seaworthy.storage.StoreException;
import dev.seaworthy.storage.Verdict;
import java.io.InputStream;

/**
 * A machine's storage as its replica sees it: the same log store and snapshot archive as in production, on a disk whose
 * syncs, reads and snapshots take virtual time. Not thread safe.
 */
final class NodeStorage {
    private static final int CRASH_TORN = 0;
    private static final int CRASH_BLOBS = 3;
    private static final byte[] FIRST_ENTRY = KeyLayout.entryKey(0);
    private static final byte[] AFTER_ENTRIES = KeyLayout.entryKey(Long.MAX_VALUE);
    private static final byte[] LOG_START = KeyLayout.logStartKey();

    private final SimNode node;
    private final World world;
    private final DiskQueue work;
    private final LogStore logStore = new Log();
    private final SnapshotStore snapshotStore = new Snapshots();

    private SimDisk disk = SimDisk.withDeferredSyncs();
    private SimBlobs blobs = new SimBlobs();
    private DurableLogStore store;
    private SnapshotArchive archive;

    /** What was durable at a version of the disk: asked at nearly every event, changed by few. */
    private long viewedVersion = -1;

    private HardState viewedHardState;
    private LogStart viewedStart;

    NodeStorage(SimNode node, World world) {
        this.node = node;
        this.world = world;
        work = new DiskQueue(node.id(), world);
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
        disk = SimDisk.withDeferredSyncs();
        blobs = new SimBlobs();
        viewedVersion = -1;
    }

    /**
     * A process starts, and finds out by itself what became of its data.
     *
     * @throws StoreException where what is there cannot be used
     */
    Restored open() {
        store = DurableLogStore.open(disk.open(), disk.slots());
        Restored restored = store.restored();
        archive = new SnapshotArchive(blobs.open());
        archive.keepOnly(restored.start() == null ? null : restored.start().snapshot());
        // Opening syncs; that this takes no time is all the world adds.
        disk.syncThrough(disk.written());
        blobs.syncThrough(blobs.operations());
        return restored;
    }

    /**
     * The machine loses power: of the un-synced writes the first {@code keep} survive, of snapshots whatever chance
     * leaves.
     */
    void crash(int keep, int incarnation) {
        disk.crash(keep, world.draws().below(2, Concern.CRASH, node.id(), incarnation, CRASH_TORN) == 0);
        blobs.crash((bound, what) ->
                world.draws().below(bound, Concern.CRASH, node.id(), incarnation, what << 2 | CRASH_BLOBS));
        end();
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
        work.end();
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

    private void view() {
        if (viewedVersion != disk.version()) {
            HardStateRecord hardState =
                    HardStateCopies.newest(disk.durableValue(Slot.HARD_STATE_A), disk.durableValue(Slot.HARD_STATE_B));
            viewedHardState = hardState == null ? HardState.INITIAL : hardState.state();
            byte[] start = disk.durableValue(LOG_START);
            viewedStart = start == null ? null : LogStartRecord.decode(start);
            viewedVersion = disk.version();
        }
    }

    /** The replica's log: written at once, durable when the sync is done. */
    private final class Log implements LogStore {
        @Override
        public void submit(StorageBatch batch) {
            store.write(batch);
            long identity = (long) batch.entries().size() << 1 | (batch.hardState() == null ? 0 : 1);
            long written = disk.written();
            long ioSeq = batch.ioSeq();
            work.sync(identity, () -> {
                disk.syncThrough(written);
                world.oracles().onDurable(node.id());
                node.replica().persisted(ioSeq);
                node.run();
            });
        }

        @Override
        public void read(long firstIndex, long lastIndex) {
            work.read(Digest.mix(firstIndex) + lastIndex, () -> {
                node.replica().entriesRead(store.read(firstIndex, lastIndex));
                node.run();
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
            return archive.open(snapshot);
        }

        @Override
        public void read(SnapshotMeta snapshot, long offset, int bytes) {
            // Handed over before the snapshot may be dropped, and so before it is.
            byte[] content = archive.read(snapshot, offset, bytes);
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
