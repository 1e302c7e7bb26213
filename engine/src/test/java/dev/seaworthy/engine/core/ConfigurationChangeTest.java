package dev.seaworthy.engine.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** §6: at no moment may two majorities decide without each other. Every plain configuration of four nodes is tried. */
class ConfigurationChangeTest {
    private static final int NODES = 4;
    private static final int SETS = 1 << NODES;

    @Test
    void onTheWayFromAnyConfigurationToAnyOtherEveryQuorumMeetsTheNextOnes() {
        int steps = 0;
        for (Configuration current : plainConfigurations()) {
            for (Configuration target : plainConfigurations()) {
                Configuration at = current;
                Configuration next = ConfigurationChange.firstStep(current, target);
                while (!at.equals(next)) {
                    assertEveryQuorumMeets(at, next);
                    at = next;
                    next = at.isJoint() ? ConfigurationChange.left(at) : at;
                    steps++;
                }
                assertEquals(target, at);
            }
        }
        assertTrue(steps > 15 * 15, steps + " steps");
    }

    @Test
    void oneVoterMoreOrLessOrNoneIsOneStep() {
        Configuration three = voters(1, 2, 3);
        assertTrue(ConfigurationChange.isSimple(three, three));
        assertTrue(ConfigurationChange.isSimple(three, three.withVoter(member(4))));
        assertTrue(ConfigurationChange.isSimple(three, three.without(member(2))));
        assertTrue(ConfigurationChange.isSimple(three, three.withLearner(member(3))));
        assertTrue(
                ConfigurationChange.isSimple(three, three.withLearner(member(4)).withLearner(member(5))));
    }

    @Test
    void twoVotersAreNotOneStepAlsoWhereOneComesForTheOther() {
        Configuration three = voters(1, 2, 3);
        assertFalse(ConfigurationChange.isSimple(three, voters(1, 2, 3, 4, 5)));
        assertFalse(ConfigurationChange.isSimple(three, voters(1)));
        assertFalse(ConfigurationChange.isSimple(three, voters(1, 2, 4)));
        assertFalse(ConfigurationChange.isSimple(three, three.replacing(member(3), new Member(3, 99))));
    }

    @Test
    void theFirstConfigurationOfAllMayHaveOneVoter() {
        assertEquals(voters(1), ConfigurationChange.firstStep(Configuration.NONE, voters(1)));
        assertRefused("at least one voter", () -> ConfigurationChange.firstStep(Configuration.NONE, voters(1, 2)));
    }

    @Test
    void aVoterThatIsToBecomeALearnerVotesUntilTheJointConfigurationIsLeft() {
        Configuration target = voters(4, 5).withLearner(member(3));
        Configuration joint = ConfigurationChange.firstStep(voters(1, 2, 3), target);
        assertEquals(members(4, 5), joint.voters());
        assertEquals(members(1, 2, 3), joint.outgoing());
        assertTrue(joint.isVoter(member(3)));
        assertEquals(members(3), joint.learners());
        assertEquals(target, ConfigurationChange.left(joint));
    }

    @Test
    void aJointConfigurationIsLeftBeforeTheNextChange() {
        Configuration joint = ConfigurationChange.joint(voters(1), voters(2));
        String reason = "a joint configuration has to be left before";
        assertRefused(reason, () -> ConfigurationChange.isSimple(joint, voters(2)));
        assertRefused(reason, () -> ConfigurationChange.firstStep(joint, voters(3)));
        assertRefused(reason, () -> ConfigurationChange.joint(joint, voters(3)));
    }

    @Test
    void onlyAJointConfigurationIsLeft() {
        assertRefused("only a joint configuration can be left", () -> ConfigurationChange.left(voters(1)));
        assertRefused("only a joint configuration can be left", () -> ConfigurationChange.left(Configuration.NONE));
    }

    @Test
    void nobodyAsksForAJointConfigurationOrForNobody() {
        Configuration joint = ConfigurationChange.joint(voters(1), voters(2));
        assertRefused("a plain configuration", () -> ConfigurationChange.firstStep(voters(1), joint));
        assertRefused("a plain configuration", () -> new MembershipChange(0, joint));
        assertRefused("at least one voter", () -> ConfigurationChange.firstStep(voters(1), Configuration.NONE));
        assertRefused("at least one voter", () -> new MembershipChange(0, Configuration.NONE));
    }

    private static void assertEveryQuorumMeets(Configuration one, Configuration other) {
        for (int set = 0; set < SETS; set++) {
            for (int apart = 0; apart < SETS; apart++) {
                assertFalse(
                        (set & apart) == 0 && isQuorum(one, set) && isQuorum(other, apart),
                        one + " and " + other + " decide apart");
            }
        }
    }

    private static boolean isQuorum(Configuration configuration, int set) {
        return Quorum.reached(configuration, member -> set >>> (member.nodeId() - 1) & 1) == 1;
    }

    private static List<Configuration> plainConfigurations() {
        List<Configuration> all = new ArrayList<>();
        for (int set = 1; set < SETS; set++) {
            List<Member> members = new ArrayList<>();
            for (int node = 1; node <= NODES; node++) {
                if ((set >>> (node - 1) & 1) == 1) {
                    members.add(member(node));
                }
            }
            all.add(Configuration.ofVoters(members));
        }
        return all;
    }

    private static void assertRefused(String reason, Executable change) {
        String message = assertThrows(IllegalArgumentException.class, change).getMessage();
        assertTrue(message.contains(reason), message);
    }

    private static Configuration voters(int... nodes) {
        return Configuration.ofVoters(members(nodes));
    }

    private static List<Member> members(int... nodes) {
        List<Member> members = new ArrayList<>();
        for (int node : nodes) {
            members.add(member(node));
        }
        return members;
    }

    private static Member member(int node) {
        return new Member(node, 1);
    }
}
