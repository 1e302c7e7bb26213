package dev.seaworthy.sim;

import dev.seaworthy.sim.disk.DiskTimes;
import java.util.ArrayDeque;

/**
 * What a machine's disk is doing: syncs, reads and snapshots under way, each with what follows when it is done. Gone
 * with the process that asked for it. While the disk is stalled nothing is done. Not thread safe.
 */
final class DiskQueue {
    private final int node;
    private final World world;
    private final ArrayDeque<Work> held = new ArrayDeque<>();
    private boolean stalled;
    private int life;

    /** Something under way, in which life of the process, and what follows it. */
    private record Work(int life, long identity, Runnable then) {}

    DiskQueue(int node, World world) {
        this.node = node;
        this.world = world;
    }

    void sync(long identity, Runnable then) {
        schedule(times().doneNanos(world.now(), node, identity), identity, then);
    }

    void read(long identity, Runnable then) {
        schedule(times().readNanos(world.now(), node, identity), identity, then);
    }

    void writeSnapshot(long identity, Runnable then) {
        schedule(times().snapshotNanos(world.now(), node, identity), identity, then);
    }

    /** Lets some time pass. */
    void after(long nanos, Runnable then) {
        schedule(world.now() + nanos, 0, then);
    }

    /** Something is done, or would be; false where nobody waits for it any more. */
    boolean onDone(Object work) {
        Work done = (Work) work;
        if (done.life() != life) {
            return false;
        }
        if (stalled) {
            held.add(done);
            return false;
        }
        done.then().run();
        return true;
    }

    void stall() {
        stalled = true;
    }

    /** Everything that was held up is done now, in its order. */
    void endStall() {
        stalled = false;
        while (!held.isEmpty()) {
            Work work = held.remove();
            world.queue().schedule(world.now(), EventKind.DISK, node, work.identity(), work);
        }
    }

    /** The process is gone. */
    void end() {
        life++;
        held.clear();
        times().crashed(node);
    }

    private void schedule(long atNanos, long identity, Runnable then) {
        world.queue().schedule(atNanos, EventKind.DISK, node, identity, new Work(life, identity, then));
    }

    private DiskTimes times() {
        return world.diskTimes();
    }
}
