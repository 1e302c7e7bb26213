package dev.seaworthy.engine.core;

import static dev.seaworthy.engine.core.CoreHarness.member;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Leadership transfer, thesis §3.10. */
class TransferTest {
    @Test
    void theTargetLeadsAtOnceAndTheOldLeaderIsTold() {
        TestWorld world = TestWorld.ledByNode1(3);
        String told = world.told("transfer 1 2", "settle 1 2 3");
        assertEquals(RoleName.LEADER, world.core(2).role());
        assertTrue(told.contains("1: transfer-ended target=2/2 reason=TRANSFERRED"), told);
    }

    @Test
    void theBestTargetIsTheOneWithTheLongestLog() {
        TestWorld world = TestWorld.ledByNode1(3).run("propose 1 10", "settle 1 3");
        assertTrue(world.told("transfer 1 0").contains("TimeoutNow from=1/1 to=3/3"));
    }

    @Test
    void theTargetIsBroughtUpToDateFirst() {
        TestWorld world = TestWorld.ledByNode1(3).run("propose 1 10", "hold 1->2 AppendEntries as entry", "settle 1 3");
        assertEquals("", world.told("transfer 1 2"));
        String told = world.told("release entry", "persist 2", "deliver 2->1");
        assertTrue(told.contains("TimeoutNow from=1/1 to=2/2 term=1 last=1/2"), told);
    }

    @Test
    void nothingNewIsTakenInMeanwhile() {
        TestWorld world = TestWorld.ledByNode1(3).run("transfer 1 2");
        assertEquals("1: refused reason=TRANSFERRING", world.told("propose 1 10"));
        assertEquals("1: refused reason=TRANSFERRING", world.told("change 1 1,2"));
        assertEquals("1: refused reason=TRANSFERRING", world.told("transfer 1 3"));
    }

    @Test
    void aTransferThatDoesNotComeAboutIsGivenUp() {
        TestWorld world = TestWorld.ledByNode1(3).run("transfer 1 2", "drop-all");
        for (int i = 0; i < 7; i++) {
            world.run("heartbeat 1", "settle 1 3");
        }
        assertEquals(null, world.core(1).status().transferTarget());
        assertEquals(RoleName.LEADER, world.core(1).role());
        assertTrue(world.told("propose 1 10").contains("append"));
    }

    @Test
    void nobodyTakesOverWhoIsNoVoterOrNotThere() {
        TestWorld world = TestWorld.ledByNode1(3).run("join 4 4", "change 1 1,2,3+4", "settle 1 2 3 4");
        assertEquals("1: refused reason=NO_TARGET", world.told("transfer 1 4"));
        assertEquals("1: refused reason=NO_TARGET", world.told("transfer 1 9"));
        assertEquals("1: refused reason=NO_TARGET", world.told("transfer 1 1"));
        assertEquals("2: refused reason=NOT_LEADER", world.told("transfer 2 1"));
    }

    @Test
    void anOrderOfAnEarlierTermOrOfAnotherThanTheLeaderIsNotObeyed() {
        CoreHarness node = CoreHarness.restored(1, 3, new HardState(3, null, 0, false), 3);
        node.receive(new Message.TimeoutNow(member(2), member(1), 2, new EntryId(3, 1)));
        assertEquals(Reason.STALE_TERM, node.ignored());
        node.receive(new Message.TimeoutNow(member(2), member(1), 3, new EntryId(3, 1)));
        assertEquals(Reason.UNEXPECTED_IN_ROLE, node.ignored());
        assertEquals(RoleName.FOLLOWER, node.core.role());
    }

    @Test
    void aRecoveringReplicaDoesNotTakeOver() {
        CoreHarness node = CoreHarness.restored(1, 3, new HardState(3, null, 1, true), 3);
        node.receive(new Message.AppendEntries(
                member(2), member(1), 3, new EntryId(3, 1), 0, 0, Progress.UNKNOWN, Entries.NONE));
        node.receive(new Message.TimeoutNow(member(2), member(1), 3, new EntryId(3, 1)));
        assertEquals(Reason.RECOVERING, node.ignored());
    }

    @Test
    void anElectionTheLeaderWantsIsHelpedAlthoughTheLeaderIsAlive() {
        TestWorld world = TestWorld.ledByNode1(3).run("heartbeat 1", "settle 1 2 3", "transfer 1 2", "deliver 1->2");
        world.run("persist 2", "deliver 2->3 RequestVote", "persist 3", "deliver 3->2");
        assertEquals(RoleName.LEADER, world.core(2).role());
    }
}
