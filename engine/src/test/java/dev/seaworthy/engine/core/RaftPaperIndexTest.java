package dev.seaworthy.engine.core;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Where each sentence of the paper is held: one line per rule of figure 2 and §5 to §8, in our words, and the test that
 * says the same in code. A test that is renamed or removed is found missing here.
 */
class RaftPaperIndexTest {
    private static final Map<String, Class<?>> TESTS = new TreeMap<>(Map.of(
            "Commitment", RaftPaperCommitmentTest.class,
            "Elections", RaftPaperElectionsTest.class,
            "Follower reads", FollowerReadTest.class,
            "Membership", MembershipTest.class,
            "Paper 6", RaftPaperTest.Section6ChangesOfMembership.class,
            "Paper 7", RaftPaperTest.Section7Snapshots.class,
            "Paper 8", RaftPaperTest.Section8Clients.class,
            "Replication", RaftPaperReplicationTest.class,
            "Snapshots", SnapshotsTest.class,
            "World", CoreStateTest.class));

    /** Sentence | class as named above | method. */
    private static final List<String> SENTENCES = List.of(
            "§5.1 a server that learns of a newer term becomes a follower of it"
                    + " | Elections | aHigherTermInAnyMessageMakesALeaderAFollower",
            "§5.1 a request of an earlier term is refused"
                    + " | Replication | anAppendOfAnEarlierTermIsRefusedAndChangesNothing",
            "§5.1 an answer of an earlier term means nothing | Elections | aVoteOfAnEarlierTermDoesNotCount",
            "§5.1 the term only grows, and on disk | Elections | anyMessageThatSpeaksForATermWaitsUntilTheTermIsDurable",
            "§5.2 servers start as followers | Elections | aReplicaStartsAsAFollowerOfNobody",
            "§5.2 a follower stays one while it hears from its leader"
                    + " | Elections | aFollowerThatHearsFromItsLeaderInTimeDoesNotCampaign",
            "§5.2 a follower that hears nothing begins an election"
                    + " | Elections | aFollowerThatHearsNothingAsksAroundWithoutRaisingItsTerm",
            "§5.2 a candidate votes for itself | Elections | aCandidateCountsItsOwnVoteOnceItIsDurable",
            "§5.2 a candidate asks everybody for votes | Elections | aCandidateAsksForVotesOnlyOnceItsOwnIsDurable",
            "§5.2 a majority of votes of one term elects | Elections | aVoteHeardTwiceCountsOnce",
            "§5.2 one vote per term, whoever asks first | Elections | followerGrantsItsVoteOncePerTerm",
            "§5.2 a vote is on disk before it is given | Elections | aVoteLeavesOnlyOnceItIsDurable",
            "§5.2 at most one leader is elected in a term"
                    + " | World | noTwoLeadersShareATermAndNoTwoNodesCommitDifferentEntries",
            "§5.2 a candidate that hears of the term's leader follows it"
                    + " | Elections | aCandidateThatHearsTheLeaderOfItsTermFollowsIt",
            "§5.2 an election nobody wins is held again | Elections | aQuorumOfRefusalsEndsTheCandidacyWithoutANewTerm",
            "§5.2 timeouts are drawn at random | Elections | electionTimeoutsAreSpreadBetweenTheirBounds",
            "§5.2 a vote given makes the voter wait | Elections | grantingAVoteGivesTheCandidateTime",
            "§5.2 a leader speaks to everybody in time | Replication | aWindowLostAsAWholeIsFoundOutByTheNextHeartbeat",
            "§5.3 a proposal is appended, then sent to everybody"
                    + " | Replication | appendsArePipelinedUpToTheWindowAndTheirSizesAreBounded",
            "§5.3 an append whose predecessor differs is refused"
                    + " | Replication | anAppendWhosePredecessorIsMissingIsRefusedWithAHint",
            "§5.3 an entry that conflicts goes, and all that follow it"
                    + " | Replication | theFirstConflictAndAllBehindItGiveWay",
            "§5.3 entries that are there already stay | Replication | entriesThatMatchAreNotTruncated",
            "§5.3 entries that are new are appended"
                    + " | Replication | entriesThatFollowOnAreAppendedAndAcknowledgedOnceDurable",
            "§5.3 a follower commits what the leader has, but no further than the last new entry"
                    + " | Replication | aFollowerCommitsOnlyWhatTheMessageProvedEqual",
            "§5.3 the commitIndex only grows | Replication | aFollowersCommitIndexNeverGoesBack",
            "§5.3 a refused leader tries further back | Replication | aLeaderBacksUpToWhereTheLogsAgree",
            "§5.3 it may skip a whole term at a time"
                    + " | Replication | theHintSkipsEveryEntryOfATermTheLeadersPredecessorRulesOut",
            "§5.3 a leader never removes its own entries | Replication | aSecondLeaderOfOneTermIsNotFollowed",
            "§5.3 an answer lost is made up for by sending again, which does no harm"
                    + " | Replication | repliesThatComeLateTwiceOrFromStrangersDoNoHarm",
            "§5.4.1 a vote needs a log at least as new | Elections | theLaterLastTermIsTheNewerLogThoughItBeShorter",
            "§5.4.2 a leader commits entries of its own term by counting"
                    + " | Commitment | aLeaderCountsOnlyItsOwnDurableEntries",
            "§5.4.2 entries of earlier terms it does not"
                    + " | Commitment | anEntryOfAnEarlierTermIsNotCommittedByCountingReplicas",
            "§5.4.2 they are committed with those | Commitment | onceItsOwnTermIsCommittedEverythingBeforeItIs",
            "§5.4.2 figure 8 | Commitment | figureEightReplacesAnEntryThatAMajorityHoldsButNobodyCommitted",
            "§6 the newest configuration in the log counts, committed or not"
                    + " | Membership | aConfigurationIsInForceAsSoonAsItIsAppended",
            "§6 an election needs both majorities | Elections | whileJointACandidateNeedsBothMajorities",
            "§6 agreement on entries needs both majorities | Paper 6 | anEntryIsCommittedByBothMajoritiesOnly",
            "§6 new servers have no vote at first | Paper 6 | newServersAreBroughtUpToDateBeforeTheyVote",
            "§6 requests for votes are passed over while there is a leader"
                    + " | Elections | whoeverHeardFromALivingLeaderHelpsNobodyToReplaceIt",
            "§7 only what is committed is in a snapshot"
                    + " | Snapshots | aSnapshotOfWhatIsNotCommittedBreaksTheContract",
            "§7 an older snapshot goes when a newer one is there"
                    + " | Snapshots | anOlderSnapshotGoesWhenTheNewerOneIsDurableInTheLog",
            "§7 one on its way with a smaller index gives way"
                    + " | Snapshots | aNewerSnapshotTakesThePlaceOfOneOnItsWay",
            "§7 the configuration of an installed one counts"
                    + " | Snapshots | anInstalledSnapshotBringsItsMembersAndItsCommit",
            "§8 a new leader opens its term with an entry that does nothing"
                    + " | Replication | aNewLeaderOpensItsTermWithAnEntryOfItsOwn",
            "§8 reads wait for that to be committed | Commitment | aReadWaitsForTheFirstCommitOfTheTerm",
            "§8 a majority confirms the leader after the read arrived"
                    + " | Commitment | aReadIsConfirmedOnlyByMessagesThatLeftAfterIt");

    @TestFactory
    List<DynamicTest> everySentenceHasItsTest() {
        return SENTENCES.stream()
                .map(line -> {
                    List<String> parts = List.of(line.split(" \\| "));
                    return DynamicTest.dynamicTest(
                            parts.get(0),
                            () -> assertTrue(hasTest(TESTS.get(parts.get(1)), parts.get(2)), parts.get(2)));
                })
                .toList();
    }

    private static boolean hasTest(Class<?> tests, String name) {
        return Arrays.stream(tests.getDeclaredMethods())
                .anyMatch(method -> method.getName().equals(name) && method.getAnnotations().length > 0);
    }
}
