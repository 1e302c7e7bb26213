package dev.seaworthy.sim.scenario;

import dev.seaworthy.engine.core.Limits;
import java.util.List;

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
        clocks = List.copyOf(clocks);
        faults = List.copyOf(faults);
    }
}
