package dev.seaworthy.engine.core;

import static dev.seaworthy.engine.core.CoreHarness.member;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** A replica whose disk has lost entries that it had acknowledged. */
class RecoveryTest {
    private static final HardState LOST = new HardState(3, null, 1, true);

    @Test
    void itGrantsNeitherVoteNorPreVote() {
        CoreHarness node = CoreHarness.restored(1, 3, LOST, 1);
        node.receive(new Message.PreVote(member(2), member(1), 3, new EntryId(9, 9)));
        assertFalse(node.onlyLeft(Message.PreVoteReply.class).granted());
        node.receive(new Message.RequestVote(member(2), member(1), 3, new EntryId(9, 9), false));
        assertFalse(node.onlyLeft(Message.RequestVoteReply.class).granted());
    }

    @Test
    void itDoesNotCampaign() {
        CoreHarness node = CoreHarness.restored(1, 3, LOST, 1);
        node.timeOut();
        node.timeOut();
        assertEquals(RoleName.FOLLOWER, node.core.role());
        assertEquals(0, node.left.size());
    }

    @Test
    void whatItAcknowledgesAnewCounts() {
        TestWorld world = lost().run("settle 1 2", "heartbeat 1", "settle 1 2");
        assertEquals(2, world.core(1).commitIndex());
    }

    @Test
    void itIsToldOnceItHoldsAllThatTheLeaderHeldWhenItHeardOfTheLoss() {
        TestWorld world = lost();
        assertTrue(world.core(2).status().recovering());
        world.run("heartbeat 1", "settle 1 2", "heartbeat 1");
        assertTrue(world.core(2).status().recovering());
        world.run("settle 1 2", "heartbeat 1", "settle 1 2");
        assertFalse(world.core(2).status().recovering());
        assertEquals(1, world.core(2).status().incarnation());
    }

    @Test
    void aNewLeaderTellsItAnew() {
        TestWorld world = lost().run("pass 300", "timer 1", "campaign 1", "settle 1 3", "heartbeat 1", "settle 1 3");
        assertTrue(world.core(2).status().recovering());
        world.run("heartbeat 1", "settle 1 2 3", "heartbeat 1", "settle 1 2 3", "heartbeat 1", "settle 1 2 3");
        assertFalse(world.core(2).status().recovering());
    }

    @Test
    void aCrashInBetweenLeavesItRecovering() {
        TestWorld world = lost().run("heartbeat 1", "deliver 1->2 AppendEntries", "crash 2", "restart 2");
        assertTrue(world.core(2).status().recovering());
    }

    @Test
    void whatIsSaidToAnEarlierIncarnationDoesNotEndARecovery() {
        CoreHarness node = CoreHarness.restored(1, 3, new HardState(3, null, 2, true), 1);
        node.receive(new Message.AppendEntries(member(2), member(1), 3, EntryId.ZERO, 0, 0, 1, Entries.NONE));
        assertTrue(node.core.hardState().recovering());
        node.receive(new Message.AppendEntries(member(2), member(1), 3, EntryId.ZERO, 0, 0, 2, Entries.NONE));
        assertFalse(node.core.hardState().recovering());
    }

    /** Node 2 acknowledged entry 2 of node 1's, and has lost it; node 3 never had it. */
    private static TestWorld lost() {
        return TestWorld.ledByNode1(3)
                .run("propose 1 10", "deliver 1->2 AppendEntries", "persist 2", "drop-all")
                .run("crash 2", "lose 2 2", "restart 2");
    }
}
