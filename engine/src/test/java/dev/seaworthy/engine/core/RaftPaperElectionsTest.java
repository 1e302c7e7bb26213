package dev.seaworthy.engine.core;

import static dev.seaworthy.engine.core.CoreHarness.member;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.Message.AppendEntries;
import dev.seaworthy.engine.core.Message.AppendEntriesReply;
import dev.seaworthy.engine.core.Message.PreVote;
import dev.seaworthy.engine.core.Message.PreVoteReply;
import dev.seaworthy.engine.core.Message.RequestVote;
import dev.seaworthy.engine.core.Message.RequestVoteReply;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Elections: one test per rule of §5.1, §5.2, §5.4.1 and of the thesis' §4.2.3, §6.2 and §9.6. */
class RaftPaperElectionsTest {
    private static final EntryId NEW = new EntryId(9, 9);

    @Test
    void aReplicaStartsAsAFollowerOfNobody() {
        CoreHarness node = CoreHarness.started(1, 3);
        assertEquals(RoleName.FOLLOWER, node.core.role());
        assertEquals(HardState.NOBODY, node.core.leaderId());
    }

    @Test
    void electionTimeoutsAreSpreadBetweenTheirBounds() {
        boolean[] seen = new boolean[3];
        for (long seed = 1; seed <= 60; seed++) {
            CoreHarness node = CoreHarness.started(seed, 60);
            long timeout = node.core.nextDeadlineNanos() - node.now;
            assertTrue(timeout >= 150 && timeout < 300, () -> "timeout " + timeout);
            seen[(int) (timeout - 150) / 50] = true;
        }
        assertTrue(seen[0] && seen[1] && seen[2]);
    }

    @Test
    void aFollowerThatHearsFromItsLeaderInTimeDoesNotCampaign() {
        CoreHarness node = CoreHarness.started(1, 3);
        for (int i = 0; i < 20; i++) {
            node.receive(heartbeat(2, 1, 1));
            node.pass(149);
            node.timer();
        }
        assertEquals(RoleName.FOLLOWER, node.core.role());
    }

    @Test
    void aFollowerThatHearsNothingAsksAroundWithoutRaisingItsTerm() {
        CoreHarness node = CoreHarness.restored(1, 3, new HardState(2, null, 0, false), 1, 2);
        node.timeOut();
        assertEquals(RoleName.PRE_CANDIDATE, node.core.role());
        assertEquals(
                List.of(
                        new PreVote(member(1), member(2), 2, new EntryId(2, 2)),
                        new PreVote(member(1), member(3), 2, new EntryId(2, 2))),
                node.left);
        assertEquals(new HardState(2, null, 0, false), node.core.hardState());
        assertEquals(List.of(), node.effects(Effect.SaveHardState.class));
    }

    @Test
    void aQuorumOfPreVotesStartsTheElectionAndFewerDoNot() {
        CoreHarness node = CoreHarness.started(1, 5);
        node.timeOut();
        node.receive(new PreVoteReply(member(2), member(1), 0, true));
        node.receive(new PreVoteReply(member(2), member(1), 0, true));
        assertEquals(RoleName.PRE_CANDIDATE, node.core.role());
        node.receive(new PreVoteReply(member(3), member(1), 0, true));
        assertEquals(RoleName.CANDIDATE, node.core.role());
        assertEquals(new HardState(1, member(1), 0, false), node.core.hardState());
    }

    @Test
    void aQuorumOfRefusedPreVotesEndsTheCampaign() {
        CoreHarness node = CoreHarness.started(1, 3);
        node.timeOut();
        node.receive(new PreVoteReply(member(2), member(1), 0, false));
        node.receive(new PreVoteReply(member(3), member(1), 0, false));
        assertEquals(RoleName.FOLLOWER, node.core.role());
        assertEquals(0, node.core.term());
    }

    @Test
    void grantingAPreVotePromisesNothing() {
        CoreHarness node = CoreHarness.started(1, 3);
        long deadline = node.core.nextDeadlineNanos();
        node.pass(10);
        node.receive(new PreVote(member(2), member(1), 0, EntryId.ZERO));
        node.receive(new PreVote(member(3), member(1), 0, EntryId.ZERO));
        assertEquals(
                List.of(
                        new PreVoteReply(member(1), member(2), 0, true),
                        new PreVoteReply(member(1), member(3), 0, true)),
                node.left);
        assertEquals(HardState.INITIAL, node.core.hardState());
        assertEquals(deadline, node.core.nextDeadlineNanos());
        assertEquals(0, node.issued());
    }

    @Test
    void aPreVoteIsRefusedToALogThatLacksEntries() {
        CoreHarness node = CoreHarness.restored(1, 3, new HardState(2, null, 0, false), 1, 2);
        node.receive(new PreVote(member(2), member(1), 2, new EntryId(1, 7)));
        assertFalse(node.onlyLeft(PreVoteReply.class).granted());
    }

    @Test
    void aPreVoteOfAnEarlierTermIsAnsweredSoThatItsSenderCatchesUp() {
        CoreHarness node = CoreHarness.restored(1, 3, new HardState(7, null, 0, false), 1);
        node.receive(new PreVote(member(2), member(1), 3, NEW));
        assertEquals(new PreVoteReply(member(1), member(2), 7, false), node.onlyLeft(PreVoteReply.class));
    }

    @Test
    void aPreVoteReplyIsNoVote() {
        CoreHarness node = candidate(3);
        node.persistAll();
        node.receive(new PreVoteReply(member(2), member(1), 1, true));
        node.receive(new PreVoteReply(member(3), member(1), 1, true));
        assertEquals(RoleName.CANDIDATE, node.core.role());
    }

    @Test
    void followerGrantsItsVoteOncePerTerm() {
        CoreHarness node = CoreHarness.started(1, 3);
        node.receive(new RequestVote(member(2), member(1), 1, EntryId.ZERO, false));
        node.receive(new RequestVote(member(3), member(1), 1, EntryId.ZERO, false));
        node.receive(new RequestVote(member(2), member(1), 1, EntryId.ZERO, false));
        node.persistAll();
        assertEquals(
                List.of(
                        new RequestVoteReply(member(1), member(2), 1, true),
                        new RequestVoteReply(member(1), member(3), 1, false),
                        new RequestVoteReply(member(1), member(2), 1, true)),
                node.left);
        assertEquals(new HardState(1, member(2), 0, false), node.core.hardState());
    }

    @Test
    void aNewTermBringsANewVote() {
        CoreHarness node = CoreHarness.started(1, 3);
        node.receive(new RequestVote(member(2), member(1), 1, EntryId.ZERO, false));
        node.receive(new RequestVote(member(3), member(1), 2, EntryId.ZERO, false));
        assertEquals(new HardState(2, member(3), 0, false), node.core.hardState());
    }

    @Test
    void aVoteSurvivesARestart() {
        CoreHarness node = CoreHarness.restored(1, 3, new HardState(4, member(2), 0, false));
        node.receive(new RequestVote(member(3), member(1), 4, NEW, false));
        assertFalse(node.onlyLeft(RequestVoteReply.class).granted());
    }

    @Test
    void aVoteLeavesOnlyOnceItIsDurable() {
        CoreHarness node = CoreHarness.started(1, 3);
        node.receive(new RequestVote(member(2), member(1), 1, EntryId.ZERO, false));
        assertEquals(List.of(), node.left);
        node.persist(node.issued() - 1);
        assertEquals(List.of(), node.left);
        node.persistAll();
        assertTrue(node.onlyLeft(RequestVoteReply.class).granted());
    }

    @Test
    void anyMessageThatSpeaksForATermWaitsUntilTheTermIsDurable() {
        CoreHarness node = CoreHarness.restored(1, 3, new HardState(1, null, 0, false), 1);
        node.receive(heartbeat(2, 5, 0));
        assertEquals(List.of(), node.left);
        node.persistAll();
        assertEquals(5, node.onlyLeft(AppendEntriesReply.class).term());
    }

    @Test
    void theLaterLastTermIsTheNewerLogThoughItBeShorter() {
        assertTrue(grants(new EntryId(3, 1)));
        assertTrue(grants(new EntryId(2, 4)));
        assertTrue(grants(new EntryId(2, 3)));
        assertFalse(grants(new EntryId(2, 2)));
        assertFalse(grants(new EntryId(1, 9)));
    }

    @Test
    void aRefusalDoesNotUseTheVoteUp() {
        CoreHarness node = CoreHarness.restored(1, 3, new HardState(2, null, 0, false), 2);
        node.receive(new RequestVote(member(2), member(1), 3, EntryId.ZERO, false));
        node.receive(new RequestVote(member(3), member(1), 3, new EntryId(2, 1), false));
        assertEquals(new HardState(3, member(3), 0, false), node.core.hardState());
    }

    @Test
    void grantingAVoteGivesTheCandidateTime() {
        CoreHarness node = CoreHarness.started(1, 3);
        node.pass(140);
        node.receive(new RequestVote(member(2), member(1), 1, EntryId.ZERO, false));
        assertTrue(node.core.nextDeadlineNanos() >= node.now + 150);
    }

    @Test
    void aCandidateCountsItsOwnVoteOnceItIsDurable() {
        CoreHarness node = candidate(3);
        node.receive(new RequestVoteReply(member(2), member(1), 1, true));
        assertEquals(RoleName.CANDIDATE, node.core.role());
        assertEquals(List.of(), node.left(RequestVote.class));
        node.persistAll();
        assertEquals(RoleName.LEADER, node.core.role());
    }

    @Test
    void aCandidateAsksForVotesOnlyOnceItsOwnIsDurable() {
        CoreHarness node = candidate(3);
        node.forget();
        node.persistAll();
        assertEquals(
                List.of(
                        new RequestVote(member(1), member(2), 1, EntryId.ZERO, false),
                        new RequestVote(member(1), member(3), 1, EntryId.ZERO, false)),
                node.left);
    }

    @Test
    void aVoteHeardTwiceCountsOnce() {
        CoreHarness node = candidate(5);
        node.persistAll();
        node.receive(new RequestVoteReply(member(2), member(1), 1, true));
        node.receive(new RequestVoteReply(member(2), member(1), 1, true));
        assertEquals(RoleName.CANDIDATE, node.core.role());
        node.receive(new RequestVoteReply(member(3), member(1), 1, true));
        assertEquals(RoleName.LEADER, node.core.role());
    }

    @Test
    void aVoteOfAnEarlierTermDoesNotCount() {
        CoreHarness node = CoreHarness.restored(1, 3, new HardState(5, member(1), 0, false));
        node.timeOut();
        node.receive(new PreVoteReply(member(2), member(1), 5, true));
        node.persistAll();
        node.receive(new RequestVoteReply(member(2), member(1), 5, true));
        assertEquals(Reason.STALE_TERM, node.ignored());
        assertEquals(RoleName.CANDIDATE, node.core.role());
    }

    @Test
    void aQuorumOfRefusalsEndsTheCandidacyWithoutANewTerm() {
        CoreHarness node = candidate(3);
        node.persistAll();
        node.receive(new RequestVoteReply(member(2), member(1), 1, false));
        node.receive(new RequestVoteReply(member(3), member(1), 1, false));
        assertEquals(RoleName.FOLLOWER, node.core.role());
        assertEquals(new HardState(1, member(1), 0, false), node.core.hardState());
    }

    @Test
    void aCandidateThatHearsTheLeaderOfItsTermFollowsIt() {
        CoreHarness node = candidate(3);
        node.receive(heartbeat(2, 1, 0));
        assertEquals(RoleName.FOLLOWER, node.core.role());
        assertEquals(2, node.core.leaderId());
    }

    @Test
    void aHigherTermInAnyMessageMakesALeaderAFollower() {
        List<Message> messages = List.of(
                heartbeat(2, 8, 0),
                new AppendEntriesReply(member(2), member(1), 8, false, 0, EntryId.ZERO, 0, 0),
                new RequestVoteReply(member(2), member(1), 8, false),
                new PreVoteReply(member(2), member(1), 8, false));
        for (Message message : messages) {
            CoreHarness node = CoreHarness.leader(3);
            node.pass(1000);
            node.receive(message);
            assertEquals(RoleName.FOLLOWER, node.core.role(), message::toString);
            assertEquals(new HardState(8, null, 0, false), node.core.hardState());
            assertTrue(node.core.nextDeadlineNanos() >= node.now + 150);
        }
    }

    @Test
    void whoeverHeardFromALivingLeaderHelpsNobodyToReplaceIt() {
        CoreHarness node = CoreHarness.started(1, 3);
        node.receive(heartbeat(2, 1, 0));
        node.persistAll();
        node.forget();
        node.pass(149);
        node.receive(new PreVote(member(3), member(1), 1, NEW));
        node.receive(new RequestVote(member(3), member(1), 6, NEW, false));
        assertEquals(Reason.LEADER_ALIVE, node.ignored());
        assertEquals(List.of(), node.left);
        assertEquals(1, node.core.term());
        node.pass(1);
        node.receive(new RequestVote(member(3), member(1), 6, NEW, false));
        assertEquals(new HardState(6, member(3), 0, false), node.core.hardState());
    }

    @Test
    void aLeaderIsNotUnseatedByACandidate() {
        CoreHarness node = CoreHarness.leader(3);
        node.receive(new RequestVote(member(3), member(1), 6, NEW, false));
        assertEquals(Reason.LEADER_ALIVE, node.ignored());
        assertEquals(RoleName.LEADER, node.core.role());
    }

    @Test
    void aLeaderThatNoQuorumHearsStepsDown() {
        CoreHarness node = CoreHarness.leader(5);
        for (int i = 0; i < 20; i++) {
            node.heartbeat();
            node.receive(reply(2, 1, 0));
            node.receive(reply(3, 1, 0));
        }
        assertEquals(RoleName.LEADER, node.core.role());
        long lastHeard = node.now;
        while (node.now < lastHeard + 300) {
            assertEquals(RoleName.LEADER, node.core.role());
            node.heartbeat();
            node.receive(reply(2, 1, 0));
        }
        assertEquals(RoleName.FOLLOWER, node.core.role());
        assertEquals(1, node.core.term());
        assertTrue(node.core.nextDeadlineNanos() >= node.now + 150);
    }

    @Test
    void aSingleVoterElectsItselfAlsoAfterARestart() {
        CoreHarness node = CoreHarness.restored(1, 1, new HardState(3, member(1), 0, false), 1, 3);
        node.timeOut();
        assertEquals(RoleName.CANDIDATE, node.core.role());
        node.persistAll();
        assertEquals(RoleName.LEADER, node.core.role());
        assertEquals(4, node.core.term());
    }

    @Test
    void aLearnerNeverCampaignsButVotes() {
        Configuration configuration =
                new Configuration(List.of(new Member(2, 2)), List.of(), List.of(new Member(1, 1)));
        CoreHarness node = CoreHarness.restored(1, configuration, HardState.INITIAL, 0, TestEntries.ofTerms());
        node.timeOut();
        assertEquals(RoleName.FOLLOWER, node.core.role());
        node.receive(new RequestVote(member(2), member(1), 1, EntryId.ZERO, false));
        assertEquals(new HardState(1, member(2), 0, false), node.core.hardState());
    }

    @Test
    void whileJointACandidateNeedsBothMajorities() {
        List<Member> all = CoreHarness.members(5);
        Configuration joint =
                new Configuration(all.subList(0, 3), List.of(all.get(0), all.get(3), all.get(4)), List.of());
        CoreHarness node = CoreHarness.restored(1, joint, HardState.INITIAL, 0, TestEntries.ofTerms());
        node.timeOut();
        assertEquals(4, node.left(PreVote.class).size());
        node.receive(new PreVoteReply(member(2), member(1), 0, true));
        node.receive(new PreVoteReply(member(3), member(1), 0, true));
        assertEquals(RoleName.PRE_CANDIDATE, node.core.role());
        node.receive(new PreVoteReply(member(5), member(1), 0, true));
        assertEquals(RoleName.CANDIDATE, node.core.role());
    }

    @Test
    void aShortLogInAHighTermAndALongOneInALowTermElectTheLongOne() {
        ClusterHarness cluster = new ClusterHarness(List.of(
                CoreHarness.restored(1, 3, new HardState(9, null, 0, false), 1),
                CoreHarness.restored(2, 3, new HardState(2, null, 0, false), 1, 2),
                CoreHarness.started(3, 3)));
        cluster.pass(300);
        cluster.node(2).timer();
        cluster.settle(1, 2);
        assertEquals(9, cluster.node(2).core.term());
        cluster.elect(2, 1, 2);
        assertEquals(List.of(1L, 2L, 10L), cluster.node(1).terms());
    }

    @Test
    void aMessageForAnotherNodeIsDropped() {
        CoreHarness node = CoreHarness.started(1, 3);
        node.receive(new RequestVote(member(2), member(3), 5, NEW, false));
        node.receive(new RequestVote(member(1), member(1), 5, NEW, false));
        assertEquals(2, node.effects(Effect.Ignore.class).size());
        assertEquals(Reason.NOT_ADDRESSED, node.ignored());
        assertEquals(0, node.core.term());
    }

    private static boolean grants(EntryId candidateLast) {
        CoreHarness node = CoreHarness.restored(1, 3, new HardState(3, null, 0, false), 1, 2, 2);
        node.receive(new RequestVote(member(2), member(1), 4, candidateLast, false));
        node.persistAll();
        return node.onlyLeft(RequestVoteReply.class).granted();
    }

    private static CoreHarness candidate(int nodes) {
        CoreHarness node = CoreHarness.started(1, nodes);
        node.timeOut();
        for (int peer = 2; peer <= nodes / 2 + 1; peer++) {
            node.receive(new PreVoteReply(member(peer), member(1), 0, true));
        }
        assertEquals(RoleName.CANDIDATE, node.core.role());
        node.left.clear();
        return node;
    }

    private static AppendEntries heartbeat(long from, long term, long prevIndex) {
        EntryId prev = prevIndex == 0 ? EntryId.ZERO : new EntryId(term, prevIndex);
        return new AppendEntries(member(from), member(1), term, prev, 0, 0, -1, Entries.NONE);
    }

    private static AppendEntriesReply reply(long from, long term, long index) {
        return new AppendEntriesReply(member(from), member(1), term, true, index, EntryId.ZERO, 0, 0);
    }
}
