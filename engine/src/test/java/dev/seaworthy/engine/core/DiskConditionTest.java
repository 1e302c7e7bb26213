package dev.seaworthy.engine.core;

import static dev.seaworthy.engine.core.CoreHarness.member;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a replica does on a disk that takes no entries: nothing that needs space, everything else. */
class DiskConditionTest {
    @Test
    void aLeaderRefusesWhatWouldNeedSpace() {
        for (DiskCondition condition : List.of(DiskCondition.FULL, DiskCondition.BUSY)) {
            CoreHarness leader = CoreHarness.leader(3);
            leader.persistAll();
            leader.disk(condition);
            assertEquals(condition.refusal(), leader.propose(10).refusal());
            MembershipChange change = new MembershipChange(1, Configuration.ofVoters(CoreHarness.members(2)));
            leader.receive(acknowledgement(2, 1, 1));
            assertEquals(
                    condition.refusal(),
                    leader.core.onChangeMembership(leader.now, change).refusal());
            leader.disk(DiskCondition.OK);
            leader.drain();
            assertEquals(condition == DiskCondition.FULL, leader.propose(10).refusal() == Reason.TRANSFERRING);
        }
    }

    @Test
    void whoDoesNotLeadSendsClientsToTheLeaderAllTheSame() {
        CoreHarness follower = CoreHarness.started(1, 3);
        follower.disk(DiskCondition.FULL);
        assertEquals(Reason.NOT_LEADER, follower.propose(10).refusal());
    }

    @Test
    void aDiskThatIsSlowChangesNothing() {
        for (DiskCondition condition : List.of(DiskCondition.OK, DiskCondition.SLOW, DiskCondition.STALLED)) {
            CoreHarness leader = CoreHarness.leader(3);
            leader.disk(condition);
            assertTrue(leader.propose(10).isAccepted());
            assertEquals(condition, leader.core.status().disk());
            assertNull(leader.core.status().transferTarget());
        }
    }

    @Test
    void aFollowerTakesNoEntriesAndTellsOfThoseItHolds() {
        CoreHarness follower = CoreHarness.restored(1, 3, new HardState(2, null, 0, false), 1, 1);
        follower.disk(DiskCondition.FULL);
        follower.receive(append(new EntryId(1, 1), 1, 1, 1));
        assertEquals(Reason.DISK_FULL, follower.ignored());
        assertEquals(2, follower.core.lastEntry().index());
        assertEquals(List.of(), follower.left);

        follower.receive(append(new EntryId(1, 1), 2, 1));
        assertEquals(2, follower.onlyLeft(Message.AppendEntriesReply.class).index());
        assertEquals(2, follower.core.commitIndex());
        assertEquals(2, follower.core.leaderId());
    }

    @Test
    void aFollowerRemovesNothingForEntriesItCannotTake() {
        CoreHarness follower = CoreHarness.restored(1, 3, new HardState(2, null, 0, false), 1, 1);
        follower.disk(DiskCondition.FULL);
        follower.receive(append(new EntryId(1, 1), 1, 2));
        assertEquals(Reason.DISK_FULL, follower.ignored());
        assertEquals(List.of(1L, 1L), follower.terms());
        assertEquals(List.of(), follower.effects(Effect.TruncateLog.class));
    }

    @Test
    void aFollowerAnswersHeartbeatsAndVotes() {
        CoreHarness follower = CoreHarness.restored(1, 3, new HardState(2, null, 0, false), 1);
        follower.disk(DiskCondition.FULL);
        follower.receive(append(new EntryId(1, 1), 1));
        assertTrue(follower.onlyLeft(Message.AppendEntriesReply.class).success());
        follower.pass(1000);
        follower.receive(new Message.RequestVote(member(3), member(1), 3, new EntryId(1, 1), false));
        follower.persistAll();
        assertTrue(follower.onlyLeft(Message.RequestVoteReply.class).granted());
    }

    @Test
    void aFollowerTakesNoSnapshotButKnowsOneThatItHolds() {
        CoreHarness follower = CoreHarness.restored(1, 3, new HardState(2, null, 0, false), 1);
        follower.disk(DiskCondition.BUSY);
        follower.receive(piece(5));
        assertEquals(Reason.DISK_BUSY, follower.ignored());
        assertEquals(List.of(), follower.effects(Effect.ReceiveChunk.class));
        follower.receive(piece(1));
        assertTrue(follower.onlyLeft(Message.InstallSnapshotReply.class).installed());
        follower.disk(DiskCondition.OK);
        follower.receive(piece(5));
        assertEquals(1, follower.effects(Effect.ReceiveChunk.class).size());
    }

    @Test
    void aFullLeaderHandsOverOnceTheOtherHoldsEverything() {
        TestWorld world = TestWorld.ledByNode1(3).run("propose 1 10");
        world.run("disk 1 FULL");
        assertEquals(RoleName.LEADER, world.core(1).role());
        world.run("settle 1 2 3", "settle 1 2 3");
        assertEquals(RoleName.FOLLOWER, world.core(1).role());
        long leader = world.core(1).leaderId();
        assertTrue(leader > 1, "node " + leader + " leads");
        assertTrue(world.told("propose " + leader + " 10").contains("append"));
        world.run("settle 1 2 3", "heartbeat " + leader, "settle 1 2 3");
        assertEquals(4, world.core(leader).commitIndex());
    }

    @Test
    void aFullLeaderAsksAnotherOneWhereTheFirstIsFullItself() {
        for (int withSpace = 2; withSpace <= 3; withSpace++) {
            TestWorld world = TestWorld.ledByNode1(3).run("disk " + (5 - withSpace) + " FULL", "disk 1 FULL");
            for (int i = 0; i < 200 && world.core(1).role() == RoleName.LEADER; i++) {
                world.run("heartbeat 1", "settle 1 2 3");
            }
            assertEquals(RoleName.LEADER, world.core(withSpace).role(), "node " + withSpace + " has space");
            assertEquals(2, world.core(withSpace).term());
        }
    }

    @Test
    void withSpaceNowhereTheLeaderStaysAndAnswersReads() {
        TestWorld world = TestWorld.ledByNode1(3).run("disk 1 FULL", "disk 2 FULL", "disk 3 FULL");
        for (int i = 0; i < 100; i++) {
            world.run("settle 1 2 3", "heartbeat 1");
        }
        world.run("settle 1 2 3");
        assertEquals(RoleName.LEADER, world.core(1).role());
        assertEquals(1, world.core(1).term());
        assertTrue(world.told("read 1", "settle 1 2 3").contains("1: read-ready"));
        assertEquals("1: refused reason=DISK_FULL", world.told("propose 1 10"));
        for (int node = 1; node <= 3; node++) {
            world.run("disk " + node + " OK");
        }
        for (int i = 0; i < 30; i++) {
            world.run("heartbeat 1", "settle 1 2 3");
        }
        assertTrue(world.told("propose 1 10").contains("append"));
    }

    @Test
    void aLeaderThatIsOnlyBusyStays() {
        TestWorld world = TestWorld.ledByNode1(3).run("disk 1 BUSY");
        for (int i = 0; i < 30; i++) {
            world.run("heartbeat 1", "settle 1 2 3");
        }
        assertEquals(RoleName.LEADER, world.core(1).role());
        assertEquals(1, world.core(1).term());
    }

    @Test
    void aFullDiskIsNotAskedToLead() {
        TestWorld world = TestWorld.ledByNode1(3).run("disk 2 FULL", "transfer 1 2");
        assertTrue(world.told("settle 1 2 3").contains("reason=DISK_FULL"));
        assertEquals(RoleName.FOLLOWER, world.core(2).role());
    }

    @Test
    void aFollowerWithoutSpaceIsGivenWhatItLacksWhenThereIsSpaceAgain() {
        TestWorld world = TestWorld.ledByNode1(3).run("disk 3 FULL");
        for (int i = 0; i < 20; i++) {
            world.run("propose 1 10 10", "settle 1 2 3", "heartbeat 1", "settle 1 2 3");
        }
        assertEquals(41, world.core(1).commitIndex());
        assertEquals(1, world.core(3).lastEntry().index());
        assertEquals(1, world.core(3).leaderId());
        world.run("disk 3 OK");
        for (int i = 0; i < 4; i++) {
            world.run("heartbeat 1", "settle 1 2 3");
        }
        assertEquals(41, world.core(3).commitIndex());
        assertEquals(41, world.core(3).lastEntry().index());
    }

    @Test
    void whoHasNoSpaceLeavesTheFirstCampaignToOthers() {
        CoreHarness full = CoreHarness.leader(3);
        full.disk(DiskCondition.FULL);
        full.receive(append(EntryId.ZERO, 2));
        long wait = full.core.nextDeadlineNanos() - full.now;
        assertTrue(wait >= 2 * CoreHarness.LIMITS.electionTimeoutMinNanos(), () -> "campaigns after " + wait + " ns");
    }

    @Test
    void theConditionIsPartOfTheState() {
        CoreHarness follower = CoreHarness.started(1, 3);
        byte[] before = follower.core.encode();
        follower.disk(DiskCondition.FULL);
        assertEquals(DiskCondition.FULL, follower.fork().core.status().disk());
        follower.disk(DiskCondition.OK);
        assertArrayEquals(before, follower.core.encode());
    }

    @Test
    void onlyTwoConditionsKeepEntriesOut() {
        for (DiskCondition condition : DiskCondition.values()) {
            boolean keepsOut = condition == DiskCondition.FULL || condition == DiskCondition.BUSY;
            assertEquals(keepsOut, condition.refusal() != null, condition.name());
        }
        assertFalse(DiskCondition.BUSY.refusal() == DiskCondition.FULL.refusal());
    }

    /** What the leader of term 2, node 2, sends to node 1; each entry by its term. */
    private static Message append(EntryId prev, long leaderCommit, long... terms) {
        return new Message.AppendEntries(
                member(2), member(1), 2, prev, leaderCommit, 0, Progress.UNKNOWN, TestEntries.ofTerms(terms));
    }

    private static Message piece(long lastIndex) {
        SnapshotMeta snapshot = new SnapshotMeta(
                new EntryId(1, lastIndex), 0, 0, Configuration.ofVoters(CoreHarness.members(3)), 10, 1, lastIndex);
        return new Message.InstallSnapshot(member(2), member(1), 2, snapshot, 0, () -> 5);
    }

    private static Message acknowledgement(long from, long term, long index) {
        return new Message.AppendEntriesReply(member(from), member(1), term, true, index, EntryId.ZERO, 0, 0);
    }
}
