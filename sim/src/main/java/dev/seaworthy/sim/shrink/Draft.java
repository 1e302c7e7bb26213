package dev.seaworthy.sim.shrink;

import dev.seaworthy.engine.core.Limits;
import dev.seaworthy.engine.session.SessionLimits;
import dev.seaworthy.sim.scenario.ClientStep;
import dev.seaworthy.sim.scenario.DiskSpec;
import dev.seaworthy.sim.scenario.FailureSignature;
import dev.seaworthy.sim.scenario.Fault;
import dev.seaworthy.sim.scenario.MachineSpec;
import dev.seaworthy.sim.scenario.MembershipAction;
import dev.seaworthy.sim.scenario.NetworkSpec;
import dev.seaworthy.sim.scenario.ReplicaSpec;
import dev.seaworthy.sim.scenario.Scenario;
import dev.seaworthy.sim.scenario.Trigger;
import dev.seaworthy.sim.scenario.WorkloadSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A scenario in the making: another one with some of its parts exchanged. Not thread safe. */
final class Draft {
    private final Scenario origin;
    long seed;
    int nodes;
    int voters;
    Limits limits;
    ReplicaSpec replica;
    NetworkSpec network;
    DiskSpec disk;
    List<MachineSpec> machines;
    SessionLimits sessions;
    WorkloadSpec workload;
    List<MembershipAction> actions;
    List<Fault> faults;
    long healNanos;
    List<ClientStep> operations;
    FailureSignature expect;

    Draft(Scenario origin) {
        this.origin = origin;
        seed = origin.seed();
        nodes = origin.nodes();
        voters = origin.voters();
        limits = origin.limits();
        replica = origin.replica();
        network = origin.network();
        disk = origin.disk();
        machines = origin.machines();
        sessions = origin.sessions();
        workload = origin.workload();
        actions = origin.actions();
        faults = origin.faults();
        healNanos = origin.healNanos();
        operations = origin.operations();
        expect = origin.expect();
    }

    /** The scenario drawn up; none where it is not a possible one, or no other than the one it began as. */
    Optional<Scenario> finished() {
        try {
            Scenario scenario = new Scenario(
                    origin.format(),
                    seed,
                    origin.profile(),
                    nodes,
                    voters,
                    limits,
                    replica,
                    network,
                    disk,
                    machines,
                    sessions,
                    workload,
                    actions,
                    faults,
                    healNanos,
                    operations,
                    expect);
            return scenario.equals(origin) ? Optional.empty() : Optional.of(scenario);
        } catch (IllegalArgumentException impossible) {
            return Optional.empty();
        }
    }

    /** Everything ends at this time, and what was to begin later does not. */
    Draft endAt(long nanos) {
        healNanos = nanos;
        faults = faults.stream()
                .filter(fault -> fault.trigger() != null || fault.atNanos() < nanos)
                .toList();
        actions = actions.stream()
                .filter(action -> action.trigger() != null || action.atNanos() < nanos)
                .toList();
        if (operations != null) {
            operations =
                    operations.stream().filter(step -> step.atNanos() < nanos).toList();
        }
        return this;
    }

    /** Takes a machine out, with what concerns it; those behind it move up. */
    Draft withoutNode(int node) {
        nodes--;
        voters = node <= voters ? voters - 1 : voters;
        machines = new ArrayList<>(machines);
        machines.remove(node - 1);
        faults = faults.stream()
                .filter(fault -> !concerns(node, fault.node(), fault.trigger()))
                .map(fault -> new Fault(
                        fault.id(),
                        fault.kind(),
                        fault.shape(),
                        movedUp(fault.node(), node),
                        fault.atNanos(),
                        movedUp(fault.trigger(), node),
                        fault.forNanos()))
                .toList();
        actions = actions.stream()
                .filter(action -> !concerns(node, action.node(), action.trigger()))
                .map(action -> new MembershipAction(
                        action.id(),
                        action.kind(),
                        action.manner(),
                        movedUp(action.node(), node),
                        action.count(),
                        action.atNanos(),
                        movedUp(action.trigger(), node)))
                .toList();
        return this;
    }

    private static boolean concerns(int node, long about, Trigger trigger) {
        return about == node || trigger != null && trigger.node() == node;
    }

    private static long movedUp(long node, int removed) {
        return node > removed ? node - 1 : node;
    }

    private static Trigger movedUp(Trigger trigger, int removed) {
        return trigger == null
                ? null
                : new Trigger(trigger.event(), movedUp(trigger.node(), removed), trigger.nth(), trigger.delayNanos());
    }
}
