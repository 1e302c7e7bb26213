package dev.seaworthy.sim.oracle;

import static dev.seaworthy.sim.oracle.HandMadeRun.entry;
import static dev.seaworthy.sim.oracle.HandMadeRun.member;
import static dev.seaworthy.sim.oracle.HandMadeRun.members;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.Effect;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.core.MembershipChange;
import dev.seaworthy.engine.core.Message;
import dev.seaworthy.engine.core.Reason;
import dev.seaworthy.engine.entry.LogEntry;
import java.util.List;
import org.junit.jupiter.api.Test;

class ElectionAndLogOraclesTest {
    @Test
    void leadersOfDifferentTermsMayCoexist() {
        HandMadeRun run = HandMadeRun.withLeader(3, 2);
        run.vote(2, 2, 2)
                .vote(3, 2, 2)
                .lead(2, 2)
                .append(2, 3, 2)
                .append(1, 3, 1)
                .lead(1, 1);
        run.assertLegal();
    }

    @Test
    void secondLeaderOfATermIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 0);
        run.lead(2, 1);
        run.assertBroken("ElectionSafety", "n2 became leader of term 1, which n1 already led");
    }

    @Test
    void leaderElectedTwiceInOneTermIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 0);
        run.crash(1).start(1).lead(1, 1);
        run.assertBroken("ElectionSafety", "n1 became leader of term 1 a second time");
    }

    @Test
    void leaderWithoutAQuorumOfVotesIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(5, 0);
        run.elect(2, 2, 3);
        run.assertBroken(
                "ElectedByQuorum",
                "n2 became leader of term 2 with the votes of n2, n3, which is no quorum of the configuration of"
                        + " index 0");
    }

    @Test
    void voteThatWasCastButNeverSentDoesNotCount() {
        HandMadeRun run = HandMadeRun.withLeader(3, 0);
        run.voteInMemory(3, 2, 2).voteOnDisk(3, 2, 2).elect(2, 2);
        run.assertBroken("ElectedByQuorum", "with the votes of n2, which");
    }

    @Test
    void votesOfLearnersAndStrangersDoNotCount() {
        HandMadeRun run = HandMadeRun.withConfiguration(5, 3, 1);
        Configuration learner = run.configuration.withLearner(member(4));
        run.oracles.membershipAsked(1, new MembershipChange(1, learner));
        run.replicate(entry(2, 1, learner), 1, 2, 3).commit(1, 2).commit(2, 2);
        run.elect(2, 2, 4, 5);
        run.assertBroken("ElectedByQuorum", "with the votes of n2, which is no quorum of the configuration of index 2");
    }

    @Test
    void jointConfigurationElectsWithBothHalvesOnly() {
        HandMadeRun run = HandMadeRun.withConfiguration(5, 3, 1);
        Configuration joint = new Configuration(members(1, 4, 5), members(1, 2, 3), List.of());
        run.oracles.membershipAsked(1, new MembershipChange(1, Configuration.ofVoters(members(1, 4, 5))));
        run.replicate(1, 1, 4, 5).replicate(entry(2, 1, joint), 1, 2, 3, 4, 5).commit(1, 2);
        run.elect(4, 2, 5);
        run.assertBroken("ElectedByQuorum", "with the votes of n4, n5, which is no quorum of the joint configuration");
    }

    @Test
    void votesOfBothHalvesElect() {
        HandMadeRun run = HandMadeRun.withConfiguration(5, 3, 1);
        Configuration joint = new Configuration(members(1, 4, 5), members(1, 2, 3), List.of());
        run.oracles.membershipAsked(1, new MembershipChange(1, Configuration.ofVoters(members(1, 4, 5))));
        run.replicate(1, 1, 4, 5).replicate(entry(2, 1, joint), 1, 2, 3, 4, 5).commit(1, 2);
        run.elect(4, 2, 5, 2, 3);
        run.assertLegal();
    }

    @Test
    void clusterTimeThatGoesBackIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 0);
        run.append(1, new LogEntry(1, 1, EntryKind.NOOP, 7, new byte[0]));
        run.append(1, new LogEntry(2, 1, EntryKind.NOOP, 7, new byte[0]));
        run.assertLegal();
        run.append(1, new LogEntry(3, 1, EntryKind.NOOP, 6, new byte[0]));
        run.assertBroken("ClusterTime", "n1 stamped the entry of index 3 with cluster time 6 ns, behind one of 7 ns");
    }

    @Test
    void entryWithAnotherTimeIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 0);
        run.append(1, new LogEntry(1, 1, EntryKind.NOOP, 7, new byte[0]));
        run.append(2, new LogEntry(1, 1, EntryKind.NOOP, 8, new byte[0]));
        run.assertBroken("LogMatching", "with cluster time 8 ns; elsewhere it has 7 ns");
    }

    @Test
    void voteDeniedWithoutAReasonIsReported() {
        HandMadeRun run = asked(2, 3, 2, false);
        run.decide(3, new Message.RequestVoteReply(member(3), member(2), 2, false));
        run.assertBroken("VoteDenied", "n3 denied n2 its vote in term 2, though it had not given it away");
    }

    @Test
    void voteThatWasGivenAwayMayBeDenied() {
        HandMadeRun run = asked(2, 3, 2, false);
        run.voteInMemory(3, 2, 1).decide(3, new Message.RequestVoteReply(member(3), member(2), 2, false));
        run.assertLegal();
    }

    @Test
    void voteMayBeDeniedToAShorterLog() {
        HandMadeRun run = asked(1, 3, 2, false);
        run.decide(3, new Message.RequestVoteReply(member(3), member(2), 2, false));
        run.assertLegal();
    }

    @Test
    void aLogIsJudgedByTheTermOfItsLastEntryFirst() {
        HandMadeRun newer = asked(new EntryId(2, 1), 3, 3, false);
        newer.decide(3, new Message.RequestVoteReply(member(3), member(2), 3, false));
        newer.assertBroken("VoteDenied", "the candidate's log, which ends 1@2, is as good as its own, which ends 2@1");
        HandMadeRun older = asked(new EntryId(0, 9), 3, 3, false);
        older.decide(3, new Message.RequestVoteReply(member(3), member(2), 3, false));
        older.assertLegal();
    }

    @Test
    void aRefusalIsHeldAgainstTheQuestionThatItAnswersOnly() {
        for (Message other : List.of(
                new Message.RequestVoteReply(member(3), member(2), 3, false),
                new Message.RequestVoteReply(member(3), member(1), 2, false),
                new Message.PreVoteReply(member(3), member(2), 2, false))) {
            HandMadeRun run = asked(2, 3, 2, false);
            run.decide(3, other);
            run.assertLegal();
        }
    }

    @Test
    void whoeverRecoversMayDenyItsVote() {
        HandMadeRun run = HandMadeRun.withLeader(3, 2);
        run.crash(3).lose(3, 2).start(3);
        run.oracles.onReceived(3, new Message.RequestVote(member(2), member(3), 2, new EntryId(1, 2), false));
        run.voteInMemory(3, 2, 0).decide(3, new Message.RequestVoteReply(member(3), member(2), 2, false));
        run.assertLegal();
    }

    @Test
    void preVoteDeniedWithoutAReasonIsReported() {
        HandMadeRun run = asked(2, 3, 1, true);
        run.decide(3, new Message.PreVoteReply(member(3), member(2), 1, false));
        run.assertBroken("VoteDenied", "n3 denied n2 a pre-vote in term 1");
    }

    @Test
    void voteRequestMayBeDroppedWhereItIsNotForThisOneOrALeaderLivesOnly() {
        HandMadeRun run = HandMadeRun.withLeader(3, 2);
        Message request = new Message.RequestVote(member(2), member(3), 2, new EntryId(1, 2), false);
        for (Reason lawful : List.of(Reason.LEADER_ALIVE, Reason.NOT_ADDRESSED, Reason.HALTED)) {
            run.oracles.onEffect(3, new Effect.Ignore(request, lawful));
        }
        run.assertLegal();
        run.oracles.onEffect(3, new Effect.Ignore(request, Reason.NOT_A_VOTER));
        run.assertBroken("VoteDenied", "n3 dropped a RequestVote of n2 in term 2: this node does not vote");
    }

    /** n3, whose log has two entries, was asked for its vote by n2, whose log has {@code entries}. */
    private static HandMadeRun asked(long entries, int node, long term, boolean preVote) {
        return asked(new EntryId(1, entries), node, term, preVote);
    }

    private static HandMadeRun asked(EntryId last, int node, long term, boolean preVote) {
        HandMadeRun run = HandMadeRun.withLeader(3, 2);
        run.oracles.onReceived(
                node,
                preVote
                        ? new Message.PreVote(member(2), member(node), term, last)
                        : new Message.RequestVote(member(2), member(node), term, last, false));
        return preVote ? run : run.voteInMemory(node, term, 0);
    }

    @Test
    void laggingFollowerMayReplaceItsConflictingEntries() {
        HandMadeRun run = HandMadeRun.withLeader(3, 1);
        run.append(1, 2, 1).append(1, 3, 1);
        run.vote(2, 2, 2).vote(3, 2, 2).lead(2, 2).replicate(2, 2, 2, 3).commit(2, 2);
        run.follow(1, 2).truncate(1, 2).append(1, 2, 2).commit(1, 2);
        run.assertLegal();
    }

    @Test
    void leaderThatRemovesItsEntriesIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 2);
        run.truncate(1, 2);
        run.assertBroken("LeaderAppendOnly", "n1, leader of term 1, removed entries of its own log from index 2");
    }

    @Test
    void leaderThatReplacesAnEntryIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 2);
        run.append(1, 2, 1);
        run.assertBroken("LeaderAppendOnly", "n1, leader of term 1, replaced entries of its own log from index 2");
    }

    @Test
    void entryWithAnotherPredecessorIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 0);
        run.append(1, 1, 1);
        run.vote(2, 2, 2).vote(3, 2, 2).lead(2, 2).append(2, 1, 2).append(2, 2, 2);
        run.append(3, 1, 1).append(3, 2, 2);
        run.assertBroken("LogMatching", "n3 appended the entry of index 2, term 2 behind the entry of term 1");
    }

    @Test
    void entryWithAnotherPayloadIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 1);
        run.append(1, entry(2, 1, "right")).append(2, entry(2, 1, "wrong"));
        run.assertBroken("LogMatching", "n2 appended the entry of index 2, term 1 with a payload unlike");
    }

    @Test
    void entryOfAnotherKindIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 0);
        run.append(1, new LogEntry(1, 1, EntryKind.NOOP, new byte[0]));
        run.append(2, new LogEntry(1, 1, EntryKind.COMMAND, new byte[0]));
        run.assertBroken("LogMatching", "as COMMAND; elsewhere it is NOOP");
    }

    @Test
    void entryThatNoLeaderMadeIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 1);
        run.append(2, 2, 1);
        run.assertBroken(
                "LogMatching", "n2 appended at index 2 an entry of term 1 that no leader of that term had made");
    }

    @Test
    void gapInALogIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 1);
        run.append(1, 3, 1);
        run.assertBroken("LogMatching", "n1 appended index 3 right after index 1");
    }

    @Test
    void restoredLogIsComparedToo() {
        HandMadeRun run = HandMadeRun.withLeader(3, 1);
        run.crash(2).start(2, new HardState(1, member(1), 0, false), List.of(entry(1, 1, "rotten")), null);
        run.assertBroken("LogMatching", "n2 restored the entry of index 1, term 1 with a payload unlike");
    }

    @Test
    void leaderIsWhoLeadsTheNewestTermAndIsUp() {
        HandMadeRun run = HandMadeRun.withLeader(3, 1);
        assertEquals(1, run.oracles.leader());
        run.vote(2, 2, 2).vote(3, 2, 2).lead(2, 2);
        assertEquals(2, run.oracles.leader());
        assertEquals(2, run.oracles.elections());
        run.crash(2);
        assertEquals(1, run.oracles.leader());
        run.follow(1, 2);
        assertEquals(0, run.oracles.leader());
    }
}
