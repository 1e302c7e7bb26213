package dev.seaworthy.sim.scenario;

/**
 * One thing that the operator of the cluster sets out to do: at a time, or when a trigger fires. It does one after the
 * other.
 *
 * @param id identifies it within the scenario; every draw that concerns the action is keyed by it
 * @param kind what it wants
 * @param manner how it goes about it
 * @param node which machine it concerns; 0 for one that suits: a spare or a learner to take in, the leader to demote,
 *     remove or swap, the best to transfer to
 * @param count how many machines a {@link ActionKind#SWAP} exchanges at most; 1 for every other kind
 * @param atNanos when it begins, in virtual nanoseconds; ignored where there is a trigger
 * @param trigger what makes it begin, and whom it asks first; null for one with a time
 */
public record MembershipAction(
        int id, ActionKind kind, Manner manner, long node, int count, long atNanos, Trigger trigger) {
    public MembershipAction {
        if (kind == null || manner == null) {
            throw new IllegalArgumentException("action " + id + " needs a kind and a manner");
        }
        if (atNanos < 0 || count < 1 || node < 0) {
            throw new IllegalArgumentException("action " + id + " needs atNanos >= 0, count >= 1 and node >= 0");
        }
    }
}
