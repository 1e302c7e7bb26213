package dev.seaworthy.engine.core;

import static dev.seaworthy.engine.core.CoreHarness.member;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.Message.AppendEntries;
import dev.seaworthy.engine.core.Message.AppendEntriesReply;
import dev.seaworthy.engine.core.TestEntries.Entry;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Replication as a follower sees it and as a leader does it: §5.3, figure 2 and the thesis' §10.2.1. */
class RaftPaperReplicationTest {
    @Test
    void entriesThatFollowOnAreAppendedAndAcknowledgedOnceDurable() {
        CoreHarness node = follower(1, 1);
        node.receive(append(2, new EntryId(1, 2), 0, 2, 2));
        assertEquals(List.of(1L, 1L, 2L, 2L), node.terms());
        assertEquals(List.of(), node.left);
        node.persistAll();
        assertEquals(
                new AppendEntriesReply(member(1), member(2), 2, true, 4, EntryId.ZERO, 0, 0),
                node.onlyLeft(AppendEntriesReply.class));
    }

    @Test
    void anAppendWhosePredecessorIsMissingIsRefusedWithAHint() {
        CoreHarness node = follower(1, 1);
        node.receive(append(2, new EntryId(2, 7), 0, 2));
        AppendEntriesReply reply = node.onlyLeft(AppendEntriesReply.class);
        assertFalse(reply.success());
        assertEquals(7, reply.index());
        assertEquals(new EntryId(1, 2), reply.hint());
        assertEquals(List.of(1L, 1L), node.terms());
    }

    @Test
    void theHintSkipsEveryEntryOfATermTheLeadersPredecessorRulesOut() {
        CoreHarness node = CoreHarness.restored(1, 3, new HardState(6, null, 0, false), 1, 1, 4, 4, 5);
        node.receive(append(6, new EntryId(3, 5), 0, 6));
        assertEquals(new EntryId(1, 2), node.onlyLeft(AppendEntriesReply.class).hint());
    }

    @Test
    void entriesThatMatchAreNotTruncated() {
        CoreHarness node = follower(1, 1, 2, 2);
        node.receive(append(2, new EntryId(1, 1), 0, 1, 2));
        node.receive(append(2, new EntryId(1, 1), 0));
        assertEquals(List.of(), node.effects(Effect.TruncateLog.class));
        assertEquals(List.of(), node.effects(Effect.AppendLog.class));
        assertEquals(List.of(1L, 1L, 2L, 2L), node.terms());
    }

    @Test
    void theFirstConflictAndAllBehindItGiveWay() {
        CoreHarness node = follower(1, 1, 1, 1);
        node.receive(append(2, new EntryId(1, 1), 0, 1, 2));
        assertEquals(3, node.effects(Effect.TruncateLog.class).get(0).fromIndex());
        Effect.AppendLog appended = node.effects(Effect.AppendLog.class).get(0);
        assertEquals(3, appended.firstIndex());
        assertEquals(3, appended.lastIndex());
        assertEquals(2, appended.leaderTerm());
        assertEquals(List.of(1L, 1L, 2L), node.terms());
    }

    @Test
    void aReplyAcknowledgesWhatTheMessageProvedAndNoMore() {
        CoreHarness node = follower(1, 1, 1, 1);
        node.receive(append(2, new EntryId(1, 1), 0, 1));
        assertEquals(2, node.onlyLeft(AppendEntriesReply.class).index());
    }

    @Test
    void aHeartbeatAcknowledgesItsPredecessorAndNoMore() {
        CoreHarness node = follower(1, 1, 1, 1);
        node.receive(append(2, new EntryId(1, 2), 0));
        assertEquals(2, node.onlyLeft(AppendEntriesReply.class).index());
    }

    @Test
    void aHeartbeatIsAnsweredAtOnceWithWhatIsDurable() {
        CoreHarness node = follower(1, 1);
        node.receive(append(2, new EntryId(1, 2), 0, 2, 2));
        node.receive(append(2, new EntryId(2, 4), 0));
        assertEquals(2, node.onlyLeft(AppendEntriesReply.class).index());
        assertTrue(node.onlyLeft(AppendEntriesReply.class).success());
    }

    @Test
    void everyReplyOfTheTermRepeatsTheReadSequenceOfItsMessage() {
        CoreHarness node = follower(1, 1);
        node.receive(new AppendEntries(member(2), member(1), 2, new EntryId(1, 2), 0, 7, -1, Entries.NONE));
        node.receive(new AppendEntries(member(2), member(1), 2, new EntryId(2, 9), 0, 8, -1, Entries.NONE));
        List<AppendEntriesReply> replies = node.left(AppendEntriesReply.class);
        assertEquals(
                List.of(7L, 8L),
                replies.stream().map(AppendEntriesReply::readSequence).toList());
    }

    @Test
    void aRepeatedAppendIsAcknowledgedOnlyOnceTheFirstIsDurable() {
        CoreHarness node = follower(1, 1);
        node.receive(append(2, new EntryId(1, 2), 0, 2));
        node.receive(append(2, new EntryId(1, 2), 0, 2));
        assertEquals(List.of(), node.left);
        node.persistAll();
        assertEquals(2, node.left.size());
    }

    @Test
    void aFollowerCommitsOnlyWhatTheMessageProvedEqual() {
        CoreHarness node = follower(1, 1, 1, 1);
        node.receive(append(2, new EntryId(1, 1), 4, 1));
        assertEquals(2, node.core.commitIndex());
        node.receive(append(2, new EntryId(1, 3), 4));
        assertEquals(3, node.core.commitIndex());
    }

    @Test
    void aFollowersCommitIndexNeverGoesBack() {
        CoreHarness node = follower(1, 1, 1);
        node.receive(append(2, new EntryId(1, 3), 3));
        node.receive(append(2, new EntryId(1, 3), 1));
        assertEquals(3, node.core.commitIndex());
        assertEquals(1, node.effects(Effect.AdvanceCommit.class).size());
    }

    @Test
    void anAppendThatContradictsWhatIsCommittedIsDropped() {
        CoreHarness node = follower(1, 1);
        node.receive(append(2, new EntryId(1, 2), 2));
        node.receive(append(2, new EntryId(1, 1), 0, 2));
        assertEquals(Reason.CONTRADICTS_COMMIT, node.ignored());
        assertEquals(List.of(1L, 1L), node.terms());
    }

    @Test
    void anAppendOfAnEarlierTermIsRefusedAndChangesNothing() {
        CoreHarness node = CoreHarness.restored(1, 3, new HardState(5, null, 0, false), 1, 1);
        node.receive(append(4, new EntryId(1, 1), 2, 4));
        AppendEntriesReply reply = node.onlyLeft(AppendEntriesReply.class);
        assertFalse(reply.success());
        assertEquals(5, reply.term());
        assertEquals(List.of(1L, 1L), node.terms());
        assertEquals(0, node.core.commitIndex());
        assertEquals(HardState.NOBODY, node.core.leaderId());
    }

    @Test
    void theRefusalOfAnEarlierTermRepeatsNothingThatCouldCountInThisOne() {
        CoreHarness node = CoreHarness.restored(1, 3, new HardState(5, null, 0, false), 1, 1);
        node.receive(new AppendEntries(member(2), member(1), 4, new EntryId(1, 2), 0, 8, -1, Entries.NONE));
        assertEquals(
                new AppendEntriesReply(member(1), member(2), 5, false, 0, EntryId.ZERO, 0, 0),
                node.onlyLeft(AppendEntriesReply.class));
    }

    @Test
    void aSecondLeaderOfOneTermIsNotFollowed() {
        CoreHarness node = follower(1);
        node.receive(append(2, new EntryId(1, 1), 0));
        node.receive(new AppendEntries(member(3), member(1), 2, new EntryId(1, 1), 0, 0, -1, TestEntries.ofTerms(2)));
        assertEquals(Reason.SECOND_LEADER, node.ignored());
        assertEquals(List.of(1L), node.terms());
    }

    @Test
    void entriesWhoseTermsFallAreDropped() {
        CoreHarness node = follower(1, 2);
        node.receive(append(3, new EntryId(2, 2), 0, 3, 2));
        assertEquals(Reason.IMPOSSIBLE_INDEX, node.ignored());
        node.receive(append(3, new EntryId(2, 2), 0, 4));
        assertEquals(List.of(1L, 2L), node.terms());
    }

    @Test
    void aLateAcknowledgementOfTheDiskDoesNotVouchForNewerEntries() {
        CoreHarness node = follower(1);
        node.receive(append(2, new EntryId(1, 1), 0, 2, 2));
        long old = node.issued();
        node.receive(append(3, new EntryId(1, 1), 0, 3, 3));
        node.persist(old);
        assertEquals(1, node.core.durableIndex());
        assertEquals(
                List.of(),
                node.left.stream().filter(message -> message.term() == 3).toList());
        node.persistAll();
        assertEquals(3, node.core.durableIndex());
    }

    @Test
    void aConfigurationIsInForceFromItsAppendAndFallsBackSeveralLevels() {
        CoreHarness node = follower(1);
        Configuration initial = node.core.configuration();
        Configuration two = Configuration.ofVoters(CoreHarness.members(2));
        Configuration four = Configuration.ofVoters(CoreHarness.members(4));
        TestEntries changes = TestEntries.of(Entry.configuration(2, two), Entry.configuration(2, four));
        node.receive(new AppendEntries(member(2), member(1), 2, new EntryId(1, 1), 0, 0, -1, changes));
        assertEquals(four, node.core.configuration());
        node.forget();
        node.receive(append(3, new EntryId(1, 1), 0, 3));
        assertEquals(initial, node.core.configuration());
        assertEquals(
                List.of(new Effect.ActivateConfiguration(0, initial)),
                node.effects(Effect.ActivateConfiguration.class));
    }

    @Test
    void aNewLeaderOpensItsTermWithAnEntryOfItsOwn() {
        CoreHarness node = CoreHarness.restored(1, 3, new HardState(1, null, 0, false));
        node.receive(new AppendEntries(
                member(2), member(1), 1, EntryId.ZERO, 1, 0, -1, TestEntries.of(configuration(1, node))));
        node.persistAll();
        node.campaignAndWin();
        assertEquals(new EntryId(2, 2), node.core.lastEntry());
        node.forget();
        node.flush();
        assertEquals(2, node.carriers().size());
        assertEquals(EntryKind.NOOP, node.carriers().get(0).entries().kind(0));
    }

    @Test
    void theFirstLeaderOfAClusterOpensItsTermWithTheInitialConfiguration() {
        CoreHarness node = CoreHarness.leader(3);
        assertEquals(new EntryId(1, 1), node.core.lastEntry());
        node.flush();
        assertEquals(2, node.carriers().size());
        assertEquals(node.core.configuration(), node.carriers().get(0).entries().configuration(0));
        assertEquals(1, node.core.configurationIndex());
    }

    private static TestEntries.Entry configuration(long term, CoreHarness node) {
        return new TestEntries.Entry(term, EntryKind.CONFIGURATION, 1, node.core.configuration());
    }

    @Test
    void aLeaderBacksUpToWhereTheLogsAgree() {
        CoreHarness node = leaderOver(new HardState(4, null, 0, false), 1, 1, 3, 3, 4);
        node.flush();
        assertEquals(new EntryId(4, 5), node.left(AppendEntries.class).get(0).prev());
        node.forget();
        node.receive(new AppendEntriesReply(member(2), member(1), 5, false, 5, new EntryId(2, 4), 0, 0));
        node.flush();
        assertEquals(new EntryId(1, 2), node.onlyLeft(AppendEntries.class).prev());
        assertEquals(4, node.onlyLeft(AppendEntries.class).entries().count());
    }

    @Test
    void aRejectionHeardTwiceBacksUpOnce() {
        CoreHarness node = leaderOver(new HardState(4, null, 0, false), 1, 1, 3, 3, 4);
        node.flush();
        AppendEntriesReply rejection =
                new AppendEntriesReply(member(2), member(1), 5, false, 5, new EntryId(2, 4), 0, 0);
        node.receive(rejection);
        node.flush();
        node.forget();
        node.receive(rejection);
        node.flush();
        assertEquals(Reason.STALE_REPLY, node.ignored());
        assertEquals(List.of(), node.left);
    }

    @Test
    void aLeaderNeverBacksUpBehindWhatIsKnownToMatch() {
        CoreHarness node = leaderOver(new HardState(1, null, 0, false), 1);
        node.flush();
        node.receive(acknowledgement(2, 2, 2));
        node.propose(1);
        node.flush();
        node.forget();
        node.receive(new AppendEntriesReply(member(2), member(1), 2, false, 3, EntryId.ZERO, 0, 0));
        node.flush();
        assertEquals(2, node.onlyLeft(AppendEntries.class).prev().index());
    }

    @Test
    void aProbeIsNotRepeatedBeforeTheNextHeartbeat() {
        CoreHarness node = leaderOver(new HardState(1, null, 0, false), 1);
        node.flush();
        node.forget();
        node.flush();
        node.propose(1);
        node.flush();
        assertEquals(List.of(), node.left);
        node.heartbeat();
        assertEquals(2, node.carriers().size());
        assertEquals(2, node.carriers().get(0).entries().count());
    }

    @Test
    void aHeartbeatGoesBesideEntriesFromWhereTheLogsAgree() {
        CoreHarness node = leaderOver(new HardState(1, null, 0, false), 1);
        node.flush();
        node.receive(acknowledgement(2, 2, 1));
        node.propose(1);
        node.forget();
        node.heartbeat();
        List<AppendEntries> toTwo = node.left(AppendEntries.class).stream()
                .filter(message -> message.to().nodeId() == 2)
                .toList();
        assertEquals(2, toTwo.size());
        assertEquals(0, toTwo.get(1).entries().count());
        assertEquals(new EntryId(1, 1), toTwo.get(1).prev());
    }

    @Test
    void theAnswerToAHeartbeatDoesNotEndAProbe() {
        CoreHarness node = leaderOver(new HardState(1, null, 0, false), 1, 1, 1);
        node.flush();
        node.forget();
        // From before the log, where all logs agree: it says nothing about the entry that the probe is after.
        node.receive(acknowledgement(2, 2, 0));
        node.propose(1);
        node.flush();
        assertEquals(List.of(), node.left);
    }

    @Test
    void appendsArePipelinedUpToTheWindowAndTheirSizesAreBounded() {
        CoreHarness node = leaderOver(new HardState(1, null, 0, false), 1);
        node.flush();
        node.receive(acknowledgement(2, 2, 2));
        node.forget();
        for (int i = 0; i < 6; i++) {
            node.propose(600);
            node.flush();
        }
        List<AppendEntries> sent = node.left(AppendEntries.class);
        assertEquals(
                List.of(2L, 3L, 4L, 5L),
                sent.stream().map(each -> each.prev().index()).toList());
        node.receive(acknowledgement(2, 2, 4));
        node.forget();
        node.flush();
        assertEquals(
                List.of(6L, 7L),
                node.left(AppendEntries.class).stream()
                        .map(each -> each.prev().index())
                        .toList());
    }

    @Test
    void oneMessageHoldsNoMoreThanItsBoundsYetAlwaysOneEntry() {
        CoreHarness node = leaderOver(new HardState(1, null, 0, false), 1);
        node.flush();
        node.receive(acknowledgement(2, 2, 2));
        node.forget();
        node.propose(1500);
        node.propose(400);
        node.propose(400);
        node.propose(400);
        node.flush();
        assertEquals(
                List.of(1, 2),
                node.left(AppendEntries.class).stream()
                        .map(each -> each.entries().count())
                        .toList());
    }

    @Test
    void oneMessageHoldsNoMoreEntriesThanItsBoundHoweverSmall() {
        CoreHarness node = leaderOver(new HardState(1, null, 0, false), 1);
        node.flush();
        node.receive(acknowledgement(2, 2, 2));
        node.forget();
        for (int i = 0; i < 13; i++) {
            node.propose(0);
        }
        node.flush();
        assertEquals(
                List.of(10, 3),
                node.left(AppendEntries.class).stream()
                        .map(each -> each.entries().count())
                        .toList());
    }

    @Test
    void aWindowLostAsAWholeIsFoundOutByTheNextHeartbeat() {
        CoreHarness node = leaderOver(new HardState(1, null, 0, false), 1);
        node.flush();
        node.receive(acknowledgement(2, 2, 2));
        for (int i = 0; i < 6; i++) {
            node.propose(600);
            node.flush();
        }
        node.forget();
        node.heartbeat();
        AppendEntries heartbeat = node.left(AppendEntries.class).get(0);
        assertEquals(6, heartbeat.prev().index());
        node.receive(new AppendEntriesReply(member(2), member(1), 2, false, 6, new EntryId(2, 2), 0, 0));
        node.forget();
        node.flush();
        assertEquals(2, node.onlyLeft(AppendEntries.class).prev().index());
    }

    @Test
    void repliesThatComeLateTwiceOrFromStrangersDoNoHarm() {
        CoreHarness node = leaderOver(new HardState(1, null, 0, false), 1);
        node.flush();
        node.persistAll();
        node.receive(acknowledgement(2, 2, 2));
        assertEquals(2, node.core.commitIndex());
        node.receive(acknowledgement(2, 2, 1));
        node.receive(acknowledgement(2, 2, 2));
        node.receive(new AppendEntriesReply(member(2), member(1), 2, false, 1, EntryId.ZERO, 0, 0));
        assertEquals(Reason.STALE_REPLY, node.ignored());
        node.receive(acknowledgement(9, 2, 2));
        assertEquals(Reason.UNKNOWN_SENDER, node.ignored());
        node.receive(acknowledgement(3, 2, 99));
        assertEquals(Reason.IMPOSSIBLE_INDEX, node.ignored());
        node.forget();
        node.propose(1);
        node.flush();
        assertEquals(2, node.onlyLeft(AppendEntries.class).prev().index());
    }

    @Test
    void anOldLeaderThatReturnsGivesUpItsUncommittedEntries() {
        ClusterHarness cluster = ClusterHarness.of(3);
        cluster.elect(1, 1, 2, 3);
        cluster.node(1).propose(1);
        cluster.node(1).propose(1);
        cluster.elect(2, 2, 3);
        cluster.node(2).propose(1);
        cluster.settle(2, 3);
        cluster.pass(50);
        cluster.node(2).timer();
        cluster.settle(1, 2, 3);
        assertEquals(List.of(1L, 2L, 2L), cluster.node(1).terms());
        assertEquals(3, cluster.node(2).core.commitIndex());
        cluster.assertCommittedEntriesAgree();
    }

    /** A follower in term 2 or the last of these, whose log is durable. */
    private static CoreHarness follower(long... terms) {
        long term = terms[terms.length - 1];
        return CoreHarness.restored(1, 3, new HardState(Math.max(term, 2), null, 0, false), terms);
    }

    private static CoreHarness leaderOver(HardState hardState, long... terms) {
        CoreHarness node = CoreHarness.restored(1, 3, hardState, terms);
        node.campaignAndWin();
        node.forget();
        return node;
    }

    private static AppendEntries append(long term, EntryId prev, long leaderCommit, long... terms) {
        Entries entries = terms.length == 0 ? Entries.NONE : TestEntries.ofTerms(terms);
        return new AppendEntries(member(2), member(1), term, prev, leaderCommit, 0, -1, entries);
    }

    private static AppendEntriesReply acknowledgement(long from, long term, long index) {
        return new AppendEntriesReply(member(from), member(1), term, true, index, EntryId.ZERO, 0, 0);
    }
}
