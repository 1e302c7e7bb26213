package dev.seaworthy.bench.engine;

import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.core.RoleName;
import dev.seaworthy.engine.host.Ports;
import dev.seaworthy.engine.host.ProposalOutcome;
import dev.seaworthy.engine.host.Replica;
import dev.seaworthy.engine.host.ReplicaObserver;
import dev.seaworthy.engine.host.ReplicaOptions;
import dev.seaworthy.engine.host.Restored;
import java.util.List;

/**
 * Three replicas with ports in memory. Disks are done at once, frames are copied into buffers that are used again, and
 * the state machine does nothing: what is left is the engine. Not thread safe.
 */
final class ReplicaTrio implements Trio {
    private static final long LOG_CACHE_BYTES = 1 << 20;

    private final Replica[] replicas = new Replica[MEMBERS];
    private final MemoryWire wire = new MemoryWire(replicas);
    private final byte[] command;
    private final ProposalOutcome.Listener counter = this::count;
    private long committed;
    private long now = 1;

    /** @param payloadBytes the size of every command */
    ReplicaTrio(int payloadBytes) {
        command = new byte[payloadBytes];
        for (int i = 0; i < MEMBERS; i++) {
            MemoryDisk disk = new MemoryDisk();
            replicas[i] = new Replica(
                    new ReplicaOptions(Trio.options(i), SNAPSHOT_ENTRIES, LOG_CACHE_BYTES),
                    new Ports(disk, disk, wire, new IdleStateMachine(), ReplicaObserver.NONE),
                    new Restored(Trio.configuration(), HardState.INITIAL, null, List.of()));
            disk.serve(replicas[i]);
        }
        for (Replica replica : replicas) {
            replica.start(now);
        }
        elect();
    }

    @Override
    public void commit(int entries) {
        long goal = committed + entries;
        now += STEP_NANOS;
        for (int i = 0; i < entries; i++) {
            replicas[0].propose(command, counter);
        }
        settle();
        if (committed != goal) {
            throw new IllegalStateException(goal - committed + " entries were not committed");
        }
    }

    @Override
    public long committed() {
        return committed;
    }

    /** The last entry that a member has applied. */
    long appliedIndex(int at) {
        return replicas[at].appliedIndex();
    }

    /** The entry before the first that a member's log still holds. */
    EntryId base(int at) {
        return replicas[at].core().baseEntry();
    }

    private void elect() {
        while (replicas[0].core().role() != RoleName.LEADER) {
            now = replicas[0].nextDeadlineNanos();
            settle();
        }
        settle();
    }

    /** Runs all replicas until none has anything left to do. */
    private void settle() {
        replicas[0].run(now);
        replicas[0].run(now);
        while (wire.deliver()) {
            for (int i = MEMBERS - 1; i >= 0; i--) {
                // Once for what has arrived, once for what the disk has done of it.
                replicas[i].run(now);
                replicas[i].run(now);
            }
        }
    }

    private void count(ProposalOutcome outcome) {
        if (!(outcome instanceof ProposalOutcome.Committed)) {
            throw new IllegalStateException("a proposal was not committed: " + outcome);
        }
        committed++;
    }
}
