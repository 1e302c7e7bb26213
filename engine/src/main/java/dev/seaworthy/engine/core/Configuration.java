package dev.seaworthy.engine.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Who takes part. A value: changes make a new one, which is an entry of the log and active as soon as it is appended.
 *
 * <p>While {@code outgoing} is not empty the configuration is joint (§6): a decision needs a majority of {@code voters}
 * and a majority of {@code outgoing}. A voter that is to become a learner is in {@code outgoing} and {@code learners}
 * meanwhile.
 *
 * <p>Members are told apart by node and disk: a node that is to come back on a new disk can be there twice, as the
 * voter it was and the learner it is.
 *
 * @param voters who votes and counts towards commit, ascending, without repeats
 * @param outgoing the voters of the configuration that is being left, ascending; empty unless joint
 * @param learners who receives the log but does not count, ascending, apart from {@code voters}
 */
public record Configuration(List<Member> voters, List<Member> outgoing, List<Member> learners) {
    /** Nobody: what a node knows that has yet to join. It decides nothing, and nobody in it is ever elected. */
    public static final Configuration NONE = new Configuration(List.of(), List.of(), List.of());

    /** Most voters, most outgoing voters and most learners; every message and snapshot has room for so many. */
    public static final int MEMBERS_MAX = 1024;

    public Configuration {
        voters = ascending("voters", voters);
        outgoing = ascending("outgoing", outgoing);
        learners = ascending("learners", learners);
        if (voters.isEmpty() && !(outgoing.isEmpty() && learners.isEmpty())) {
            throw new IllegalArgumentException("a configuration needs at least one voter");
        }
        for (Member learner : learners) {
            if (Collections.binarySearch(voters, learner) >= 0) {
                throw new IllegalArgumentException(learner + " is both voter and learner");
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

    /** Whether this member votes: in either half, while joint. */
    public boolean isVoter(Member member) {
        return voters.contains(member) || outgoing.contains(member);
    }

    /** Whether it takes part in any way. */
    public boolean contains(Member member) {
        return isVoter(member) || learners.contains(member);
    }

    /** The size of its encoded form, the payload of the entry that holds it, in bytes. */
    public int encodedBytes() {
        return 7 + 16 * (voters.size() + outgoing.size() + learners.size());
    }

    /** Every member once: voters, then those only outgoing, then those only learners. */
    public List<Member> members() {
        List<Member> members = new ArrayList<>(voters);
        for (Member member : outgoing) {
            if (!voters.contains(member)) {
                members.add(member);
            }
        }
        for (Member member : learners) {
            if (!outgoing.contains(member)) {
                members.add(member);
            }
        }
        return members;
    }

    /** This configuration with one more learner; a voter becomes one. */
    public Configuration withLearner(Member member) {
        return new Configuration(without(voters, member), outgoing, with(learners, member));
    }

    /** This configuration with one more voter; a learner becomes one. */
    public Configuration withVoter(Member member) {
        return new Configuration(with(voters, member), outgoing, without(learners, member));
    }

    /** This configuration without a member. */
    public Configuration without(Member member) {
        return new Configuration(without(voters, member), outgoing, without(learners, member));
    }

    /**
     * This configuration with {@code fresh} in the place of {@code old}: a node's new disk for its lost one.
     *
     * @throws IllegalArgumentException where {@code old} is neither voter nor learner, or a learner is to be replaced
     *     by a voter
     */
    public Configuration replacing(Member old, Member fresh) {
        if (!voters.contains(old) && !learners.contains(old)) {
            throw new IllegalArgumentException(old + " cannot be replaced: it is not in " + this);
        }
        return voters.contains(old)
                ? new Configuration(with(without(voters, old), fresh), outgoing, without(learners, fresh))
                : new Configuration(voters, outgoing, with(without(learners, old), fresh));
    }

    private static List<Member> with(List<Member> members, Member member) {
        List<Member> more = new ArrayList<>(members);
        int at = 0;
        while (at < more.size() && more.get(at).compareTo(member) < 0) {
            at++;
        }
        if (at == more.size() || !more.get(at).equals(member)) {
            more.add(at, member);
        }
        return more;
    }

    private static List<Member> without(List<Member> members, Member member) {
        List<Member> fewer = new ArrayList<>(members);
        fewer.remove(member);
        return fewer;
    }

    private static List<Member> ascending(String name, List<Member> members) {
        if (members.size() > MEMBERS_MAX) {
            throw new IllegalArgumentException(
                    "a configuration has at most " + MEMBERS_MAX + " " + name + ", not " + members.size());
        }
        for (int i = 1; i < members.size(); i++) {
            if (members.get(i - 1).compareTo(members.get(i)) >= 0) {
                throw new IllegalArgumentException(
                        name + " must be in ascending order of node and disk, without repeats: " + members);
            }
        }
        return List.copyOf(members);
    }
}
