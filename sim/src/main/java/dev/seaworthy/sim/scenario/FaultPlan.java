package dev.seaworthy.sim.scenario;

import dev.seaworthy.engine.core.Limits;
import java.util.ArrayList;
import java.util.List;

/**
 * The faults and the operator's actions of a scenario in the making, and what those who draw them have to know: how
 * many machines there are, how many vote at first, and what counts as long, which is measured in election timeouts. Not
 * thread safe.
 */
final class FaultPlan {
    private final int nodes;
    private final int voters;
    private final Limits limits;
    private final long healNanos;
    private final Hazards hazards;
    private final List<Fault> faults = new ArrayList<>();
    private final List<MembershipAction> actions = new ArrayList<>();

    FaultPlan(int nodes, int voters, Limits limits, long healNanos, Hazards hazards) {
        this.nodes = nodes;
        this.voters = voters;
        this.limits = limits;
        this.healNanos = healNanos;
        this.hazards = hazards;
    }

    int nodes() {
        return nodes;
    }

    int voters() {
        return voters;
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

    /** How long a disk may acknowledge nothing. */
    long stallNanos() {
        return limits.diskStallNanos();
    }

    List<Fault> faults() {
        return faults;
    }

    List<MembershipAction> actions() {
        return actions;
    }

    /** Adds a fault that strikes at a time. */
    void at(long atNanos, FaultKind kind, PartitionShape shape, long node, long forNanos) {
        add(new Fault(faults.size() + 1, kind, shape, node, atNanos, null, forNanos));
    }

    /** Adds a fault that strikes whoever pulls the trigger. */
    void on(Trigger trigger, FaultKind kind, PartitionShape shape, long forNanos) {
        on(trigger, kind, shape, 0, forNanos);
    }

    /** Adds a fault that strikes a certain node when the trigger is pulled, whoever pulls it. */
    void on(Trigger trigger, FaultKind kind, PartitionShape shape, long node, long forNanos) {
        add(new Fault(faults.size() + 1, kind, shape, node, 0, trigger, forNanos));
    }

    private void add(Fault fault) {
        if (hazards.allows(fault.kind())) {
            faults.add(fault);
        }
    }

    /** Adds an action of the operator that begins at a time, on a machine that suits. */
    void act(long atNanos, ActionKind kind, Manner manner) {
        act(atNanos, kind, manner, 0, 1);
    }

    /** Adds an action of the operator that begins at a time. */
    void act(long atNanos, ActionKind kind, Manner manner, long node, int count) {
        add(new MembershipAction(actions.size() + 1, kind, manner, node, count, atNanos, null));
    }

    /** Adds an action of the operator that begins when a trigger is pulled, on a machine that suits. */
    void actOn(Trigger trigger, ActionKind kind, Manner manner) {
        add(new MembershipAction(actions.size() + 1, kind, manner, 0, 1, 0, trigger));
    }

    private void add(MembershipAction action) {
        if (hazards.allows(Hazards.Circumstance.MEMBERSHIP)) {
            actions.add(action);
        }
    }
}
