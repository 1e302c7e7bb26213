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
    private final List<Fault> faults;
    private final int[] seen;
    private final boolean[] fired;
    /** Per node, how many faults hold it down or paused. */
    private final int[] downs;

    private final int[] pauses;
    private final EnumMap<FaultKind, Long> counts = new EnumMap<>(FaultKind.class);
    private boolean healed;

    FaultInjector(World world) {
        this.world = world;
        faults = world.scenario().faults();
        seen = new int[faults.size()];
        fired = new boolean[faults.size()];
        downs = new int[world.scenario().nodes() + 1];
        pauses = new int[world.scenario().nodes() + 1];
    }

    /** Schedules the faults that have a time, and the end of them all. */
    void start() {
        for (int i = 0; i < faults.size(); i++) {
            Fault fault = faults.get(i);
            if (fault.trigger() == null) {
                world.queue().schedule(fault.atNanos(), EventKind.FAULT_BEGIN, (int) fault.node(), i, null);
            }
        }
        world.queue().schedule(world.scenario().healNanos(), EventKind.HEAL, 0, 0, null);
    }

    /** A moment at which faults may be triggered has come for a node. */
    void happened(TriggerEvent event, int node) {
        if (healed) {
            return;
        }
        for (int i = 0; i < faults.size(); i++) {
            Trigger trigger = faults.get(i).trigger();
            if (trigger == null || fired[i] || trigger.event() != event) {
                continue;
            }
            if ((trigger.node() == 0 || trigger.node() == node) && ++seen[i] == trigger.nth()) {
                fired[i] = true;
                int victim =
                        faults.get(i).node() == 0 ? node : (int) faults.get(i).node();
                world.queue().schedule(world.now() + trigger.delayNanos(), EventKind.FAULT_BEGIN, victim, i, null);
            }
        }
    }

    /** Fault number {@code i} of the scenario strikes; false where everything is healed already. */
    boolean begin(int i, int node) {
        if (healed) {
            return false;
        }
        Fault fault = faults.get(i);
        if (findsItsVictim(fault, node)) {
            counts.merge(fault.kind(), 1L, Long::sum);
        }
        world.trace("fault", () -> describe(fault, node) + " begins");
        if (SimNetwork.concerns(fault.kind())) {
            world.network().begin(fault, node);
        } else {
            strike(fault, node);
        }
        world.queue().schedule(world.now() + fault.forNanos(), EventKind.FAULT_END, node, i, null);
        return true;
    }

    /** Fault number {@code i} of the scenario is over; false where the heal has ended it already. */
    boolean end(int i, int node) {
        if (healed) {
            return false;
        }
        Fault fault = faults.get(i);
        world.trace("fault", () -> describe(fault, node) + " ends");
        world.network().end(fault);
        world.syncTimes().end(fault);
        for (SimNode victim : victims(node)) {
            if (endsProcess(fault) && --downs[victim.id()] == 0) {
                victim.start();
            } else if (fault.kind() == FaultKind.PAUSE && --pauses[victim.id()] == 0) {
                victim.resume();
            }
        }
        return true;
    }

    /** Every fault is over: every node runs, every link works. */
    void heal() {
        healed = true;
        world.trace("fault", () -> "everything is healed");
        world.network().endAll();
        world.syncTimes().endAll();
        for (SimNode node : world.nodes()) {
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
        byName.put("messages_lost", world.network().messagesLost());
        byName.put("messages_duplicated", world.network().messagesDuplicated());
        byName.put("messages_cut", world.network().messagesCut());
        return byName;
    }

    private void strike(Fault fault, int node) {
        if (fault.kind() == FaultKind.SLOW_DISK) {
            world.syncTimes().begin(fault, node);
            return;
        }
        for (SimNode victim : victims(node)) {
            if (endsProcess(fault)) {
                downs[victim.id()]++;
                if (fault.kind() == FaultKind.CRASH) {
                    victim.crash();
                } else {
                    victim.kill();
                }
            } else {
                pauses[victim.id()]++;
                victim.pause();
            }
        }
    }

    /** A process that is down already cannot be taken down; that is no fault that struck. */
    private boolean findsItsVictim(Fault fault, int node) {
        if (!endsProcess(fault) && fault.kind() != FaultKind.PAUSE) {
            return true;
        }
        return victims(node).stream().anyMatch(SimNode::isUp);
    }

    private static boolean endsProcess(Fault fault) {
        return fault.kind() == FaultKind.CRASH || fault.kind() == FaultKind.KILL;
    }

    private List<SimNode> victims(int node) {
        return node == 0 ? world.nodes() : List.of(world.node(node));
    }

    private static String describe(Fault fault, int node) {
        return "f" + fault.id() + " " + fault.kind().name().toLowerCase(Locale.ROOT)
                + (fault.shape() == null ? "" : " " + fault.shape().name().toLowerCase(Locale.ROOT))
                + (node == 0 ? "" : " of n" + node);
    }
}
