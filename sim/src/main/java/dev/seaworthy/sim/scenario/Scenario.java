package dev.seaworthy.sim.scenario;

import dev.seaworthy.engine.core.Limits;
import java.util.List;
import java.util.TreeSet;

/**
 * All that decides a run, as data: the same scenario gives the same run on every machine.
 *
 * @param format version of this form of scenario; {@link #FORMAT}
 * @param seed keys every draw of the run
 * @param profile which part of the portfolio it was drawn from; informative
 * @param nodes how many replicas; all vote
 * @param limits bounds and timeouts of the engine
 * @param checkpointEntries how many entries a replica applies between two checkpoints
 * @param network the network without faults
 * @param disk the disks without faults
 * @param clocks a clock per node, in order of node id from 1
 * @param workload what clients do
 * @param faults what goes wrong
 * @param healNanos when every fault ends, in virtual nanoseconds; from then on the cluster must come to rest
 */
public record Scenario(
        int format,
        long seed,
        String profile,
        int nodes,
        Limits limits,
        int checkpointEntries,
        NetworkSpec network,
        DiskSpec disk,
        List<ClockSpec> clocks,
        WorkloadSpec workload,
        List<Fault> faults,
        long healNanos) {
    /** The form this code reads and writes. */
    public static final int FORMAT = 1;

    private static final long HEAL_MAX_NANOS = 3_600_000_000_000L;

    public Scenario {
        if (format != FORMAT) {
            throw new IllegalArgumentException("scenario of format " + format + ", this code knows " + FORMAT);
        }
        if (nodes < 1 || nodes > 9) {
            throw new IllegalArgumentException("a scenario has 1 to 9 nodes, not " + nodes);
        }
        if (clocks.size() != nodes) {
            throw new IllegalArgumentException(
                    "a scenario of " + nodes + " nodes needs as many clocks, not " + clocks.size());
        }
        if (checkpointEntries < 1) {
            throw new IllegalArgumentException("checkpointEntries is at least 1, not " + checkpointEntries);
        }
        if (healNanos < 1 || healNanos > HEAL_MAX_NANOS) {
            throw new IllegalArgumentException(
                    "healNanos lies between 1 and " + HEAL_MAX_NANOS + ", an hour, not at " + healNanos);
        }
        clocks = List.copyOf(clocks);
        faults = List.copyOf(faults);
        TreeSet<Integer> ids = new TreeSet<>();
        for (Fault fault : faults) {
            check(fault, nodes);
            if (!ids.add(fault.id())) {
                throw new IllegalArgumentException("two faults have the id " + fault.id());
            }
        }
    }

    private static void check(Fault fault, int nodes) {
        Trigger trigger = fault.trigger();
        if (fault.node() > nodes || trigger != null && trigger.node() > nodes) {
            throw new IllegalArgumentException(
                    "fault " + fault.id() + " speaks of a node that " + nodes + " nodes do not have");
        }
        if (trigger == null
                && fault.node() == 0
                && fault.shape() != null
                && fault.shape().isAboutANode()) {
            throw new IllegalArgumentException(
                    "fault " + fault.id() + ": the shape " + fault.shape() + " needs a node");
        }
    }
}
