package dev.seaworthy.sim.disk;

import dev.seaworthy.engine.core.Digest;
import dev.seaworthy.sim.kernel.Concern;
import dev.seaworthy.sim.kernel.Draws;
import dev.seaworthy.sim.kernel.LongCounter;
import dev.seaworthy.sim.scenario.DiskSpec;
import dev.seaworthy.sim.scenario.Fault;
import dev.seaworthy.sim.scenario.FaultKind;
import dev.seaworthy.sim.scenario.Scenario;
import java.util.Map;
import java.util.TreeMap;

/**
 * Decides when each sync, read and snapshot is done. On one disk things of one kind are done in the order in which they
 * were begun. How long one takes is drawn by the node, by what identifies it, and by how many of that identity the node
 * has begun. Not thread safe.
 */
public final class DiskTimes {
    private static final int OCCURRENCE_SHIFT = 1;
    private static final int BASE = 0;
    private static final int SLOW = 1;
    private static final int READ = 1;
    private static final int SNAPSHOT = 2;
    private static final long SLOW_MEAN_MIN_NANOS = 5_000_000;
    /** Slow enough that a leader's disk can outlast the patience of its followers. */
    private static final int SLOW_MEAN_ELECTION_TIMEOUTS = 2;

    private record Slowness(int node, long meanNanos) {}

    private final DiskSpec spec;
    private final Draws draws;
    private final long electionTimeoutMaxNanos;
    private final long[] lastDoneNanos;
    private final long[] lastReadNanos;
    private final TreeMap<Integer, Slowness> slownesses = new TreeMap<>();
    private final LongCounter occurrences = new LongCounter();

    /** The disks of a scenario, with no fault on. */
    public DiskTimes(Scenario scenario, Draws draws) {
        this.spec = scenario.disk();
        this.draws = draws;
        this.electionTimeoutMaxNanos = scenario.limits().electionTimeoutMaxNanos();
        this.lastDoneNanos = new long[scenario.nodes() + 1];
        this.lastReadNanos = new long[scenario.nodes() + 1];
    }

    /**
     * Begins a time of slow syncs.
     *
     * @param fault what begins
     * @param node whose disk becomes slow, from 1; 0 for all
     * @throws IllegalArgumentException where the fault is another one or there is no such node
     */
    public void begin(Fault fault, int node) {
        if (fault.kind() != FaultKind.SLOW_DISK || node < 0 || node >= lastDoneNanos.length) {
            throw new IllegalArgumentException(
                    "no disk can begin fault " + fault.id() + ", " + fault.kind() + " at node " + node);
        }
        long meanMaxNanos = Math.max(SLOW_MEAN_MIN_NANOS, SLOW_MEAN_ELECTION_TIMEOUTS * electionTimeoutMaxNanos);
        long meanNanos = draws.logUniform(SLOW_MEAN_MIN_NANOS, meanMaxNanos, Concern.STORM, fault.id(), 0, 0);
        slownesses.put(fault.id(), new Slowness(node, meanNanos));
    }

    /** Ends a time of slow syncs; nothing happens where it is not on. */
    public void end(Fault fault) {
        slownesses.remove(fault.id());
    }

    /** Ends every time of slow syncs. */
    public void endAll() {
        slownesses.clear();
    }

    /**
     * When a sync that begins now is done, in virtual nanoseconds.
     *
     * @param nowNanos when it begins
     * @param node on whose disk
     * @param identity what the batch is, as 64 bits
     */
    public long doneNanos(long nowNanos, int node, long identity) {
        long key = (long) occurrences.increment(Digest.mix(identity + Digest.mix(node))) << OCCURRENCE_SHIFT;
        long takes =
                spec.syncMinNanos() + draws.exponential(spec.syncMeanNanos(), Concern.DISK, node, identity, key | BASE);
        for (Map.Entry<Integer, Slowness> entry : slownesses.entrySet()) {
            Slowness slowness = entry.getValue();
            if (slowness.node() == 0 || slowness.node() == node) {
                long what = Digest.mix(identity ^ Digest.mix(entry.getKey()));
                takes += draws.exponential(slowness.meanNanos(), Concern.DISK, node, what, key | SLOW);
            }
        }
        lastDoneNanos[node] = Math.max(lastDoneNanos[node], nowNanos + takes);
        return lastDoneNanos[node];
    }

    /**
     * When a read of old entries or of a piece of a snapshot that begins now is done, in virtual nanoseconds.
     *
     * @param identity what is read, as 64 bits
     */
    public long readNanos(long nowNanos, int node, long identity) {
        long takes = work(spec.readMeanNanos(), node, identity, READ);
        lastReadNanos[node] = Math.max(lastReadNanos[node], nowNanos + takes);
        return lastReadNanos[node];
    }

    /**
     * When a snapshot that is begun now has been written out, in virtual nanoseconds; a sync follows.
     *
     * @param identity which snapshot, as 64 bits
     */
    public long snapshotNanos(long nowNanos, int node, long identity) {
        return nowNanos + work(spec.snapshotMeanNanos(), node, identity, SNAPSHOT);
    }

    private long work(long meanNanos, int node, long identity, int kind) {
        long what = Digest.mix(identity) + kind;
        return draws.exponential(
                meanNanos, Concern.DISK_WORK, node, what, occurrences.increment(Digest.mix(what + Digest.mix(node))));
    }

    /** The machine of a node crashed: its disk has nothing under way any more. */
    public void crashed(int node) {
        lastDoneNanos[node] = 0;
        lastReadNanos[node] = 0;
    }
}
