package dev.seaworthy.sim.scenario;

import dev.seaworthy.engine.core.Limits;
import java.util.ArrayList;
import java.util.List;

/**
 * The faults of a scenario in the making, and what those who draw them have to know: how many nodes there are, and what
 * counts as long, which is measured in election timeouts. Not thread safe.
 */
final class FaultPlan {
    private final int nodes;
    private final Limits limits;
    private final long healNanos;
    private final List<Fault> faults = new ArrayList<>();

    FaultPlan(int nodes, Limits limits, long healNanos) {
        this.nodes = nodes;
        this.limits = limits;
        this.healNanos = healNanos;
    }

    int nodes() {
        return nodes;
    }

    long healNanos() {
        return healNanos;
    }

    /** The shortest silence after which a follower gives its leader up. */
    long patienceNanos() {
        return limits.electionTimeoutMinNanos();
    }

    /** The longest such silence. */
    long electionNanos() {
        return limits.electionTimeoutMaxNanos();
    }

    List<Fault> faults() {
        return faults;
    }

    /** Adds a fault that strikes at a time. */
    void at(long atNanos, FaultKind kind, PartitionShape shape, long node, long forNanos) {
        faults.add(new Fault(faults.size() + 1, kind, shape, node, atNanos, null, forNanos));
    }

    /** Adds a fault that strikes whoever pulls the trigger. */
    void on(Trigger trigger, FaultKind kind, PartitionShape shape, long forNanos) {
        on(trigger, kind, shape, 0, forNanos);
    }

    /** Adds a fault that strikes a certain node when the trigger is pulled, whoever pulls it. */
    void on(Trigger trigger, FaultKind kind, PartitionShape shape, long node, long forNanos) {
        faults.add(new Fault(faults.size() + 1, kind, shape, node, 0, trigger, forNanos));
    }
}
