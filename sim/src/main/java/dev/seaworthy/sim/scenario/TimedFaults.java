package dev.seaworthy.sim.scenario;

import java.util.ArrayList;
import java.util.List;

/** Draws faults that strike at a time, whatever the protocol is doing then. */
final class TimedFaults {
    private final Dice dice;
    private final FaultPlan plan;

    TimedFaults(Dice dice, FaultPlan plan) {
        this.dice = dice;
        this.plan = plan;
    }

    /** Adds {@code count} times a fault of one of the kinds, or one that strikes several nodes at once. */
    void add(int count, List<FaultKind> kinds) {
        for (int i = 0; i < count; i++) {
            // Each kind once before any kind twice.
            FaultKind kind = i < kinds.size() ? kinds.get(i) : kinds.get(dice.between(0, kinds.size() - 1));
            switch (kind) {
                case CRASH, KILL, PAUSE, UPGRADE, REBOOT, SUSPEND -> addProcessFault(kind);
                case CLOCK_JUMP -> plan.at(atNanos(), kind, null, node(), forNanos());
                case WIPE, LOSE_SUFFIX, BIT_ROT, HOLE -> plan.at(atNanos(), kind, null, node(), forNanos());
                case STALL_DISK ->
                    plan.at(
                            atNanos(),
                            kind,
                            null,
                            nodeOrAll(),
                            dice.logUniform(plan.electionNanos() / 10, plan.stallNanos() * 4));
                case READ_ERROR, WRITE_ERROR ->
                    plan.at(
                            atNanos(),
                            kind,
                            null,
                            node(),
                            dice.logUniform(plan.electionNanos(), plan.electionNanos() * 6));
                case FULL_DISK -> plan.at(atNanos(), kind, null, dice.chance(15) ? 0 : node(), forNanos());
                case PARTITION -> addPartition();
                case LOSS, DUPLICATION, DELAY, SLOW_DISK, CLOG, BANDWIDTH, BIT_FLIP, RESET, STALE ->
                    plan.at(atNanos(), kind, null, nodeOrAll(), forNanos());
            }
        }
    }

    private void addProcessFault(FaultKind kind) {
        long atNanos = atNanos();
        if (!dice.chance(20)) {
            plan.at(atNanos, kind, null, node(), forNanos());
            return;
        }
        // Several at once, up to all; each comes back in its own time.
        int first = node();
        int count = dice.between(1, plan.nodes());
        for (int i = 0; i < count; i++) {
            plan.at(atNanos, kind, null, (first - 1 + i) % plan.nodes() + 1, forNanos());
        }
    }

    private void addPartition() {
        List<PartitionShape> shapes = shapes(plan.nodes());
        PartitionShape shape = shapes.get(dice.between(0, shapes.size() - 1));
        plan.at(atNanos(), FaultKind.PARTITION, shape, shape.isAboutANode() ? node() : 0, forNanos());
    }

    /** The shapes that cut anything at all among so many nodes. */
    static List<PartitionShape> shapes(int nodes) {
        List<PartitionShape> shapes = new ArrayList<>();
        for (PartitionShape shape : PartitionShape.values()) {
            int needed = switch (shape) {
                case ISOLATE, MUTE, DEAF, CLIENTS -> 1;
                case ISOLATE_FROM_PEERS, SPLIT -> 2;
                case BRIDGE -> 3;
                case RING -> 4;
            };
            if (nodes >= needed) {
                shapes.add(shape);
            }
        }
        return shapes;
    }

    private long atNanos() {
        return dice.between(plan.healNanos() / 50, plan.healNanos() * 19 / 20);
    }

    /** From much shorter than any timeout to several elections. */
    private long forNanos() {
        return dice.logUniform(plan.electionNanos() / 60, plan.electionNanos() * 5);
    }

    private int node() {
        return dice.between(1, plan.nodes());
    }

    private int nodeOrAll() {
        return dice.chance(60) ? 0 : node();
    }
}
