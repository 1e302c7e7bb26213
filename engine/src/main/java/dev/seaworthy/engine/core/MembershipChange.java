package dev.seaworthy.engine.core;

/**
 * A wish to change who takes part: compare-and-set on the configuration it was computed from.
 *
 * @param expectedIndex the index of the entry that holds the configuration the change was computed from; where another
 *     one is in force by then, the change is refused
 * @param target the configuration to reach; not joint, that is the leader's business
 */
public record MembershipChange(long expectedIndex, Configuration target) {
    public MembershipChange {
        if (target.isJoint()) {
            throw new IllegalArgumentException("the target of a change is a plain configuration, not " + target);
        }
        if (target.voters().isEmpty()) {
            throw new IllegalArgumentException("a configuration needs at least one voter: " + target);
        }
    }
}
