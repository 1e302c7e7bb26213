package dev.seaworthy.sim;

import dev.seaworthy.sim.network.SimNetwork;
import dev.seaworthy.sim.scenario.Fault;
import dev.seaworthy.sim.scenario.FaultKind;
import dev.seaworthy.sim.scenario.Trigger;
import dev.seaworthy.sim.scenario.TriggerEvent;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes the faults of a scenario happen: at their time or when their trigger is pulled; and ends them, all of them at
 * the heal time.
 */
final class FaultInjector {
    private final World world;
    private final LossGuard guard;
    private final List<Fault> faults;
    private final TriggerBoard triggers = new TriggerBoard();
    /** Per fault, whether it is on. */
    private final boolean[] on;
    /** Per node, how many faults hold it down, paused, or its disk stalled, full, or about to fail. */
    private final int[] downs;

    private final int[] pauses;
    private final int[] sleeps;
    private final int[] stalls;
    private final int[] fills;
    private final int[] errors;
    private final EnumMap<FaultKind, Long> counts = new EnumMap<>(FaultKind.class);
    private boolean healed;

    FaultInjector(World world) {
        this.world = world;
        guard = new LossGuard(world);
        faults = world.scenario().faults();
        on = new boolean[faults.size()];
        int nodes = world.scenario().nodes();
        downs = new int[nodes + 1];
        pauses = new int[nodes + 1];
        sleeps = new int[nodes + 1];
        stalls = new int[nodes + 1];
        fills = new int[nodes + 1];
        errors = new int[nodes + 1];
    }

    LossGuard guard() {
        return guard;
    }

    /** Schedules the faults that have a time, and the end of them all. */
    void start() {
        for (int i = 0; i < faults.size(); i++) {
            Fault fault = faults.get(i);
            if (fault.trigger() == null) {
                world.queue().schedule(fault.atNanos(), EventKind.FAULT_BEGIN, (int) fault.node(), i, null);
            } else {
                triggers.add(fault.trigger(), i);
            }
        }
        world.queue().schedule(world.scenario().healNanos(), EventKind.HEAL, 0, 0, null);
    }

    /** A moment at which faults may be triggered has come for a node. */
    void happened(TriggerEvent event, int node) {
        if (!healed) {
            triggers.happened(event, node, this::pulled);
        }
    }

    private void pulled(int i, int node, Trigger trigger) {
        int victim = faults.get(i).node() == 0 ? node : (int) faults.get(i).node();
        if (world.isRecorded()) {
            world.tell(
                    "n" + node, null, Facts.of("pulled", "fault", faults.get(i).id()));
        }
        world.queue().schedule(world.now() + trigger.delayNanos(), EventKind.FAULT_BEGIN, victim, i, null);
    }

    /** Fault number {@code i} of the scenario strikes; false where it must not, or everything is healed already. */
    boolean begin(int i, int node) {
        Fault fault = faults.get(i);
        if (healed || !isLegal(fault.kind(), node)) {
            return false;
        }
        if (!fault.kind().liesInWait() && findsItsVictim(fault, node)) {
            met(fault.kind());
        }
        on[i] = true;
        tell(fault, node, "begins");
        if (SimNetwork.concerns(fault.kind())) {
            world.network().begin(world.now(), fault, node);
        } else {
            strike(fault, node);
        }
        world.queue().schedule(world.now() + fault.forNanos(), EventKind.FAULT_END, node, i, null);
        return true;
    }

    /** Whether the engine is bound to stand it now. */
    private boolean isLegal(FaultKind kind, int node) {
        if (kind.losesData()) {
            return guard.allows(world.node(node).member());
        }
        // Leases stand on clocks whose rates differ by no more than a bound; a step, or a sleep, breaks every bound.
        boolean leased = world.scenario().replica().hasLeases();
        return switch (kind) {
            case CLOCK_JUMP -> !leased || victims(node).stream().noneMatch(SimNode::isUp);
            case SUSPEND -> !leased;
            default -> true;
        };
    }

    private void tell(Fault fault, int node, String what) {
        if (world.isTraced()) {
            String line = describe(fault, node) + " " + what;
            world.tell("fault", line, Facts.of("fault-" + what, "fault", fault.id(), "node", node));
        }
    }

    /** A fault of this kind struck. */
    void met(FaultKind kind) {
        counts.merge(kind, 1L, Long::sum);
    }

    /** Fault number {@code i} of the scenario is over; false where the heal has ended it already. */
    boolean end(int i, int node) {
        if (healed || !on[i]) {
            return false;
        }
        on[i] = false;
        Fault fault = faults.get(i);
        tell(fault, node, "ends");
        world.network().end(fault);
        world.diskTimes().end(fault);
        for (SimNode victim : victims(node)) {
            end(fault, victim);
        }
        return true;
    }

    private void end(Fault fault, SimNode victim) {
        if (fault.kind() == FaultKind.UPGRADE) {
            victim.upgrade();
        }
        if (fault.kind().endsProcess()) {
            if (--downs[victim.id()] == 0) {
                victim.start();
            }
        } else if (fault.kind().stopsProcess()) {
            if (fault.kind() == FaultKind.SUSPEND && --sleeps[victim.id()] == 0) {
                victim.wake();
            }
            if (--pauses[victim.id()] == 0) {
                victim.resume();
            }
        } else if (fault.kind() == FaultKind.STALL_DISK && --stalls[victim.id()] == 0) {
            victim.endStall();
        } else if (fault.kind() == FaultKind.FULL_DISK && --fills[victim.id()] == 0) {
            victim.storage().makeRoom();
        } else if (fault.kind().liesInWait() && --errors[victim.id()] == 0) {
            victim.storage().disarm();
            if (!victim.isUp() && downs[victim.id()] == 0) {
                victim.start();
            }
        }
    }

    /**
     * A process has ended because its disk failed. It starts again when the fault ends; at once where that is over, for
     * a disk that hangs tells late of what it could not do.
     */
    void stopped(SimNode node) {
        if (healed || errors[node.id()] == 0 && downs[node.id()] == 0) {
            node.start();
        }
    }

    /** A replica has halted, because its disk did not give out a snapshot that it was to restore. */
    void lostRead(SimNode node) {
        met(FaultKind.READ_ERROR);
        node.crash();
        stopped(node);
    }

    /** Every fault is over: every node runs, in the newest release, every disk and every link works. */
    void heal() {
        healed = true;
        if (world.isTraced()) {
            world.tell("fault", "everything is healed", Facts.of("healed"));
        }
        world.network().endAll();
        world.diskTimes().endAll();
        for (SimNode node : world.nodes()) {
            node.endStall();
            node.storage().disarm();
            node.storage().makeRoom();
            if (!node.isNewest()) {
                // The rolling upgrade ends at last.
                node.kill();
                node.upgrade();
            }
            node.wake();
            if (!node.isUp()) {
                node.start();
            } else {
                node.resume();
            }
        }
    }

    /** How often each kind of fault struck, and what the network did on its own, by name. */
    SortedMap<String, Long> counts() {
        SortedMap<String, Long> byName = new TreeMap<>();
        for (FaultKind kind : FaultKind.values()) {
            byName.put(kind.name().toLowerCase(Locale.ROOT), counts.getOrDefault(kind, 0L));
        }
        byName.putAll(world.network().counts().byName());
        return byName;
    }

    private void strike(Fault fault, int node) {
        if (fault.kind() == FaultKind.SLOW_DISK) {
            world.diskTimes().begin(fault, node);
            return;
        }
        for (SimNode victim : victims(node)) {
            if (fault.kind().endsProcess()) {
                downs[victim.id()]++;
            }
            switch (fault.kind()) {
                case CRASH -> victim.crash();
                case KILL, UPGRADE -> victim.kill();
                case WIPE -> victim.wipe();
                case LOSE_SUFFIX -> victim.damage().loseSuffix(fault.id());
                case BIT_ROT -> victim.damage().rot(fault.id());
                case HOLE -> victim.damage().loseFromTheMidst(fault.id());
                case PAUSE -> {
                    pauses[victim.id()]++;
                    victim.pause();
                }
                case SUSPEND -> {
                    pauses[victim.id()]++;
                    sleeps[victim.id()]++;
                    victim.sleep();
                }
                case REBOOT -> victim.reboot(fault.id());
                case CLOCK_JUMP -> victim.leap(fault.id());
                case STALL_DISK -> {
                    stalls[victim.id()]++;
                    victim.beginStall();
                }
                case READ_ERROR, WRITE_ERROR -> {
                    errors[victim.id()]++;
                    victim.armError(fault);
                }
                case FULL_DISK -> {
                    fills[victim.id()]++;
                    victim.storage().fill(fault.id());
                }
                case SLOW_DISK, PARTITION, LOSS, DUPLICATION, DELAY, CLOG, BANDWIDTH, BIT_FLIP, RESET, STALE ->
                    throw new IllegalStateException(fault.kind() + " strikes no machine");
            }
        }
    }

    /** A process that is down already cannot be taken down; that is no fault that struck. */
    private boolean findsItsVictim(Fault fault, int node) {
        if (fault.kind().losesData()
                || !fault.kind().endsProcess() && !fault.kind().stopsProcess()) {
            return true;
        }
        return victims(node).stream().anyMatch(SimNode::isUp);
    }

    private List<SimNode> victims(int node) {
        return node == 0 ? world.nodes() : List.of(world.node(node));
    }

    private static String describe(Fault fault, int node) {
        return "f" + fault.id() + " " + fault.kind().name().toLowerCase(Locale.ROOT)
                + (fault.shape() == null ? "" : " " + fault.shape().name().toLowerCase(Locale.ROOT))
                + (node == 0 ? "" : " of n" + node)
                + (node == 0 && fault.kind() == FaultKind.SLOW_DISK ? " of every node" : "");
    }
}
