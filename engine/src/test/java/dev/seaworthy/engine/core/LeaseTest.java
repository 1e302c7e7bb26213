package dev.seaworthy.engine.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Leases (thesis §6.4.1) and the promises they stand on (thesis §4.2.3). */
class LeaseTest {
    @Test
    void aLeaderThatAQuorumHasJustAnsweredAnswersReadsAtOnce() {
        TestWorld world = withLease();
        assertTrue(world.core(1).holdsLease());
        assertEquals("1: read-ready read=4 index=1", world.told("read 1"));
    }

    @Test
    void withoutALeaseClockThereIsNoLease() {
        TestWorld world = TestWorld.ledByNode1(3).run("heartbeat 1", "settle 1 2 3");
        assertFalse(world.core(1).holdsLease());
    }

    @Test
    void aLeaseEndsAShortestElectionTimeoutAfterItsRoundLeft() {
        TestWorld world = withLease();
        world.run("pass 149", "timer 1");
        assertTrue(world.core(1).holdsLease());
        world.run("pass 1", "timer 1");
        assertFalse(world.core(1).holdsLease());
    }

    @Test
    void aLeaseIsShortenedByWhatClocksMayDiffer() {
        TestWorld world = TestWorld.ledByNode1(3, "leases 100000").run("heartbeat 1", "settle 1 2 3");
        world.run("pass 134", "timer 1");
        assertTrue(world.core(1).holdsLease());
        world.run("pass 1", "timer 1");
        assertFalse(world.core(1).holdsLease());
    }

    @Test
    void aVoterOfAnOlderReleaseRulesLeasesOut() {
        TestWorld world = TestWorld.ledByNode1(3, "leases 100", "older 3").run("heartbeat 1", "settle 1 2 3");
        assertFalse(world.core(1).holdsLease());
    }

    @Test
    void whoDoesNotRenewItsPromiseAfterARestartDoesNotSayThatItDoes() {
        CoreOptions options = CoreOptions.of(CoreHarness.member(1), CoreHarness.LIMITS, 1);
        assertFalse(Capabilities.have(options.capabilities(), Capabilities.LEASE));
    }

    @Test
    void aTransferVoidsTheLeaseForTheRestOfTheTermAlsoWhereItFails() {
        TestWorld world = withLease().run("transfer 1 2", "drop-all");
        for (int i = 0; i < 8; i++) {
            world.run("heartbeat 1", "settle 1 3");
        }
        assertEquals(RoleName.LEADER, world.core(1).role());
        assertEquals(null, world.core(1).status().transferTarget());
        assertFalse(world.core(1).holdsLease());
    }

    @Test
    void whileJointALeaseNeedsBothHalves() {
        TestWorld world = TestWorld.ledByNode1(3, "leases 100").run("join 4 4", "join 5 5", "change 1 1,2,3+4,5");
        world.run("settle 1 2 3 4 5", "heartbeat 1", "settle 1 2 3 4 5", "heartbeat 1", "settle 1 2 3 4 5");
        world.run("change 1 1,4,5", "drop-all", "pass 160", "timer 1", "heartbeat 1", "settle 1 4 5");
        assertTrue(world.core(1).configuration().isJoint());
        assertFalse(world.core(1).holdsLease());
        world.run("heartbeat 1", "deliver 1->2 AppendEntries", "deliver 1->4 AppendEntries");
        world.run("persist 2", "persist 4", "deliver 2->1 AppendEntriesReply", "deliver 4->1 AppendEntriesReply");
        assertTrue(world.core(1).holdsLease());
    }

    @Test
    void thePromiseIsKeptAfterARestartAndAVoteIsGivenAfterwards() {
        CoreOptions options =
                new CoreOptions(CoreHarness.member(1), CoreHarness.LIMITS, 1, 0, new ClockBound(100), Capabilities.ALL);
        Configuration three = Configuration.ofVoters(CoreHarness.members(3));
        CoreHarness node = CoreHarness.started(
                options, CoreStart.of(three, HardState.INITIAL, Entries.NONE, 0), TestEntries.ofTerms());
        Message question = new Message.PreVote(CoreHarness.member(3), CoreHarness.member(1), 0, EntryId.ZERO);
        node.pass(CoreHarness.LIMITS.electionTimeoutMinNanos() - 1);
        node.receive(question);
        assertEquals(Reason.LEADER_ALIVE, node.ignored());
        node.pass(1);
        node.receive(question);
        assertTrue(node.onlyLeft(Message.PreVoteReply.class).granted());
    }

    private static TestWorld withLease() {
        return TestWorld.ledByNode1(3, "leases 1").run("heartbeat 1", "settle 1 2 3");
    }
}
