package dev.seaworthy.sim.scenario;

import dev.seaworthy.engine.core.Capabilities;
import java.util.ArrayList;
import java.util.List;

/**
 * Changes a scenario of the corpus a little: its faults come sooner or later, last shorter or longer, strike someone
 * else or in another way; some are left out. What has once led to a mistake is near others. Not thread safe.
 */
final class Mutation {
    private static final int DROPPED_PERCENT = 10;
    private static final int CHANGED_PERCENT = 35;
    private static final int PATIENCE_TIMEOUTS = 10;
    private static final int STORM_MIN_TIMEOUTS = 20;
    private static final int STORM_MAX_TIMEOUTS = 44;

    private final Scenario parent;
    private final Dice dice;
    private final boolean busy;
    private final long healNanos;

    Mutation(Scenario parent, Dice dice) {
        this.parent = parent;
        this.dice = dice;
        busy = parent.operations() == null || dice.chance(60);
        long electionNanos = parent.limits().electionTimeoutMaxNanos();
        long storm = electionNanos * (busy ? dice.between(STORM_MIN_TIMEOUTS, STORM_MAX_TIMEOUTS) : PATIENCE_TIMEOUTS);
        healNanos = Math.max(parent.healNanos(), storm);
    }

    /** Whether clients do a whole workload, and not only the few operations that were left of theirs. */
    boolean isBusy() {
        return busy;
    }

    /** When everything is healed: not sooner than in the parent. */
    long healNanos() {
        return healNanos;
    }

    /** Adds the parent's faults and actions, changed. */
    void addTo(FaultPlan plan) {
        for (Fault fault : parent.faults()) {
            if (!dice.chance(DROPPED_PERCENT)) {
                add(fault, plan);
            }
        }
        for (MembershipAction action : parent.actions()) {
            if (action.trigger() == null) {
                plan.act(sometime(action.atNanos()), action.kind(), action.manner(), action.node(), action.count());
            } else {
                plan.actOn(moved(action.trigger()), action.kind(), action.manner());
            }
        }
    }

    private void add(Fault fault, FaultPlan plan) {
        FaultKind kind = isChanged() ? relative(fault.kind()) : fault.kind();
        long node = fault.node() > 0 && isChanged() ? dice.between(1, parent.nodes()) : fault.node();
        long forNanos = isChanged()
                ? Math.max(1, fault.forNanos() / 4 + dice.between(0, 4) * (fault.forNanos() / 2))
                : fault.forNanos();
        if (fault.trigger() == null) {
            plan.at(sometime(fault.atNanos()), kind, fault.shape(), node, forNanos);
        } else {
            plan.on(moved(fault.trigger()), kind, fault.shape(), node, forNanos);
        }
    }

    /** What strikes in a similar way. */
    private FaultKind relative(FaultKind kind) {
        return switch (kind) {
            case CRASH, KILL, PAUSE, REBOOT, SUSPEND ->
                dice.oneOf(FaultKind.CRASH, FaultKind.KILL, FaultKind.PAUSE, FaultKind.REBOOT, FaultKind.SUSPEND);
            case LOSS, DUPLICATION, DELAY, CLOG, BANDWIDTH, BIT_FLIP, RESET, STALE ->
                dice.oneOf(
                        FaultKind.LOSS,
                        FaultKind.DUPLICATION,
                        FaultKind.DELAY,
                        FaultKind.CLOG,
                        FaultKind.RESET,
                        FaultKind.STALE);
            case SLOW_DISK, STALL_DISK -> dice.oneOf(FaultKind.SLOW_DISK, FaultKind.STALL_DISK);
            case WIPE, LOSE_SUFFIX, HOLE, BIT_ROT ->
                dice.oneOf(FaultKind.WIPE, FaultKind.LOSE_SUFFIX, FaultKind.HOLE, FaultKind.BIT_ROT);
            case PARTITION, UPGRADE, READ_ERROR, WRITE_ERROR, FULL_DISK, CLOCK_JUMP -> kind;
        };
    }

    private Trigger moved(Trigger trigger) {
        int nth = isChanged() ? Math.max(1, trigger.nth() + dice.between(-2, 3)) : trigger.nth();
        long delayNanos = isChanged()
                ? Math.min(parent.limits().electionTimeoutMaxNanos(), trigger.delayNanos() / 2 + Template.soon(dice))
                : trigger.delayNanos();
        return new Trigger(trigger.event(), trigger.node(), nth, delayNanos);
    }

    private long sometime(long atNanos) {
        long most = healNanos - 1;
        long reach = parent.limits().electionTimeoutMaxNanos();
        long at = isChanged() ? Math.max(1, atNanos + dice.between(-reach, reach)) : atNanos;
        return Math.min(most, at);
    }

    private boolean isChanged() {
        return dice.chance(CHANGED_PERCENT);
    }

    /** The parent's machines, as far as the hazards leave them what is odd about them. */
    List<MachineSpec> machines(Hazards hazards) {
        List<MachineSpec> machines = new ArrayList<>();
        for (MachineSpec machine : parent.machines()) {
            boolean drifts = hazards.allows(Hazards.Circumstance.DRIFT);
            machines.add(new MachineSpec(
                    drifts ? machine.offsetNanos() : 0,
                    drifts ? machine.driftPpm() : 0,
                    machine.electionPriority(),
                    hazards.allows(FaultKind.UPGRADE) ? machine.capabilities() : Capabilities.ALL));
        }
        return machines;
    }
}
