package dev.seaworthy.sim;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.MembershipChange;
import java.util.List;

/**
 * Keeps the faults from asking for what no consensus can give: of every majority that may decide, members that lost
 * something have to stay a minority, or the cluster could not be expected to keep its data. That goes for both halves
 * of a joint configuration, for configurations that are not committed yet, and for those that were asked for and may
 * still come; learners do not count.
 */
final class LossGuard {
    private final World world;

    LossGuard(World world) {
        this.world = world;
    }

    /** Whether the member may lose something now. */
    boolean allows(Member victim) {
        if (!areSafe(world.oracles().committedConfiguration(), victim)) {
            return false;
        }
        long committed = world.oracles().committedConfigurationIndex();
        List<SimNode> nodes = world.nodes();
        for (int i = 0; i < nodes.size(); i++) {
            SimNode node = nodes.get(i);
            if (node.configurationIndex() >= committed && !areSafe(node.configuration(), victim)) {
                return false;
            }
        }
        List<MembershipChange> asked = world.desk().asked();
        for (int i = 0; i < asked.size(); i++) {
            MembershipChange change = asked.get(i);
            if (change.expectedIndex() >= committed && !areSafe(change.target(), victim)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a member's disk is gone, or has lost data that it was not yet given back. */
    boolean hasLost(Member member) {
        SimNode node = world.node((int) member.nodeId());
        return !node.member().equals(member) || node.isRecovering();
    }

    private boolean areSafe(Configuration configuration, Member victim) {
        return isSafe(configuration.voters(), victim) && isSafe(configuration.outgoing(), victim);
    }

    private boolean isSafe(List<Member> voters, Member victim) {
        if (!voters.contains(victim)) {
            return true;
        }
        int lost = 1;
        for (int i = 0; i < voters.size(); i++) {
            lost += !voters.get(i).equals(victim) && hasLost(voters.get(i)) ? 1 : 0;
        }
        return 2 * lost < voters.size();
    }
}
