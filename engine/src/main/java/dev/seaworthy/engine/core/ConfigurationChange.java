package dev.seaworthy.engine.core;

import java.util.List;

/**
 * The steps from one configuration to another (§6, thesis §4.1, §4.3). Pure arithmetic.
 *
 * <p>A change of at most one voter is one step: any majority of the old voters and any of the new ones then have a
 * voter in common. Everything else goes by way of the joint configuration, in which decisions need both.
 */
public final class ConfigurationChange {
    private ConfigurationChange() {}

    /**
     * Whether {@code target} can be reached from {@code current} in one step.
     *
     * @throws IllegalArgumentException where one of them is joint, or nobody votes in {@code target}
     */
    public static boolean isSimple(Configuration current, Configuration target) {
        check(current, target);
        int changed = 0;
        for (Member voter : current.voters()) {
            changed += target.voters().contains(voter) ? 0 : 1;
        }
        for (Member voter : target.voters()) {
            changed += current.voters().contains(voter) ? 0 : 1;
        }
        return changed <= 1;
    }

    /**
     * What to append first on the way from {@code current} to {@code target}.
     *
     * @throws IllegalArgumentException where one of them is joint, or nobody votes in {@code target}; where nobody
     *     votes in {@code current} and one step does not reach {@code target}
     */
    public static Configuration firstStep(Configuration current, Configuration target) {
        return isSimple(current, target) ? target : joint(current, target);
    }

    /**
     * The joint configuration between two plain ones.
     *
     * @throws IllegalArgumentException where one of them is joint, or nobody votes in one of them
     */
    public static Configuration joint(Configuration current, Configuration target) {
        check(current, target);
        if (current.voters().isEmpty()) {
            throw new IllegalArgumentException(
                    "to be left jointly, a configuration needs at least one voter: " + current);
        }
        return new Configuration(target.voters(), current.voters(), target.learners());
    }

    /**
     * What is left of a joint configuration when the outgoing voters have gone.
     *
     * @throws IllegalArgumentException where it is not joint
     */
    public static Configuration left(Configuration joint) {
        if (!joint.isJoint()) {
            throw new IllegalArgumentException("only a joint configuration can be left, not " + joint);
        }
        return new Configuration(joint.voters(), List.of(), joint.learners());
    }

    private static void check(Configuration current, Configuration target) {
        if (current.isJoint()) {
            throw new IllegalArgumentException(
                    "a joint configuration has to be left before the next change: " + current);
        }
        if (target.isJoint()) {
            throw new IllegalArgumentException("the target of a change is a plain configuration, not " + target);
        }
        if (target.voters().isEmpty()) {
            throw new IllegalArgumentException("a configuration needs at least one voter: " + target);
        }
    }
}
