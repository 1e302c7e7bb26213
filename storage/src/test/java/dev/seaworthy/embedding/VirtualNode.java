package dev.seaworthy.embedding;

import dev.seaworthy.engine.core.Capabilities;
import dev.seaworthy.engine.core.ClockBound;
import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.CoreOptions;
import dev.seaworthy.engine.core.Limits;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.host.Ports;
import dev.seaworthy.engine.host.Replica;
import dev.seaworthy.engine.host.ReplicaObserver;
import dev.seaworthy.engine.host.ReplicaOptions;
import dev.seaworthy.engine.host.Transport;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** A replica of the counter in virtual time: a disk that outlives crashes, and while it is up, a process. */
final class VirtualNode implements Transport {
    private static final long NETWORK_NANOS = 500_000;

    private final VirtualWorld world;
    private final Member member;
    private final int snapshotEntries;
    private final MemoryDisk disk;
    private CounterMachine counter;
    private Replica replica;
    private long starts;

    VirtualNode(VirtualWorld world, Member member, int snapshotEntries, Configuration initial) {
        this.world = world;
        this.member = member;
        this.snapshotEntries = snapshotEntries;
        disk = new MemoryDisk(world, this, initial);
    }

    void start() {
        starts++;
        counter = new CounterMachine();
        long seed = 1000 * member.nodeId() + starts;
        CoreOptions core = new CoreOptions(member, Limits.DEFAULT, seed, 0, new ClockBound(1000), Capabilities.ALL);
        replica = new Replica(
                new ReplicaOptions(core, snapshotEntries, 1 << 20),
                new Ports(disk, disk, this, counter, ReplicaObserver.NONE),
                disk.restored());
        replica.start(world.nowNanos());
        sleep(starts);
    }

    void crash() {
        replica = null;
        disk.crash();
    }

    boolean isUp() {
        return replica != null;
    }

    Replica replica() {
        return replica;
    }

    CounterMachine counter() {
        return counter;
    }

    /** Lets something reach the replica that was there when it was asked for. */
    Consumer<Consumer<Replica>> mailbox() {
        long asked = starts;
        return input -> {
            if (isUp() && asked == starts) {
                input.accept(replica);
                run();
            }
        };
    }

    void run() {
        replica.run(world.nowNanos());
    }

    @Override
    public void send(Member to, ByteBuffer[] frame) {
        ByteBuffer whole = gathered(frame);
        VirtualNode receiver = world.node(to.nodeId());
        world.after(NETWORK_NANOS, () -> receiver.mailbox().accept(replica -> replica.receive(whole)));
    }

    /** Wakes the replica when it wants to be, and again. */
    private void sleep(long started) {
        long nanos = Math.max(1, replica.nextDeadlineNanos() - world.nowNanos());
        // A deadline may come nearer while nobody looks; a millisecond more or less harms nothing.
        world.after(Math.min(nanos, 1_000_000), () -> {
            if (isUp() && started == starts) {
                run();
                sleep(started);
            }
        });
    }

    static ByteBuffer gathered(ByteBuffer[] parts) {
        int bytes = 0;
        for (ByteBuffer part : parts) {
            bytes += part.remaining();
        }
        ByteBuffer whole = ByteBuffer.allocate(bytes);
        for (ByteBuffer part : parts) {
            whole.put(part);
        }
        return whole.flip();
    }
}
