package dev.seaworthy.engine.core;

import static dev.seaworthy.engine.core.CoreHarness.member;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.Message.AppendEntries;
import dev.seaworthy.engine.core.Message.AppendEntriesReply;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Commitment (§5.3, §5.4.2), reads (thesis §6.4), refusals and the halt. */
class RaftPaperCommitmentTest {
    @Test
    void aLeaderCountsOnlyItsOwnDurableEntries() {
        CoreHarness node = CoreHarness.leader(3);
        node.flush();
        node.receive(acknowledgement(2, 1, 1, 0));
        assertEquals(0, node.core.commitIndex());
        node.persistAll();
        assertEquals(1, node.core.commitIndex());
    }

    @Test
    void aQuorumOfOthersCommitsWithoutTheLeadersDisk() {
        CoreHarness node = CoreHarness.leader(3);
        node.flush();
        node.receive(acknowledgement(2, 1, 1, 0));
        node.receive(acknowledgement(3, 1, 1, 0));
        assertEquals(1, node.core.commitIndex());
    }

    @Test
    void aSingleVoterCommitsOnceDurable() {
        CoreHarness node = CoreHarness.leader(1);
        node.propose(1);
        assertEquals(0, node.core.commitIndex());
        node.persistAll();
        assertEquals(2, node.core.commitIndex());
    }

    @Test
    void anEntryOfAnEarlierTermIsNotCommittedByCountingReplicas() {
        CoreHarness node = CoreHarness.restored(1, 3, new HardState(4, null, 0, false), 1, 2);
        node.campaignAndWin();
        node.flush();
        node.persistAll();
        node.receive(acknowledgement(2, 5, 2, 0));
        assertEquals(0, node.core.commitIndex());
        node.receive(acknowledgement(2, 5, 3, 0));
        assertEquals(3, node.core.commitIndex());
    }

    @Test
    void figureEightReplacesAnEntryThatAMajorityHoldsButNobodyCommitted() {
        // The situation of figure 8 (c): node 1 has spread the entry of term 2 to nodes 2 and 3; node 5 holds one of
        // term 3.
        ClusterHarness cluster = new ClusterHarness(List.of(
                CoreHarness.restored(1, 5, new HardState(3, null, 0, false), 1, 2),
                CoreHarness.restored(2, 5, new HardState(3, null, 0, false), 1, 2),
                CoreHarness.restored(3, 5, new HardState(3, null, 0, false), 1),
                CoreHarness.restored(4, 5, new HardState(3, null, 0, false), 1),
                CoreHarness.restored(5, 5, new HardState(3, member(5), 0, false), 1, 3)));
        CoreHarness first = cluster.node(1);
        first.campaignAndWin();
        first.forget();
        first.persistAll();
        first.receive(acknowledgement(2, 4, 2, 0));
        first.receive(acknowledgement(3, 4, 2, 0));
        assertEquals(0, first.core.commitIndex());
        first.left.clear();

        // (d): node 5 wins with the votes of 3 and 4 and overwrites the entry of term 2 everywhere.
        cluster.elect(5, 3, 4, 5);
        cluster.pass(50);
        cluster.node(5).timer();
        cluster.settle(2, 3, 4, 5);
        assertEquals(3L, cluster.node(2).core.termAt(2));
        assertEquals(3, cluster.node(5).core.commitIndex());
        cluster.assertCommittedEntriesAgree();
    }

    @Test
    void onceItsOwnTermIsCommittedEverythingBeforeItIs() {
        ClusterHarness cluster = ClusterHarness.of(3);
        cluster.elect(1, 1, 2, 3);
        cluster.node(1).propose(1);
        cluster.settle(1, 2, 3);
        assertEquals(2, cluster.node(1).core.commitIndex());
        cluster.pass(50);
        cluster.node(1).timer();
        cluster.settle(1, 2, 3);
        assertEquals(2, cluster.node(3).core.commitIndex());
        cluster.elect(2, 2, 3);
        assertEquals(3, cluster.node(2).core.commitIndex());
        cluster.assertCommittedEntriesAgree();
    }

    @Test
    void learnersDoNotCountTowardsCommit() {
        Configuration configuration = new Configuration(
                List.of(new Member(1, 1), new Member(2, 2)), List.of(), List.of(new Member(3, 3), new Member(4, 4)));
        CoreHarness node = CoreHarness.restored(1, configuration, HardState.INITIAL, 0, TestEntries.ofTerms());
        node.campaignAndWin();
        node.flush();
        assertEquals(3, node.carriers().size());
        node.persistAll();
        node.receive(acknowledgement(3, 1, 1, 0));
        node.receive(acknowledgement(4, 1, 1, 0));
        assertEquals(0, node.core.commitIndex());
        node.receive(acknowledgement(2, 1, 1, 0));
        assertEquals(1, node.core.commitIndex());
    }

    @Test
    void aReadWaitsForTheFirstCommitOfTheTerm() {
        CoreHarness node = CoreHarness.restored(
                1,
                Configuration.ofVoters(CoreHarness.members(3)),
                new HardState(1, null, 0, false),
                1,
                TestEntries.ofTerms(1, 1));
        node.campaignAndWin();
        node.forget();
        assertTrue(node.read().isAccepted());
        node.flush();
        node.receive(acknowledgement(2, 2, 2, 1));
        assertEquals(List.of(), node.effects(Effect.ReadReady.class));
        node.persistAll();
        node.receive(acknowledgement(2, 2, 3, 1));
        assertEquals(List.of(new Effect.ReadReady(1, 3)), node.effects(Effect.ReadReady.class));
    }

    @Test
    void aReadIsConfirmedOnlyByMessagesThatLeftAfterIt() {
        CoreHarness node = leaderThatCommitted();
        node.heartbeat();
        AppendEntries early = node.left(AppendEntries.class).get(0);
        assertEquals(0, early.readSequence());
        node.forget();
        node.read();
        node.receive(acknowledgement(2, 1, 1, early.readSequence()));
        assertEquals(List.of(), node.effects(Effect.ReadReady.class));
        node.flush();
        assertEquals(
                List.of(1L, 1L),
                node.left(AppendEntries.class).stream()
                        .map(AppendEntries::readSequence)
                        .toList());
        node.receive(acknowledgement(2, 1, 1, 1));
        assertEquals(List.of(new Effect.ReadReady(1, 1)), node.effects(Effect.ReadReady.class));
    }

    @Test
    void oneRoundConfirmsEveryEarlierRead() {
        CoreHarness node = leaderThatCommitted();
        node.read();
        node.flush();
        node.read();
        node.flush();
        node.receive(acknowledgement(3, 1, 1, 2));
        assertEquals(
                List.of(new Effect.ReadReady(1, 1), new Effect.ReadReady(2, 1)), node.effects(Effect.ReadReady.class));
    }

    @Test
    void aReadThatFewerThanAQuorumConfirmWaits() {
        CoreHarness node = CoreHarness.leader(5);
        node.flush();
        node.persistAll();
        node.receive(acknowledgement(2, 1, 1, 0));
        node.receive(acknowledgement(3, 1, 1, 0));
        node.read();
        node.flush();
        node.receive(acknowledgement(2, 1, 1, 1));
        node.receive(acknowledgement(2, 1, 1, 1));
        assertEquals(List.of(), node.effects(Effect.ReadReady.class));
        node.receive(acknowledgement(3, 1, 1, 1));
        assertEquals(1, node.effects(Effect.ReadReady.class).size());
    }

    @Test
    void anAnswerToAReadNobodyAskedIsImpossible() {
        CoreHarness node = leaderThatCommitted();
        node.receive(acknowledgement(2, 1, 1, 7));
        assertEquals(Reason.IMPOSSIBLE_INDEX, node.ignored());
        node.read();
        node.flush();
        assertEquals(List.of(), node.effects(Effect.ReadReady.class));
    }

    @Test
    void aRoundThatWasLostIsMadeUpForByTheNextHeartbeat() {
        CoreHarness node = leaderThatCommitted();
        node.read();
        node.flush();
        node.forget();
        node.heartbeat();
        assertEquals(1, node.left(AppendEntries.class).get(0).readSequence());
    }

    @Test
    void waitingReadsFailWhenTheLeaderStepsDown() {
        CoreHarness node = leaderThatCommitted();
        node.read();
        node.receive(new AppendEntries(member(3), member(1), 2, new EntryId(1, 1), 0, 0, -1, Entries.NONE));
        assertEquals(List.of(new Effect.ReadFailed(1, Reason.HIGHER_TERM)), node.effects(Effect.ReadFailed.class));
        node.forget();
        node.flush();
        assertEquals(List.of(), node.effects(Effect.ReadReady.class));
    }

    @Test
    void waitingReadsFailWhenTheQuorumIsLost() {
        CoreHarness node = leaderThatCommitted();
        node.read();
        for (int i = 0; i < 8; i++) {
            node.heartbeat();
        }
        assertEquals(List.of(new Effect.ReadFailed(1, Reason.QUORUM_LOST)), node.effects(Effect.ReadFailed.class));
    }

    @Test
    void aSingleNodeConfirmsItsReadsAloneButNotBeforeItsFirstCommit() {
        CoreHarness node = CoreHarness.leader(1);
        node.read();
        node.flush();
        assertEquals(List.of(), node.effects(Effect.ReadReady.class));
        node.persistAll();
        node.flush();
        assertEquals(List.of(new Effect.ReadReady(1, 1)), node.effects(Effect.ReadReady.class));
    }

    @Test
    void onlyALeaderTakesProposalsAndReads() {
        CoreHarness node = CoreHarness.started(1, 3);
        assertEquals(new Admission(0, Reason.NOT_LEADER), node.propose(1));
        assertEquals(new Admission(0, Reason.NO_LEADER), node.read());
        assertFalse(node.propose(1).isAccepted());
        assertEquals(List.of(), node.effects);
    }

    @Test
    void aPayloadLargerThanAnEntryMayBeIsRefused() {
        CoreHarness node = CoreHarness.leader(3);
        assertTrue(node.propose(1500).isAccepted());
        assertEquals(new Admission(0, Reason.PAYLOAD_TOO_LARGE), node.propose(1501));
    }

    @Test
    void tooManyUncommittedBytesAreRefusedUntilSomeAreCommitted() {
        CoreHarness node = leaderThatCommitted();
        for (int i = 0; i < 5; i++) {
            assertEquals(i + 2, node.propose(1000).number());
        }
        assertEquals(new Admission(0, Reason.TOO_MANY_UNCOMMITTED_BYTES), node.propose(1));
        node.flush();
        node.persistAll();
        node.receive(acknowledgement(2, 1, 3, 0));
        assertTrue(node.propose(1000).isAccepted());
        assertEquals(7, node.core.lastEntry().index());
    }

    @Test
    void aFailedDiskHaltsTheCoreWhichThenRefusesEverything() {
        CoreHarness node = leaderThatCommitted();
        node.failStorage();
        assertEquals(
                List.of(HaltCode.STORAGE_FAILED),
                node.effects(Effect.Halt.class).stream().map(Effect.Halt::code).toList());
        node.forget();
        assertEquals(new Admission(0, Reason.HALTED), node.propose(1));
        assertEquals(new Admission(0, Reason.HALTED), node.read());
        node.pass(1000);
        node.timer();
        node.flush();
        node.persistAll();
        node.failStorage();
        assertEquals(List.of(), node.effects);
        node.receive(new Message.RequestVote(member(2), member(1), 9, new EntryId(9, 9), false));
        assertEquals(Reason.HALTED, node.ignored());
        assertEquals(1, node.core.term());
        assertEquals(Long.MAX_VALUE, node.core.nextDeadlineNanos());
    }

    @Test
    void aClockThatGoesBackHaltsTheCore() {
        CoreHarness node = CoreHarness.started(1, 3);
        node.pass(-1);
        node.timer();
        assertEquals(
                HaltCode.CONTRACT_BROKEN, node.effects(Effect.Halt.class).get(0).code());
    }

    @Test
    void aReportOfAWriteThatWasNeverMadeHaltsTheCore() {
        CoreHarness node = CoreHarness.leader(3);
        node.persist(node.issued() + 1);
        assertEquals(
                HaltCode.CONTRACT_BROKEN, node.effects(Effect.Halt.class).get(0).code());
        assertEquals(0, node.core.commitIndex());
    }

    private static CoreHarness leaderThatCommitted() {
        CoreHarness node = CoreHarness.leader(3);
        node.flush();
        node.persistAll();
        node.receive(acknowledgement(2, 1, 1, 0));
        node.receive(acknowledgement(3, 1, 1, 0));
        assertEquals(1, node.core.commitIndex());
        node.forget();
        return node;
    }

    private static AppendEntriesReply acknowledgement(long from, long term, long index, long readSequence) {
        return new AppendEntriesReply(member(from), member(1), term, true, index, EntryId.ZERO, readSequence, 0);
    }
}
