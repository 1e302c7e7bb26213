package dev.seaworthy.engine.core;

import java.util.List;

/**
 * The steps from one configuration to another (§6, thesis §4.1, §4.3). Pure arithmetic.
 *
 * <p>A change of at most one voter is one step: any majority of the old voters and any of the new ones then have a voter
 * in common. Everything else goes by way of the joint configuration, in which decisions need both.
 */
public final class ConfigurationChange {
    private ConfigurationChange() {}

    /** Whether {@code target} can be reached from the plain {@code current} in one step. */
    public static boolean isSimple(Configuration current, Configuration target) {
        assert !current.isJoint() && !target.isJoint() : current + ", " + target;
        int changed = 0;
        for (Member voter : current.voters()) {
            changed += target.voters().contains(voter) ? 0 : 1;
        }
        for (Member voter : target.voters()) {
            changed += current.voters().contains(voter) ? 0 : 1;
        }
        return changed <= 1;
    }

    /** What to append first on the way from the plain {@code current} to the plain {@code target}. */
    public static Configuration firstStep(Configuration current, Configuration target) {
        return isSimple(current, target) ? target : joint(current, target);
    }

    /** The joint configuration between two plain ones. */
    public static Configuration joint(Configuration current, Configuration target) {
        return new Configuration(target.voters(), current.voters(), target.learners());
    }

    /** What is left of a joint configuration when the outgoing voters have gone. */
    public static Configuration left(Configuration joint) {
        assert joint.isJoint() : joint;
        return new Configuration(joint.voters(), List.of(), joint.learners());
    }
}
