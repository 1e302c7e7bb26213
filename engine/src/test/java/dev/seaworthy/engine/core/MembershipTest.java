package dev.seaworthy.engine.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Changes of who takes part: §6 and chapter 4 of the thesis. */
class MembershipTest {
    @Test
    void aConfigurationIsInForceAsSoonAsItIsAppended() {
        TestWorld world = TestWorld.ledByNode1(3);
        world.run("change 1 1,2");
        assertEquals(CoreHarness.members(2), world.core(1).configuration().voters());
        assertEquals(1, world.core(1).commitIndex());
    }

    @Test
    void oneVoterLessIsOneEntryAndTwoAreJoint() {
        assertFalse(TestWorld.ledByNode1(5)
                .run("change 1 1,2,3,4")
                .core(1)
                .configuration()
                .isJoint());
        assertTrue(TestWorld.ledByNode1(5)
                .run("change 1 1,2,3")
                .core(1)
                .configuration()
                .isJoint());
    }

    @Test
    void theJointStateIsLeftOnceItIsCommitted() {
        TestWorld world = TestWorld.ledByNode1(5).run("change 1 1,2,3", "settle 1 2 3 4 5");
        assertEquals(
                Configuration.ofVoters(CoreHarness.members(3)), world.core(1).configuration());
        assertEquals(3, world.core(1).configurationIndex());
        assertEquals(3, world.core(1).commitIndex());
    }

    @Test
    void aChangeComputedFromAnotherConfigurationIsRefused() {
        TestWorld world = TestWorld.ledByNode1(3);
        assertEquals("1: refused reason=CONFIGURATION_CHANGED", world.told("change 1 1,2 expecting 9"));
    }

    @Test
    void whatIsThereAlreadyIsNoChange() {
        assertEquals(
                "1: refused reason=NOTHING_TO_CHANGE", TestWorld.ledByNode1(3).told("change 1 1,2,3"));
    }

    @Test
    void onlyALeaderChangesMembers() {
        assertEquals("2: refused reason=NOT_LEADER", TestWorld.ledByNode1(3).told("change 2 1,2"));
    }

    @Test
    void aNewVoterHasToBeALearnerFirst() {
        TestWorld world = TestWorld.ledByNode1(3).run("join 4 4");
        assertEquals("1: refused reason=NOT_CAUGHT_UP", world.told("change 1 1,2,3,4"));
    }

    @Test
    void aLearnerThatNeverAnsweredIsNotPromoted() {
        TestWorld world = TestWorld.ledByNode1(3).run("join 4 4", "change 1 1,2,3+4", "settle 1 2 3");
        assertEquals("1: refused reason=NOT_CAUGHT_UP", world.told("change 1 1,2,3,4"));
    }

    @Test
    void aLearnerThatKeepsPaceIsPromoted() {
        TestWorld world = withLearner();
        world.run("change 1 1,2,3,4", "settle 1 2 3 4");
        assertEquals(CoreHarness.members(4), world.core(1).configuration().voters());
    }

    @Test
    void aLearnerThatFellBehindIsNotPromoted() {
        TestWorld world = withLearner();
        world.run("propose 1 10", "settle 1 2 3", "pass 40", "propose 1 10", "settle 1 2 3");
        // It answers heartbeats, and so is alive, but what it holds stays where it was.
        for (int i = 0; i < 4; i++) {
            world.run("heartbeat 1", "drop 1->4 AppendEntries", "settle 1 2 3");
        }
        assertEquals("1: refused reason=NOT_CAUGHT_UP", world.told("change 1 1,2,3,4"));
    }

    @Test
    void aVoterThatIsDemotedVotesUntilTheChangeIsDone() {
        TestWorld world = TestWorld.ledByNode1(5).run("change 1 1,2,3+4,5");
        assertTrue(world.core(1).configuration().isVoter(CoreHarness.member(5)));
        world.run("settle 1 2 3 4 5");
        assertFalse(world.core(1).configuration().isVoter(CoreHarness.member(5)));
        assertTrue(world.core(1).configuration().contains(CoreHarness.member(5)));
    }

    @Test
    void aNodesNewDiskTakesThePlaceOfTheOldOne() {
        TestWorld world = TestWorld.ledByNode1(3)
                .run("wipe 3 99", "change 1 1,2,3+3/99", "settle 1 2 3", "heartbeat 1", "settle 1 2 3")
                .run("change 1 1,2,3/99", "settle 1 2 3", "heartbeat 1", "settle 1 2 3");
        List<Member> voters = List.of(CoreHarness.member(1), CoreHarness.member(2), new Member(3, 99));
        assertEquals(voters, world.core(1).configuration().voters());
        assertEquals(voters, world.core(3).configuration().voters());
        assertEquals(world.core(1).commitIndex(), world.core(3).commitIndex());
    }

    @Test
    void aRemovedLeaderNoLongerCampaigns() {
        TestWorld world = TestWorld.ledByNode1(3).run("change 1 2,3", "settle 1 2 3", "heartbeat 2", "settle 1 2 3");
        assertEquals(RoleName.FOLLOWER, world.core(1).role());
        assertEquals("", world.told("pass 1000", "campaign 1"));
    }

    @Test
    void aNodeThatIsYetToJoinFindsTheFirstConfigurationInTheLog() {
        TestWorld world = withLearner();
        assertEquals(
                Configuration.ofVoters(CoreHarness.members(3)), world.core(4).configurationAt(1));
        assertTrue(world.core(4).configuration().learners().contains(CoreHarness.member(4)));
    }

    private static TestWorld withLearner() {
        return TestWorld.ledByNode1(3)
                .run("join 4 4", "change 1 1,2,3+4", "settle 1 2 3 4", "heartbeat 1", "settle 1 2 3 4")
                .run("heartbeat 1", "settle 1 2 3 4");
    }
}
