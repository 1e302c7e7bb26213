package dev.seaworthy.sim.scenario;

import dev.seaworthy.engine.core.Limits;
import dev.seaworthy.engine.session.SessionLimits;
import java.util.List;
import java.util.TreeSet;

/**
 * All that decides a run, as data: the same scenario gives the same run on every machine.
 *
 * @param format version of this form of scenario; {@link #FORMAT}
 * @param seed keys every draw of the run
 * @param profile which part of the portfolio it was drawn from; informative
 * @param nodes how many machines
 * @param voters how many of them, from the first on, the cluster begins with, all of them voting; the others are spares
 * @param limits bounds and timeouts of the engine
 * @param replica how every replica is set up beside that
 * @param network the network without faults
 * @param disk the disks without faults
 * @param machines each machine, in order of node id from 1
 * @param sessions bounds of the table of sessions
 * @param workload what clients do
 * @param actions what the operator of the cluster does
 * @param faults what goes wrong
 * @param healNanos when every fault ends, in virtual nanoseconds; from then on the cluster must come to rest
 * @param operations what clients do before the heal, one by one; null where they do all of their workload, each
 *     operation a drawn pause after the one before. After the heal they read every key in either case
 * @param expect how the run is said to fail; null where nothing is said. The run itself does not look at it
 */
public record Scenario(
        int format,
        long seed,
        String profile,
        int nodes,
        int voters,
        Limits limits,
        ReplicaSpec replica,
        NetworkSpec network,
        DiskSpec disk,
        List<MachineSpec> machines,
        SessionLimits sessions,
        WorkloadSpec workload,
        List<MembershipAction> actions,
        List<Fault> faults,
        long healNanos,
        List<ClientStep> operations,
        FailureSignature expect) {
    /** The form this code reads and writes. */
    public static final int FORMAT = 3;

    private static final long HEAL_MAX_NANOS = 3_600_000_000_000L;

    public Scenario {
        if (format != FORMAT) {
            throw new IllegalArgumentException("scenario of format " + format + ", this code knows " + FORMAT);
        }
        if (nodes < 1 || nodes > 9) {
            throw new IllegalArgumentException("a scenario has 1 to 9 nodes, not " + nodes);
        }
        if (voters < 1 || voters > nodes) {
            throw new IllegalArgumentException("of " + nodes + " nodes " + voters + " cannot vote");
        }
        if (machines.size() != nodes) {
            throw new IllegalArgumentException(
                    "a scenario of " + nodes + " nodes needs as many machines, not " + machines.size());
        }
        if (healNanos < 1 || healNanos > HEAL_MAX_NANOS) {
            throw new IllegalArgumentException(
                    "healNanos lies between 1 and " + HEAL_MAX_NANOS + ", an hour, not at " + healNanos);
        }
        machines = List.copyOf(machines);
        actions = List.copyOf(actions);
        faults = List.copyOf(faults);
        TreeSet<Integer> ids = new TreeSet<>();
        for (Fault fault : faults) {
            check(fault, nodes);
            if (!ids.add(fault.id())) {
                throw new IllegalArgumentException("two faults have the id " + fault.id());
            }
        }
        TreeSet<Integer> actionIds = new TreeSet<>();
        for (MembershipAction action : actions) {
            if (isElsewhere(action.node(), action.trigger(), nodes)) {
                throw new IllegalArgumentException(
                        "action " + action.id() + " speaks of a node that " + nodes + " nodes do not have");
            }
            if (!actionIds.add(action.id())) {
                throw new IllegalArgumentException("two actions have the id " + action.id());
            }
        }
        if (operations != null) {
            operations = List.copyOf(operations);
            check(operations, workload);
        }
    }

    /** A scenario whose clients do all of their workload, and of which nothing is expected. */
    public Scenario(
            int format,
            long seed,
            String profile,
            int nodes,
            int voters,
            Limits limits,
            ReplicaSpec replica,
            NetworkSpec network,
            DiskSpec disk,
            List<MachineSpec> machines,
            SessionLimits sessions,
            WorkloadSpec workload,
            List<MembershipAction> actions,
            List<Fault> faults,
            long healNanos) {
        this(
                format, seed, profile, nodes, voters, limits, replica, network, disk, machines, sessions, workload,
                actions, faults, healNanos, null, null);
    }

    /** The same scenario, said to fail so; null for nothing said. */
    public Scenario expecting(FailureSignature failure) {
        return new Scenario(
                format,
                seed,
                profile,
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
                failure);
    }

    /** The same scenario, its clients doing just this before the heal; null for all of their workload. */
    public Scenario doing(List<ClientStep> steps) {
        return new Scenario(
                format, seed, profile, nodes, voters, limits, replica, network, disk, machines, sessions, workload,
                actions, faults, healNanos, steps, expect);
    }

    private static void check(List<ClientStep> operations, WorkloadSpec workload) {
        long[] next = new long[workload.clients() + 1];
        for (ClientStep step : operations) {
            if (step.client() > workload.clients() || step.operation() >= workload.operationsPerClient()) {
                throw new IllegalArgumentException("operation " + step.operation() + " of client " + step.client()
                        + " is not one of " + workload.clients() + " clients with " + workload.operationsPerClient()
                        + " operations each");
            }
            if (step.operation() < next[step.client()]) {
                throw new IllegalArgumentException("the operations of client " + step.client()
                        + " stand in order of their numbers, each once, but " + step.operation() + " comes late");
            }
            next[step.client()] = step.operation() + 1;
        }
    }

    private static void check(Fault fault, int nodes) {
        if (isElsewhere(fault.node(), fault.trigger(), nodes)) {
            throw new IllegalArgumentException(
                    "fault " + fault.id() + " speaks of a node that " + nodes + " nodes do not have");
        }
        if (fault.trigger() == null
                && fault.node() == 0
                && fault.shape() != null
                && fault.shape().isAboutANode()) {
            throw new IllegalArgumentException(
                    "fault " + fault.id() + ": the shape " + fault.shape() + " needs a node");
        }
    }

    private static boolean isElsewhere(long node, Trigger trigger, int nodes) {
        return node > nodes || trigger != null && trigger.node() > nodes;
    }
}
