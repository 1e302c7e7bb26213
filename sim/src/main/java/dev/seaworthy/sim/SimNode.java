package dev.seaworthy.sim;

import dev.seaworthy.engine.core.RaftCore;
import dev.seaworthy.engine.core.RoleName;
import dev.seaworthy.engine.host.LogStore;
import dev.seaworthy.engine.host.Ports;
import dev.seaworthy.engine.host.Replica;
import dev.seaworthy.engine.host.ReplicaOptions;
import dev.seaworthy.engine.host.Restored;
import dev.seaworthy.engine.host.StorageBatch;
import dev.seaworthy.engine.host.Transport;
import dev.seaworthy.engine.session.SessionedStateMachine;
import dev.seaworthy.engine.session.StateDigest;
import dev.seaworthy.sim.disk.SimDisk;
import dev.seaworthy.sim.kernel.Concern;
import dev.seaworthy.sim.kernel.LocalClock;
import dev.seaworthy.sim.scenario.ClockSpec;
import dev.seaworthy.sim.scenario.TriggerEvent;
import dev.seaworthy.storage.DurableLogStore;
import dev.seaworthy.storage.StoreException;
import java.nio.ByteBuffer;

/**
 * One simulated machine: a disk and a clock that outlive crashes, and a process that runs the same replica, log store
 * and state machine as in production.
 */
final class SimNode {
    private static final int CRASH_KEEP = 1;

    /** A sync under way: which process began it, and what it will make durable. */
    private record Sync(int incarnation, long batch, long ioSeq) {}

    private final int id;
    private final World world;
    private final SimDisk disk = SimDisk.withDeferredSyncs();
    private final LocalClock clock;
    private final NodeWatch watch;

    private int incarnation;
    private Replica replica;
    private DurableLogStore store;
    private WatchedStore kv;
    private SessionedStateMachine stateMachine;
    private boolean paused;
    private long timerAtNanos = Long.MAX_VALUE;

    SimNode(int id, World world) {
        this.id = id;
        this.world = world;
        ClockSpec spec = world.scenario().clocks().get(id - 1);
        clock = new LocalClock(spec.offsetNanos(), spec.driftPpm());
        watch = new NodeWatch(this, world);
        try (var fresh = disk.open()) {
            DurableLogStore.init(fresh, world.initialConfiguration());
            disk.syncThrough(disk.written());
        }
    }

    int id() {
        return id;
    }

    SimDisk disk() {
        return disk;
    }

    boolean isUp() {
        return replica != null;
    }

    boolean isLeader() {
        return isUp() && replica.core().role() == RoleName.LEADER;
    }

    RaftCore core() {
        return replica.core();
    }

    Replica replica() {
        return replica;
    }

    long appliedIndex() {
        return isUp() ? replica.appliedIndex() : 0;
    }

    StateDigest stateDigest() {
        return stateMachine.digest();
    }

    /** Whether the entry at this index, the last one applied, was carried out by the store itself. */
    boolean hasExecuted(long index) {
        return kv.lastExecuted() == index;
    }

    /** The process starts, for the first time or again, with what its disk holds. */
    void start() {
        assert !isUp() : "n" + id + " runs already";
        incarnation++;
        try {
            store = DurableLogStore.open(disk.open());
            // Opening syncs; that this takes no time is all the world adds.
            disk.syncThrough(disk.written());
            Restored restored = store.restored();
            kv = new WatchedStore();
            stateMachine = new SessionedStateMachine(kv);
            long seed = world.draws().bits(Concern.CORE, id, incarnation, 0);
            ReplicaOptions options = new ReplicaOptions(
                    id, world.scenario().limits(), seed, world.scenario().checkpointEntries());
            world.oracles().onStarted(id, restored);
            replica = new Replica(options, new Ports(new Disk(), new Network(), stateMachine, watch), restored);
        } catch (StoreException | IllegalArgumentException e) {
            world.report("Recovery", "n" + id + " cannot start from what its disk holds: " + e.getMessage());
            return;
        }
        world.trace(
                place(),
                () -> "starts in term " + core().term() + " with entries up to "
                        + core().lastEntry().index());
        replica.start(localNow());
        scheduleTimer();
    }

    /** The machine loses power: the process is gone, and with it some or all of what no sync has covered. */
    void crash() {
        if (!isUp()) {
            return;
        }
        int unsynced = disk.unsynced();
        int keep = (int) world.draws().below(unsynced + 1L, Concern.CRASH, id, incarnation, CRASH_KEEP);
        world.trace(place(), () -> "crashes; " + (unsynced - keep) + " of " + unsynced + " un-synced writes are lost");
        disk.crash(keep);
        end();
        // A crash may make un-synced writes durable: what survived is what the restarted process builds on.
        world.oracles().onDurable(id);
    }

    /** The process is killed; the machine keeps what it wrote, but who waited for a sync of it is gone. */
    void kill() {
        if (!isUp()) {
            return;
        }
        world.trace(place(), () -> "is killed; " + disk.unsynced() + " writes stay un-synced");
        store.close();
        end();
    }

    private void end() {
        world.syncTimes().crashed(id);
        world.oracles().onCrashed(id);
        replica = null;
        store = null;
        kv = null;
        stateMachine = null;
        paused = false;
        timerAtNanos = Long.MAX_VALUE;
    }

    void pause() {
        if (isUp() && !paused) {
            paused = true;
            world.trace(place(), () -> "is paused");
        }
    }

    /** Goes on, and finds everything that arrived meanwhile. */
    void resume() {
        if (paused) {
            paused = false;
            world.trace(place(), () -> "goes on");
            run();
        }
    }

    void onFrame(ByteBuffer frame) {
        if (isUp()) {
            replica.receive(frame);
            run();
            if (isUp() && replica.refusedFrames() > 0) {
                world.report("WireFormat", place() + " refused a frame that nobody has damaged");
            }
        }
    }

    /** The timer is due; false where it was not the newest one or the process has since died. */
    boolean onTimer(long incarnationThen) {
        if (!isUp() || incarnationThen != incarnation || world.now() != timerAtNanos) {
            return false;
        }
        timerAtNanos = Long.MAX_VALUE;
        boolean due = localNow() >= replica.nextDeadlineNanos();
        if (due && !paused) {
            run();
        } else if (!paused) {
            scheduleTimer();
        }
        return due;
    }

    /** A sync is done; false where the process that began it has died. */
    boolean onSynced(Object sync) {
        Sync done = (Sync) sync;
        if (!isUp() || done.incarnation() != incarnation) {
            return false;
        }
        disk.syncThrough(done.batch());
        world.oracles().onDurable(id);
        replica.persisted(done.ioSeq());
        run();
        return true;
    }

    /** Lets the replica handle what has arrived, unless the process is paused. */
    void run() {
        if (isUp() && !paused) {
            replica.run(localNow());
            scheduleTimer();
        }
    }

    String place() {
        return "n" + id;
    }

    private long localNow() {
        return clock.localAt(world.now());
    }

    private void scheduleTimer() {
        long deadline = replica.nextDeadlineNanos();
        if (deadline == Long.MAX_VALUE) {
            return;
        }
        long at = Math.max(world.now(), clock.trueAt(deadline));
        // A later deadline is found when the earlier timer goes off; that keeps one timer per node in the queue, most
        // of the time.
        if (at < timerAtNanos) {
            timerAtNanos = at;
            world.queue().schedule(at, EventKind.TIMER, id, incarnation, null);
        }
    }

    /** The replica's disk: written at once, durable when the sync is done. */
    private final class Disk implements LogStore {
        @Override
        public void submit(StorageBatch batch) {
            store.write(batch);
            long identity = (long) batch.entries().size() << 1 | (batch.hardState() == null ? 0 : 1);
            long doneAt = world.syncTimes().doneNanos(world.now(), id, identity);
            Sync sync = new Sync(incarnation, disk.written(), batch.ioSeq());
            world.queue().schedule(doneAt, EventKind.SYNCED, id, batch.ioSeq(), sync);
            if (batch.checkpoint() != null) {
                world.faults().happened(TriggerEvent.CHECKPOINTED, id);
            }
        }
    }

    /** The replica's network: real frames, as bytes. */
    private final class Network implements Transport {
        @Override
        public void send(long to, ByteBuffer[] frame) {
            int length = 0;
            for (ByteBuffer part : frame) {
                length += part.remaining();
            }
            ByteBuffer whole = ByteBuffer.allocate(length);
            for (ByteBuffer part : frame) {
                whole.put(part.duplicate());
            }
            world.sendFrame(id, (int) to, whole.flip(), watch.lastSentIdentity());
        }
    }
}
