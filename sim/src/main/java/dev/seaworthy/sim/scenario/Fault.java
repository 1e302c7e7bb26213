package dev.seaworthy.sim.scenario;

/**
 * One thing that goes wrong on purpose: at a time, or when a trigger fires.
 *
 * @param id identifies it within the scenario; every draw that concerns the fault is keyed by it
 * @param kind what goes wrong
 * @param shape which links are cut; null unless {@code kind} is {@link FaultKind#PARTITION}
 * @param node which node it concerns; 0 for the one that pulled the trigger, or for all where the kind is not about one
 *     node
 * @param atNanos when it strikes, in virtual nanoseconds; ignored where there is a trigger
 * @param trigger what makes it strike; null for one with a time
 * @param forNanos how long it lasts, in virtual nanoseconds; the heal time ends it in any case
 */
public record Fault(
        int id, FaultKind kind, PartitionShape shape, long node, long atNanos, Trigger trigger, long forNanos) {
    public Fault {
        if (kind == null) {
            throw new IllegalArgumentException("fault " + id + " has no kind");
        }
        if ((kind == FaultKind.PARTITION) != (shape != null)) {
            throw new IllegalArgumentException("fault " + id + ": exactly a partition has a shape");
        }
        if (atNanos < 0 || forNanos < 1 || node < 0) {
            throw new IllegalArgumentException("fault " + id + " needs atNanos >= 0, forNanos >= 1 and node >= 0");
        }
    }
}
