package dev.seaworthy.engine.core;

import static dev.seaworthy.engine.core.CoreHarness.member;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Compares the arithmetic with definitions that count subsets, in every small world there is. */
class QuorumTest {
    private static final int NODES = 4;
    private static final int VALUES = 3;

    @Test
    void majoritiesOfTheSameVotersAlwaysIntersect() {
        for (int voters = 1; voters < 100; voters++) {
            assertEquals(true, 2 * Quorum.majority(voters) > voters);
            assertEquals(true, 2 * (Quorum.majority(voters) - 1) <= voters);
        }
    }

    @Test
    void reachedIsTheLargestValueThatSomeQuorumHasReached() {
        int worlds = 0;
        for (Configuration configuration : everyConfiguration()) {
            for (int code = 0; code < power(VALUES, NODES); code++) {
                int values = code;
                assertEquals(
                        naiveReached(configuration, values),
                        Quorum.reached(configuration, member -> digit(values, member.nodeId(), VALUES)),
                        () -> configuration + " " + values);
                worlds++;
            }
        }
        assertEquals(15 * 16 * 81, worlds);
    }

    @Test
    void voteIsWonLostOrPendingByWhatTheMissingAnswersCanStillChange() {
        for (Configuration configuration : everyConfiguration()) {
            for (int code = 0; code < power(3, NODES); code++) {
                int answers = code;
                Tally tally = new Tally();
                for (int node = 1; node <= NODES; node++) {
                    if (digit(answers, node, 3) != 0) {
                        tally.record(member(node), digit(answers, node, 3) == 1);
                    }
                }
                assertEquals(
                        naiveVote(configuration, answers),
                        Quorum.vote(configuration, tally),
                        () -> configuration + " " + answers);
            }
        }
    }

    @Test
    void answersOfStrangersCountForNothing() {
        Tally tally = new Tally();
        tally.record(member(7), true);
        tally.record(member(8), true);
        tally.record(member(9), false);
        Configuration configuration = Configuration.ofVoters(List.of(member(1), member(2), member(3)));
        assertEquals(Quorum.Vote.PENDING, Quorum.vote(configuration, tally));
    }

    @Test
    void whatAnotherDiskOfANodeSaysIsWhatAStrangerSays() {
        Member wiped = new Member(2, 99);
        Tally tally = new Tally();
        tally.record(member(1), true);
        tally.record(wiped, true);
        Configuration configuration = Configuration.ofVoters(List.of(member(1), member(2), member(3)));
        assertEquals(Quorum.Vote.PENDING, Quorum.vote(configuration, tally));
        assertEquals(0, Quorum.reached(configuration, member -> member.equals(wiped) || member.nodeId() == 1 ? 5 : 0));
    }

    @Test
    void learnersAreNotCounted() {
        Configuration configuration = new Configuration(List.of(member(1)), List.of(), List.of(member(2), member(3)));
        Tally tally = new Tally();
        tally.record(member(2), true);
        tally.record(member(3), true);
        assertEquals(0, Quorum.reached(configuration, member -> member.nodeId() == 1 ? 0 : 9));
        assertEquals(Quorum.Vote.PENDING, Quorum.vote(configuration, tally));
    }

    @Test
    void aVoterOnItsWayOutCountsUntilTheJointConfigurationIsLeftThoughItIsALearnerAlready() {
        Configuration joint = new Configuration(List.of(member(1)), List.of(member(2)), List.of(member(2)));
        assertEquals(3, Quorum.reached(joint, member -> member.nodeId() == 1 ? 9 : 3));
        assertEquals(9, Quorum.reached(ConfigurationChange.left(joint), member -> member.nodeId() == 1 ? 9 : 3));
    }

    @Test
    void whereNobodyVotesNothingIsInTheWay() {
        assertEquals(Long.MAX_VALUE, Quorum.reached(Configuration.NONE, member -> 0));
        assertEquals(Quorum.Vote.WON, Quorum.vote(Configuration.NONE, new Tally()));
    }

    /** By definition: the largest value such that the nodes at or above it are a quorum. */
    private static long naiveReached(Configuration configuration, int values) {
        long best = -1;
        for (int value = 0; value < VALUES; value++) {
            int set = 0;
            for (int node = 1; node <= NODES; node++) {
                if (digit(values, node, VALUES) >= value) {
                    set |= 1 << node;
                }
            }
            if (isQuorum(configuration, set)) {
                best = value;
            }
        }
        return best;
    }

    /**
     * By definition: won where those who granted are a quorum; lost where they would not be even if all who are silent
     * granted.
     */
    private static Quorum.Vote naiveVote(Configuration configuration, int answers) {
        int granted = 0;
        int notRefused = 0;
        for (int node = 1; node <= NODES; node++) {
            granted |= digit(answers, node, 3) == 1 ? 1 << node : 0;
            notRefused |= digit(answers, node, 3) != 2 ? 1 << node : 0;
        }
        if (isQuorum(configuration, granted)) {
            return Quorum.Vote.WON;
        }
        return isQuorum(configuration, notRefused) ? Quorum.Vote.PENDING : Quorum.Vote.LOST;
    }

    private static boolean isQuorum(Configuration configuration, int set) {
        return isMajority(configuration.voters(), set)
                && (configuration.outgoing().isEmpty() || isMajority(configuration.outgoing(), set));
    }

    private static boolean isMajority(List<Member> voters, int set) {
        long inside = voters.stream()
                .filter(voter -> (set & 1 << voter.nodeId()) != 0)
                .count();
        return inside > voters.size() - inside;
    }

    private static List<Configuration> everyConfiguration() {
        List<Configuration> all = new ArrayList<>();
        for (int voters = 1; voters < 1 << NODES; voters++) {
            for (int outgoing = 0; outgoing < 1 << NODES; outgoing++) {
                all.add(new Configuration(members(voters), members(outgoing), List.of()));
            }
        }
        return all;
    }

    private static List<Member> members(int set) {
        List<Member> members = new ArrayList<>();
        for (int node = 1; node <= NODES; node++) {
            if ((set & 1 << (node - 1)) != 0) {
                members.add(member(node));
            }
        }
        return members;
    }

    private static Member member(long nodeId) {
        return new Member(nodeId, 1);
    }

    private static int digit(int code, long node, int base) {
        int rest = code;
        for (int i = 1; i < node; i++) {
            rest /= base;
        }
        return rest % base;
    }

    private static int power(int base, int exponent) {
        int result = 1;
        for (int i = 0; i < exponent; i++) {
            result *= base;
        }
        return result;
    }
}
