package dev.seaworthy.engine.core;

import static dev.seaworthy.engine.core.CoreHarness.member;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * The rules of the Raft paper (Ongaro and Ousterhout, extended version) that concern more than one server at a time,
 * sentence by sentence: changes of membership (§6), snapshots (§7) and clients (§8). Figure 2 and §5, and the sentences
 * that other tests hold, are listed in {@link RaftPaperIndexTest}.
 */
class RaftPaperTest {
    private static final Configuration THREE = Configuration.ofVoters(CoreHarness.members(3));

    @Nested
    class Section6ChangesOfMembership {
        @Test
        void entriesGoToTheServersOfBothConfigurations() {
            TestWorld world = joint();
            world.run("quietly drop-all");
            String sent = world.told("propose 1 10");
            for (int peer = 2; peer <= 5; peer++) {
                assertTrue(sent.contains("to=" + peer + "/" + peer), sent);
            }
        }

        @Test
        void anEntryIsCommittedByBothMajoritiesOnly() {
            TestWorld world = joint();
            world.run(
                    "deliver 1->4 AppendEntries", "deliver 1->5 AppendEntries", "persist 1", "persist 4", "persist 5");
            world.run("deliver 4->1", "deliver 5->1");
            assertEquals(
                    2,
                    world.core(1).commitIndex(),
                    "1, 4 and 5 are the new voters, but only one of them is an old one");
            world.run("deliver 1->2 AppendEntries", "persist 2", "deliver 2->1");
            assertEquals(3, world.core(1).commitIndex());
        }

        @Test
        void aServerOfEitherConfigurationMayLead() {
            for (int candidate = 3; candidate <= 4; candidate++) {
                TestWorld world = joint();
                world.run("deliver 1->2", "deliver 1->3", "deliver 1->4", "deliver 1->5", "drop-all", "crash 1");
                String told = world.told("pass 300", "campaign " + candidate, "settle 2 3 4 5");
                // Node 3 is not in the new configuration: it leads until that is committed.
                assertTrue(told.contains(candidate + ": role role=LEADER"), told);
            }
        }

        @Test
        void theNewConfigurationIsAppendedOnceTheJointOneIsCommitted() {
            TestWorld world = withLearners().run("propose 1 10", "change 1 1,4,5", "persist 1");
            world.run("deliver 1->2", "persist 2", "deliver 2->1", "deliver 1->4", "persist 4", "deliver 4->1");
            assertEquals(3, world.core(1).commitIndex(), "the entry before");
            assertTrue(world.core(1).configuration().isJoint());
            world.run("deliver 1->2", "persist 2", "deliver 2->1", "deliver 1->4", "persist 4", "deliver 4->1");
            assertEquals(4, world.core(1).commitIndex());
            assertFalse(world.core(1).configuration().isJoint());
            assertEquals(5, world.core(1).configurationIndex());
        }

        @Test
        void whoeverLeadsNextFinishesAChangeThatIsInItsLog() {
            TestWorld world = joint();
            world.run("deliver 1->2", "deliver 1->4", "deliver 1->5", "drop-all", "crash 1", "pass 300");
            world.run("campaign 2", "settle 2 3 4 5", "heartbeat 2", "settle 2 3 4 5");
            assertEquals("1,4,5", voters(world.core(3)));
            assertEquals(world.core(2).commitIndex(), world.core(3).commitIndex());
        }

        @Test
        void whoeverLeadsNextKnowsNothingOfAChangeThatIsNotInItsLog() {
            TestWorld world = joint();
            world.run(
                    "deliver 1->4", "deliver 1->5", "drop-all", "crash 1", "pass 300", "campaign 2", "settle 2 3 4 5");
            assertEquals("1,2,3", voters(world.core(2)));
            assertEquals("1,2,3", voters(world.core(4)), "the change is gone from the logs that had it");
        }

        @Test
        void theOldServersCanBeSwitchedOffOnceTheNewConfigurationIsCommitted() {
            TestWorld world = joint();
            world.run("settle 1 2 3 4 5", "heartbeat 1", "settle 1 2 3 4 5", "crash 2", "crash 3");
            long before = world.core(1).commitIndex();
            world.run("propose 1 10", "settle 1 4 5");
            assertEquals(before + 1, world.core(1).commitIndex());
        }

        @Test
        void newServersAreBroughtUpToDateBeforeTheyVote() {
            TestWorld world = TestWorld.ledByNode1(3).run("join 4 4");
            assertEquals("1: refused reason=NOT_CAUGHT_UP", world.told("change 1 1,2,3,4"));
        }

        @Test
        void aLeaderOutsideOfTheNewConfigurationDoesNotCountItself() {
            TestWorld world = TestWorld.ledByNode1(3).run("change 1 2,3", "persist 1");
            world.run("deliver 1->2", "persist 2", "deliver 2->1");
            assertEquals(1, world.core(1).commitIndex(), "1 and 2 hold it, but 1 is no voter");
            world.run("deliver 1->3", "persist 3", "deliver 3->1");
            assertEquals(2, world.core(1).commitIndex());
        }

        @Test
        void aLeaderOutsideOfTheNewConfigurationLeadsUntilThatIsCommittedAndNoLonger() {
            TestWorld world = TestWorld.ledByNode1(3).run("change 1 2,3", "persist 1");
            world.run("deliver 1->2", "persist 2", "deliver 2->1");
            assertEquals(RoleName.LEADER, world.core(1).role());
            world.run("deliver 1->3", "persist 3", "deliver 3->1");
            assertEquals(RoleName.FOLLOWER, world.core(1).role());
        }

        @Test
        void aServerThatWasRemovedDoesNotDisturbThoseThatHearTheirLeader() {
            TestWorld world = TestWorld.ledByNode1(3).run("change 1 1,2", "settle 1 2");
            for (int i = 0; i < 7; i++) {
                world.run("heartbeat 1", "settle 1 2");
            }
            world.run("campaign 3", "deliver 3->1", "deliver 3->2");
            assertEquals(RoleName.LEADER, world.core(1).role());
            assertEquals(1, world.core(2).term());
        }

        /** On the way from voters 1, 2 and 3 to voters 1, 4 and 5; nobody but node 1 knows. */
        private TestWorld joint() {
            return withLearners().run("change 1 1,4,5");
        }

        private TestWorld withLearners() {
            return TestWorld.ledByNode1(3)
                    .run("join 4 4", "join 5 5", "change 1 1,2,3+4,5", "settle 1 2 3 4 5")
                    .run("heartbeat 1", "settle 1 2 3 4 5", "heartbeat 1", "settle 1 2 3 4 5");
        }

        private String voters(RaftCore core) {
            return String.join(
                    ",",
                    core.configuration().voters().stream()
                            .map(each -> Long.toString(each.nodeId()))
                            .toList());
        }
    }

    @Nested
    class Section7Snapshots {
        @Test
        void everyServerTakesItsOwn() {
            TestWorld world = withEntries().run("snapshot 2 50");
            assertEquals(2, world.core(2).snapshot().last().index());
            assertNull(world.core(1).snapshot());
        }

        @Test
        void theEntryAfterASnapshotIsCheckedAgainstTheLastOneInIt() {
            CoreHarness node = followerWithSnapshot(8);
            node.receive(append(new EntryId(2, 8), 3));
            node.persistAll();
            assertFalse(node.left(Message.AppendEntriesReply.class).stream().anyMatch(reply -> reply.index() > 8));
            node.receive(append(new EntryId(1, 8), 3));
            node.persistAll();
            assertTrue(node.left(Message.AppendEntriesReply.class).stream()
                    .anyMatch(reply -> reply.success() && reply.index() == 9));
        }

        @Test
        void aCandidateWhoseLogIsAllSnapshotStandsByTheLastEntryInIt() {
            CoreHarness node = followerWithSnapshot(8);
            node.timeOut();
            assertEquals(
                    new EntryId(1, 8), node.left(Message.PreVote.class).get(0).last());
        }

        @Test
        void aSnapshotHoldsTheConfigurationInForceAtItsLastEntry() {
            TestWorld world = withEntries().run("change 1 1,2", "settle 1 2", "snapshot 1 50");
            assertEquals(
                    CoreHarness.members(2),
                    world.core(1).snapshot().configuration().voters());
            assertEquals(3, world.core(1).snapshot().configurationIndex());
        }

        @Test
        void whatASnapshotCoversLeavesTheLog() {
            TestWorld world = withEntries().run("snapshot 1 50");
            assertEquals(new EntryId(1, 2), world.core(1).baseEntry());
            assertEquals(new EntryId(1, 2), world.core(1).lastEntry());
        }

        @Test
        void aFollowerIsSentASnapshotWhereItsNextEntryHasLeftTheLog() {
            TestWorld world = TestWorld.ledByNode1(3).run("propose 1 10", "settle 1 2", "snapshot 1 50", "persist 1");
            world.run("heartbeat 1", "deliver 1->3 AppendEntries");
            assertTrue(world.told("deliver 3->1 AppendEntriesReply").contains("message=InstallSnapshot"));
        }

        @Test
        void aPieceOfAnEarlierTermIsAnsweredAtOnceAndNotTaken() {
            CoreHarness node = follower(2);
            node.receive(append(2, new EntryId(1, 2), 2));
            node.persistAll();
            node.forget();
            receive(node, snapshot(8), 0, 10);
            node.persistAll();
            assertEquals(List.of(), node.effects(Effect.ReceiveChunk.class));
            assertEquals(2, node.onlyLeft(Message.InstallSnapshotReply.class).term());
        }

        @Test
        void theFirstPieceBeginsASnapshotAndEachGoesWhereItBelongs() {
            CoreHarness node = follower(2);
            receive(node, snapshot(8), 0, 10);
            receive(node, snapshot(8), 10, 10);
            assertEquals(
                    List.of(new Effect.ReceiveChunk(snapshot(8), 0), new Effect.ReceiveChunk(snapshot(8), 10)),
                    node.effects(Effect.ReceiveChunk.class));
        }

        @Test
        void eachPieceIsAnsweredAndNothingIsInstalledBeforeTheLast() {
            CoreHarness node = follower(2);
            receive(node, snapshot(8), 0, 10);
            Message.InstallSnapshotReply reply = node.onlyLeft(Message.InstallSnapshotReply.class);
            assertEquals(10, reply.offset());
            assertFalse(reply.installed());
            assertEquals(List.of(), node.effects(Effect.FinishSnapshot.class));
            receive(node, snapshot(8), 10, 10);
            assertEquals(1, node.effects(Effect.FinishSnapshot.class).size());
            assertEquals(List.of(), node.effects(Effect.InstallSnapshot.class), "it has to be verified first");
        }

        @Test
        void whereTheLogHoldsTheSnapshotsLastEntryWhatFollowsItStays() {
            CoreHarness node = CoreHarness.restored(1, 3, new HardState(1, null, 0, false), 1, 1, 1, 1);
            receive(node, snapshot(3), 0, 20);
            node.persistAll();
            assertEquals(new EntryId(1, 4), node.core.lastEntry());
            assertEquals(List.of(), node.effects(Effect.ReceiveChunk.class));
            assertTrue(node.onlyLeft(Message.InstallSnapshotReply.class).installed());
        }

        @Test
        void whereItDoesNotTheWholeLogGoesAndTheStateIsTheSnapshots() {
            CoreHarness node = CoreHarness.restored(1, 3, new HardState(3, null, 0, false), 1, 1, 2, 2);
            SnapshotMeta snapshot = new SnapshotMeta(new EntryId(3, 3), 0, 0, THREE, 20, 0, 3);
            node.receive(new Message.InstallSnapshot(member(2), member(1), 3, snapshot, 0, () -> 20));
            node.core.onSnapshotReceived(node.now, snapshot, true);
            node.drain();
            assertEquals(1, node.effects(Effect.InstallSnapshot.class).size());
            assertEquals(new EntryId(3, 3), node.core.baseEntry());
            assertEquals(new EntryId(3, 3), node.core.lastEntry());
            assertEquals(3, node.core.commitIndex());
        }

        @Test
        void aSnapshotOlderThanWhatIsCommittedTakesNothingAway() {
            CoreHarness node = follower(6);
            receive(node, snapshot(4), 0, 20);
            assertEquals(List.of(), node.effects(Effect.ReceiveChunk.class));
            assertEquals(6, node.core.commitIndex());
            assertEquals(new EntryId(1, 6), node.core.lastEntry());
        }

        private TestWorld withEntries() {
            return TestWorld.ledByNode1(3).run("propose 1 10", "settle 1 2 3", "heartbeat 1", "settle 1 2 3");
        }

        private CoreHarness followerWithSnapshot(long index) {
            CoreHarness node = follower(2);
            receive(node, snapshot(index), 0, 20);
            node.core.onSnapshotReceived(node.now, snapshot(index), true);
            node.drain();
            node.persistAll();
            node.forget();
            return node;
        }

        /** Node 1, following node 2 in term 1, with so many committed entries. */
        private CoreHarness follower(int entries) {
            CoreHarness node = CoreHarness.started(1, 3);
            long[] terms = new long[entries];
            Arrays.fill(terms, 1);
            node.receive(append(1, EntryId.ZERO, entries, terms));
            node.persistAll();
            node.forget();
            return node;
        }

        private Message append(EntryId prev, long term) {
            return append(term, prev, prev.index(), term);
        }

        private Message append(long term, EntryId prev, long commit) {
            return append(term, prev, commit, term);
        }

        private Message append(long term, EntryId prev, long commit, long... terms) {
            return new Message.AppendEntries(
                    member(2), member(1), term, prev, commit, 0, Progress.UNKNOWN, TestEntries.ofTerms(terms));
        }

        private void receive(CoreHarness node, SnapshotMeta snapshot, long offset, int bytes) {
            node.receive(new Message.InstallSnapshot(member(2), member(1), 1, snapshot, offset, () -> bytes));
        }

        private SnapshotMeta snapshot(long index) {
            return new SnapshotMeta(new EntryId(1, index), 0, 0, THREE, 20, 0, index);
        }
    }

    @Nested
    class Section8Clients {
        @Test
        void whoeverDoesNotLeadRefusesAndNamesTheLeaderItLastHeardFrom() {
            TestWorld world = TestWorld.ledByNode1(3);
            assertEquals("2: refused reason=NOT_LEADER", world.told("propose 2 10"));
            assertEquals(1, world.core(2).leaderId());
        }

        @Test
        void aLeaderCommitsAnEntryOfItsOwnTermBeforeItAnswersReads() {
            CoreHarness leader = CoreHarness.leader(3);
            leader.read();
            leader.flush();
            leader.receive(answer(0, 1));
            assertEquals(List.of(), leader.effects(Effect.ReadReady.class), "confirmed, but nothing is committed");
            leader.persistAll();
            leader.receive(answer(1, 1));
            assertEquals(1, leader.effects(Effect.ReadReady.class).size());
        }

        private Message answer(long index, long readSequence) {
            return new Message.AppendEntriesReply(member(2), member(1), 1, true, index, EntryId.ZERO, readSequence, 0);
        }

        @Test
        void aLeaderThatHasBeenReplacedAnswersNoRead() {
            TestWorld world = TestWorld.ledByNode1(3).run("pass 300", "campaign 2", "settle 2 3");
            assertEquals(RoleName.LEADER, world.core(2).role());
            assertEquals(RoleName.LEADER, world.core(1).role(), "it does not know yet");
            world.run("propose 2 10", "settle 2 3");
            String answer = world.told("read 1", "settle 1 2 3");
            assertFalse(answer.contains("read-ready"), answer);
            assertTrue(answer.contains("read-failed"), answer);
        }

        @Test
        void aReadIsAnsweredOnceAMajorityHasAnsweredAHeartbeat() {
            TestWorld world = TestWorld.ledByNode1(3);
            assertFalse(world.told("read 1").contains("read-ready"));
            world.run("deliver 1->2");
            assertTrue(world.told("deliver 2->1").contains("read-ready read=1 index=1"));
        }
    }
}
