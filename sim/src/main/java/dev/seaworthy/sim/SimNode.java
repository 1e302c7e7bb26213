package dev.seaworthy.sim;

import dev.seaworthy.engine.core.Capabilities;
import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.RaftCore;
import dev.seaworthy.engine.core.RoleName;
import dev.seaworthy.engine.host.Ports;
import dev.seaworthy.engine.host.Replica;
import dev.seaworthy.engine.host.Restored;
import dev.seaworthy.engine.host.Transport;
import dev.seaworthy.engine.session.SessionedStateMachine;
import dev.seaworthy.engine.session.StateDigest;
import dev.seaworthy.sim.disk.PlatterException;
import dev.seaworthy.sim.kernel.Concern;
import dev.seaworthy.sim.scenario.Fault;
import dev.seaworthy.sim.scenario.MachineSpec;
import dev.seaworthy.sim.scenario.TriggerEvent;
import dev.seaworthy.storage.StoreException;
import dev.seaworthy.storage.Verdict;
import java.nio.ByteBuffer;

/**
 * One simulated machine: a disk and a clock that outlive crashes, and a process that runs the same replica, log store
 * and state machine as in production. When its disk is lost it goes on as another member.
 */
final class SimNode {
    private static final int CRASH_KEEP = 1;

    /** Disks of different nodes and of one node have different ids, which a person can still read. */
    private static final long DISKS_PER_NODE = 100;

    private final int id;
    private final World world;
    private final MachineClock clock;
    private final NodeWatch watch;
    private final NodeStorage storage;
    private final DiskDamage damage;

    private int incarnation;
    private int disks;
    private Member member;
    private int capabilities;
    private Replica replica;
    private WatchedMachine machine;
    private SessionedStateMachine stateMachine;
    private boolean paused;
    private boolean leased;
    /** How many damaged frames this life of the process was given: as many as it has to refuse. */
    private long damagedFrames;

    private boolean unjudgedLoss;
    private boolean doubtful;
    private long timerAtNanos = Long.MAX_VALUE;
    /** The configuration its replica last used; of a process that is gone, the one it used then. */
    private Configuration configuration = Configuration.NONE;

    private long configurationIndex;

    SimNode(int id, World world) {
        this.id = id;
        this.world = world;
        MachineSpec spec = world.scenario().machines().get(id - 1);
        clock = new MachineClock(id, world);
        capabilities = spec.capabilities();
        member = firstMember(id);
        watch = new NodeWatch(this, world);
        storage = new NodeStorage(this, world);
        damage = new DiskDamage(this, world);
    }

    /** A machine with its first disk. */
    static Member firstMember(int id) {
        return new Member(id, id * DISKS_PER_NODE);
    }

    int id() {
        return id;
    }

    /** The machine with the disk it has now. */
    Member member() {
        return member;
    }

    NodeStorage storage() {
        return storage;
    }

    DiskDamage damage() {
        return damage;
    }

    NodeWatch watch() {
        return watch;
    }

    /** What its release understands. */
    int capabilities() {
        return capabilities;
    }

    boolean isNewest() {
        return capabilities == Capabilities.ALL;
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

    SessionedStateMachine stateMachine() {
        return stateMachine;
    }

    Configuration configuration() {
        return configuration;
    }

    long configurationIndex() {
        return configurationIndex;
    }

    /** Whether its disk has lost entries that it has not been given back yet. */
    boolean isRecovering() {
        return unjudgedLoss || doubtful || storage.durableHardState().recovering();
    }

    /** Whether the entry at this index, the last one applied, was carried out by the state machine itself. */
    boolean hasExecuted(long index) {
        return machine.lastExecuted() == index;
    }

    /** Gives the empty disk its first content. */
    void format(Configuration initial) {
        storage.format(initial);
        configuration = initial;
        configurationIndex = 0;
    }

    /** The process starts, for the first time or again, with what its disk holds. */
    void start() {
        assert !isUp() : "n" + id + " runs already";
        incarnation++;
        damagedFrames = 0;
        leased = false;
        Restored restored;
        try {
            restored = storage.open();
            boolean damaged = storage.verdict() instanceof Verdict.Damaged;
            if (unjudgedLoss != damaged && !(doubtful && damaged)) {
                world.report(
                        "Recovery",
                        "n" + id + (unjudgedLoss ? " lost entries" : " lost nothing") + " and judges its disk "
                                + storage.verdict());
            }
            unjudgedLoss = false;
            doubtful = false;
            machine = new WatchedMachine(world.subject().stateMachine(), place(), world);
            stateMachine = new SessionedStateMachine(machine, world.scenario().sessions());
            world.oracles().onStarted(id, restored, capabilities);
            watch.started(restored);
            Ports ports = new Ports(storage.logStore(), storage.snapshotStore(), new Network(), stateMachine, watch);
            replica = new Replica(world.options(member, incarnation, capabilities), ports, restored);
        } catch (StoreException | IllegalArgumentException | PlatterException e) {
            world.report("Recovery", "n" + id + " cannot start from what its disk holds: " + e.getMessage());
            return;
        }
        if (world.isTraced()) {
            String lost = restored.hardState().recovering() ? ", having lost some" : "";
            world.tell(
                    place(),
                    "starts in term " + core().term() + " with entries up to "
                            + core().lastEntry().index() + lost,
                    Facts.started(restored));
        }
        replica.start(localNow());
        noteConfiguration();
        storage.look();
        if (restored.hardState().recovering()) {
            world.happened(TriggerEvent.RECOVERY_BEGAN, id);
        }
        scheduleTimer();
    }

    /** The machine loses power: the process is gone, and with it some or all of what no sync has covered. */
    void crash() {
        if (!isUp()) {
            return;
        }
        int unsynced = storage.unsynced();
        int keep = (int) world.draws().below(unsynced + 1L, Concern.CRASH, id, incarnation, CRASH_KEEP);
        int lost = unsynced - keep;
        long bytes = storage.blobs().unsyncedBytes();
        told(
                "crashes; " + lost + " of " + unsynced + " un-synced writes are lost"
                        + (bytes == 0 ? "" : ", and some or all of " + bytes + " un-synced bytes of snapshots"),
                "crashed");
        storage.crash(keep, incarnation);
        end();
        // A crash may make un-synced writes durable: what survived is what the restarted process builds on.
        world.oracles().onDurable(id);
    }

    /**
     * The machine loses power, and its clock begins anew, perhaps at less than it showed.
     *
     * @param cause keys at what
     */
    void reboot(int cause) {
        crash();
        clock.restart(cause);
    }

    /**
     * The clock leaps forward, under a running process or while there is none.
     *
     * @param cause keys how far
     */
    void leap(int cause) {
        clock.leap(cause);
        if (isUp() && !paused) {
            scheduleTimer();
        }
    }

    /** The process is killed; the machine keeps what it wrote, but who waited for a sync of it is gone. */
    void kill() {
        if (!isUp()) {
            return;
        }
        told("is killed; " + storage.unsynced() + " writes stay un-synced", "killed");
        storage.kill();
        end();
    }

    /** The process dies, and the disk with it: the machine gets an empty one, and is another member from then on. */
    void wipe() {
        crash();
        replaceDisk(() -> {});
    }

    /**
     * The machine, which is down, gets an empty disk and is another member from then on.
     *
     * @param end the last that happens with the old disk, when all know already that it is lost
     */
    void replaceDisk(Runnable end) {
        disks++;
        Member fresh = new Member(id, id * DISKS_PER_NODE + disks);
        told("loses its disk " + member.diskId() + " and gets disk " + fresh.diskId(), "wiped");
        world.oracles().onWiped(id, fresh);
        end.run();
        member = fresh;
        unjudgedLoss = false;
        doubtful = false;
        storage.replaceDisk();
        format(Configuration.NONE);
    }

    /** The machine loses power, if it has not done so yet; afterwards nothing on its disk is un-synced. */
    void powerDown() {
        if (isUp()) {
            crash();
        } else {
            // A process that was killed may have left writes that no sync has covered.
            powerDownKeepingAll();
        }
    }

    /** The machine loses power at a moment at which everything written has just reached the disk. */
    void powerDownKeepingAll() {
        storage.crash(storage.unsynced(), incarnation);
        if (isUp()) {
            end();
        }
    }

    /** The next start has to find that its disk lost entries, from this index (inclusive) on. */
    void losesFrom(long index) {
        world.oracles().onLost(id, index);
        unjudgedLoss = true;
    }

    /** The next start may take its disk for one that has lost entries: what would tell is gone. */
    void givesDoubts() {
        doubtful = true;
    }

    /** A read, a write or a sync of its disk is going to fail. */
    void armError(Fault fault) {
        if (isUp()) {
            storage.arm(fault);
        }
    }

    /** The disk has failed: the replica halts, and the process ends. */
    void onStorageFailed(String evidence) {
        world.trace(place(), () -> "has a disk that fails: " + evidence);
        replica.storageFailed(evidence);
        run();
        crash();
        world.faults().stopped(this);
    }

    /** The next start is of the newest release. */
    void upgrade() {
        capabilities = Capabilities.ALL;
    }

    void beginStall() {
        world.trace(place(), () -> "waits for its disk from now on");
        storage.work().stall();
    }

    void endStall() {
        storage.work().endStall();
    }

    private void end() {
        world.oracles().onCrashed(id);
        replica = null;
        machine = null;
        stateMachine = null;
        paused = false;
        clock.forgetSleep();
        timerAtNanos = Long.MAX_VALUE;
    }

    /** The process is paused, and the clock stands still until {@link #wake}. */
    void sleep() {
        if (isUp() && clock.fallAsleep()) {
            world.trace(place(), () -> "falls asleep, and its clock too");
            pause();
        }
    }

    /** The clock goes on from where it stood still; the process has to be resumed. */
    void wake() {
        clock.wake();
    }

    void pause() {
        if (isUp() && !paused) {
            paused = true;
            told("is paused", "paused");
        }
    }

    /** Goes on, and finds everything that arrived meanwhile. */
    void resume() {
        if (paused) {
            paused = false;
            told("goes on", "resumed");
            run();
        }
    }

    void onFrame(ByteBuffer frame, boolean damaged, long number) {
        if (!isUp()) {
            return;
        }
        if (damaged) {
            damagedFrames++;
            world.network().counts().metDamage();
            world.trace(place(), () -> "is given a frame that was damaged on its way");
        }
        watch.arrives(number);
        replica.receive(frame);
        run();
        if (isUp() && replica.refusedFrames() > damagedFrames) {
            world.report("WireFormat", place() + " refused a frame that nobody has damaged");
        } else if (isUp() && !paused && replica.refusedFrames() < damagedFrames) {
            world.report("WireFormat", place() + " took a frame that was damaged on its way");
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
            told(null, "timer");
            run();
        } else if (!paused) {
            scheduleTimer();
        }
        return due;
    }

    /** Lets the replica handle what has arrived, unless the process is paused. */
    void run() {
        if (isUp() && !paused) {
            replica.run(localNow());
            noteConfiguration();
            noteLease();
            scheduleTimer();
            if (storage.lostRead()) {
                world.faults().lostRead(this);
            }
        }
    }

    String place() {
        return "n" + id;
    }

    private void told(String what, String event) {
        if (world.isTraced()) {
            world.tell(place(), what, Facts.of(event));
        }
    }

    private void noteConfiguration() {
        configuration = core().configuration();
        configurationIndex = core().configurationIndex();
    }

    private void noteLease() {
        boolean before = leased;
        leased = core().holdsLease();
        if (leased && !before) {
            world.happened(TriggerEvent.LEASE_RENEWED, id);
        }
    }

    private long localNow() {
        return clock.now();
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

    /**
     * The replica's network: real frames, as bytes. What is for a disk that is gone reaches the machine all the same.
     */
    private final class Network implements Transport {
        @Override
        public void send(Member to, ByteBuffer[] frame) {
            ByteBuffer whole = frame.length == 1 ? frame[0] : joined(frame);
            world.sendFrame(id, (int) to.nodeId(), whole, watch.lastSentIdentity());
        }

        private static ByteBuffer joined(ByteBuffer[] parts) {
            int length = 0;
            for (ByteBuffer part : parts) {
                length += part.remaining();
            }
            ByteBuffer whole = ByteBuffer.allocate(length);
            for (ByteBuffer part : parts) {
                whole.put(part.duplicate());
            }
            return whole.flip();
        }
    }
}
