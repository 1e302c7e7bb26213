package dev.seaworthy.engine.core;

import java.util.List;

/**
 * Who takes part. A value: changes make a new one, which is an entry of the log and active as soon as it is appended.
 *
 * <p>While {@code outgoing} is not empty the configuration is joint (§6): a decision needs a majority of {@code voters}
 * and a majority of {@code outgoing}.
 *
 * @param voters who votes and counts towards commit, ascending, without repeats, never empty
 * @param outgoing the voters of the configuration that is being left, ascending; empty unless joint
 * @param learners who receives the log but does not count, ascending, apart from {@code voters}
 */
public record Configuration(List<Member> voters, List<Member> outgoing, List<Member> learners) {
    public Configuration {
        voters = ascending("voters", voters);
        outgoing = ascending("outgoing", outgoing);
        learners = ascending("learners", learners);
        if (voters.isEmpty()) {
            throw new IllegalArgumentException("a configuration needs at least one voter");
        }
        for (Member learner : learners) {
            if (contains(voters, learner.nodeId())) {
                throw new IllegalArgumentException("node " + learner.nodeId() + " is both voter and learner");
            }
        }
    }

    /** A plain configuration with these voters. */
    public static Configuration ofVoters(List<Member> voters) {
        return new Configuration(voters, List.of(), List.of());
    }

    /** Whether decisions need two majorities. */
    public boolean isJoint() {
        return !outgoing.isEmpty();
    }

    /** Whether this node votes: in either half, while joint. */
    public boolean isVoter(long nodeId) {
        return contains(voters, nodeId) || contains(outgoing, nodeId);
    }

    static boolean contains(List<Member> members, long nodeId) {
        for (Member member : members) {
            if (member.nodeId() == nodeId) {
                return true;
            }
        }
        return false;
    }

    private static List<Member> ascending(String name, List<Member> members) {
        for (int i = 1; i < members.size(); i++) {
            if (members.get(i - 1).nodeId() >= members.get(i).nodeId()) {
                throw new IllegalArgumentException(
                        name + " must be in ascending order of node id, without repeats: " + members);
            }
        }
        return List.copyOf(members);
    }
}
