package dev.seaworthy.bench.storage;

import dev.seaworthy.bench.engine.IdleStateMachine;
import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.CoreOptions;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.core.Limits;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.RoleName;
import dev.seaworthy.engine.host.Ports;
import dev.seaworthy.engine.host.ProposalOutcome;
import dev.seaworthy.engine.host.Replica;
import dev.seaworthy.engine.host.ReplicaObserver;
import dev.seaworthy.engine.host.ReplicaOptions;
import dev.seaworthy.engine.host.Restored;
import dev.seaworthy.storage.DataDirectory;
import dev.seaworthy.storage.MarkSync;
import dev.seaworthy.storage.StoreIdentity;
import dev.seaworthy.storage.thread.ReplicaStorage;
import dev.seaworthy.storage.thread.StorageLimits;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A cluster of one, whose proposals are committed as soon as its own disk has them, with a fixed number of proposals
 * outstanding: each that is answered is followed by another. Used by one thread.
 */
final class LoneReplica implements AutoCloseable {
    private static final Member SELF = new Member(1, 1);
    private static final StoreIdentity IDENTITY = new StoreIdentity(1, SELF);
    private static final Configuration CONFIGURATION = Configuration.ofVoters(List.of(SELF));
    private static final long LOG_CACHE_BYTES = 1 << 20;
    private static final long DISK_STALL_NANOS = 60_000_000_000L;
    private static final double NANOS_PER_SECOND = 1e9;

    private final LinkedBlockingQueue<Consumer<Replica>> inbox;
    private final Replica replica;
    private final AutoCloseable disk;
    private final byte[] command;
    private final ProposalOutcome.Listener answered = this::count;

    private long committed;
    private long outstanding;
    private long counted;
    private long spentNanos;

    private LoneReplica(
            LinkedBlockingQueue<Consumer<Replica>> inbox,
            Ports ports,
            AutoCloseable disk,
            Restored found,
            int payload) {
        this.inbox = inbox;
        this.disk = disk;
        command = new byte[payload];
        // Never a snapshot: the log is all that is measured.
        ReplicaOptions options =
                new ReplicaOptions(CoreOptions.of(SELF, limits(), 1), Integer.MAX_VALUE, LOG_CACHE_BYTES);
        replica = new Replica(options, ports, found);
        replica.start(System.nanoTime());
        while (replica.core().role() != RoleName.LEADER || replica.appliedIndex() == 0) {
            step();
        }
    }

    /** One on the storage of production. */
    static LoneReplica onStorage(Path place, MarkSync markSync, int payload) {
        LinkedBlockingQueue<Consumer<Replica>> inbox = new LinkedBlockingQueue<>();
        DataDirectory.init(place, IDENTITY, CONFIGURATION);
        DataDirectory data = DataDirectory.open(place, IDENTITY, markSync);
        Restored found = data.log().restored();
        ReplicaStorage disk = new ReplicaStorage(data, inbox::add, StorageLimits.DEFAULT);
        return new LoneReplica(
                inbox,
                new Ports(disk, disk, (to, frame) -> {}, new IdleStateMachine(), ReplicaObserver.NONE),
                disk,
                found,
                payload);
    }

    /** One on a plain file. */
    static LoneReplica onPlainFile(Path file, int payload) {
        LinkedBlockingQueue<Consumer<Replica>> inbox = new LinkedBlockingQueue<>();
        PlainDisk disk = new PlainDisk(file, inbox::add);
        return new LoneReplica(
                inbox,
                new Ports(disk, null, (to, frame) -> {}, new IdleStateMachine(), ReplicaObserver.NONE),
                disk,
                new Restored(CONFIGURATION, HardState.INITIAL, null, List.of()),
                payload);
    }

    /** Those of production, but for a disk that takes its time: then there is nobody else who could lead. */
    private static Limits limits() {
        return Limits.DEFAULT.withDiskStallNanos(DISK_STALL_NANOS);
    }

    /** Keeps so many proposals outstanding for so long, then waits for the last answers. */
    void run(int proposals, long forNanos) {
        long begin = System.nanoTime();
        long before = committed;
        while (System.nanoTime() - begin < forNanos) {
            for (; outstanding < proposals; outstanding++) {
                replica.propose(command, answered);
            }
            replica.run(System.nanoTime());
            step();
        }
        while (outstanding > 0) {
            step();
        }
        counted += committed - before;
        spentNanos += System.nanoTime() - begin;
    }

    /** Forgets what was measured so far. */
    void reset() {
        counted = 0;
        spentNanos = 0;
    }

    /** Proposals committed per second. */
    double perSecond() {
        return counted / (spentNanos / NANOS_PER_SECOND);
    }

    /** Waits for the disk or the time, hands over what has come, and runs the replica. */
    private void step() {
        try {
            long patience = replica.nextDeadlineNanos() - System.nanoTime();
            Consumer<Replica> input = inbox.poll(Math.max(0, patience), TimeUnit.NANOSECONDS);
            while (input != null) {
                input.accept(replica);
                input = inbox.poll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        replica.run(System.nanoTime());
        if (replica.core().isHalted()) {
            throw new IllegalStateException("the replica has halted");
        }
    }

    private void count(ProposalOutcome outcome) {
        if (!(outcome instanceof ProposalOutcome.Committed)) {
            throw new IllegalStateException("a proposal was not committed: " + outcome);
        }
        committed++;
        outstanding--;
    }

    @Override
    public void close() throws Exception {
        disk.close();
    }
}
