package dev.seaworthy.sim.oracle;

import static dev.seaworthy.sim.oracle.HandMadeRun.entry;
import static dev.seaworthy.sim.oracle.HandMadeRun.member;
import static dev.seaworthy.sim.oracle.HandMadeRun.members;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.core.MembershipChange;
import dev.seaworthy.engine.core.Message;
import java.util.List;
import org.junit.jupiter.api.Test;

class DurabilityOraclesTest {
    @Test
    void promisesThatFollowTheDiskAreLegal() {
        HandMadeRun run = HandMadeRun.withLeader(3, 1);
        run.acknowledge(2, 1, 1, 1);
        run.append(1, 2, 1).append(2, 2, 1).onDisk(2, 2, 1).acknowledge(2, 1, 1, 2);
        run.vote(3, 2, 2).grant(3, 2, 2);
        run.assertLegal();
    }

    @Test
    void voteThatLeavesBeforeItIsDurableIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 0);
        run.voteInMemory(2, 2, 3).grant(2, 3, 2);
        run.assertBroken(
                "PersistBeforeSend", "a vote of n2 for n3 in term 2 left while its disk held term 1 and a vote for n1");
    }

    @Test
    void candidateThatAsksBeforeItsOwnVoteIsDurableIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 0);
        run.voteOnDisk(2, 2, 0);
        run.oracles.onSent(2, new Message.RequestVote(member(2), member(3), 2, EntryId.ZERO, false));
        run.assertBroken(
                "PersistBeforeSend", "a vote of n2 for n2 in term 2 left while its disk held term 2 and no vote");
    }

    @Test
    void refusedVotePromisesNothing() {
        HandMadeRun run = HandMadeRun.withLeader(3, 0);
        run.voteInMemory(2, 2, 3);
        run.oracles.onSent(2, new Message.RequestVoteReply(member(2), member(1), 2, false));
        run.assertLegal();
    }

    @Test
    void acknowledgementBeforeTheEntriesAreDurableIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 1);
        run.append(1, 2, 1).append(2, 2, 1).acknowledge(2, 1, 1, 2);
        run.assertBroken(
                "PersistBeforeSend", "n2 acknowledged index 2 to n1 in term 1 while its disk held nothing at index 2");
    }

    @Test
    void acknowledgementBeforeTheTermIsDurableIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 1);
        run.elect(3, 2, 1).voteInMemory(2, 2, 0).acknowledge(2, 3, 2, 1);
        run.assertBroken("PersistBeforeSend", "n2 acknowledged index 1 in term 2 while its disk held term 1");
    }

    @Test
    void acknowledgementOfReplacedEntriesMustFindTheNewOnesOnDisk() {
        HandMadeRun run = HandMadeRun.withLeader(3, 1);
        run.append(1, 2, 1).append(2, 2, 1).onDisk(2, 2, 1).acknowledge(2, 1, 1, 2);
        run.elect(3, 2, 1).append(3, 2, 2).vote(2, 2, 0).follow(2, 2);
        run.truncate(2, 2).append(2, 2, 2).acknowledge(2, 3, 2, 2);
        run.assertBroken("PersistBeforeSend", "held an entry of term 1 at index 2 instead of the entry of term 2");
    }

    @Test
    void acknowledgementOvertakenByANewTermIsJudgedByTheOldLeadersLog() {
        HandMadeRun run = overtakenFollower();
        run.onDisk(2, 2, 1).acknowledge(2, 1, 1, 2);
        run.assertLegal();
    }

    @Test
    void overtakenAcknowledgementThatLeavesTooEarlyIsReported() {
        HandMadeRun run = overtakenFollower();
        run.acknowledge(2, 1, 1, 2);
        run.assertBroken(
                "PersistBeforeSend", "n2 acknowledged index 2 to n1 in term 1 while its disk held nothing at index 2");
    }

    @Test
    void overtakenAcknowledgementMayLeaveAfterTheDiskHasMovedOn() {
        HandMadeRun run = overtakenFollower();
        run.onDisk(2, 2, 2).voteOnDisk(2, 2, 0).acknowledge(2, 1, 1, 2);
        run.assertLegal();
    }

    /** n2 took entry 2 from n1 in term 1 and, before its disk had it, replaced it by that of n3 in term 2. */
    private static HandMadeRun overtakenFollower() {
        HandMadeRun run = HandMadeRun.withLeader(3, 1);
        run.append(1, 2, 1).append(2, 2, 1);
        run.elect(3, 2, 1).append(3, 2, 2);
        return run.voteInMemory(2, 2, 0).follow(2, 2).truncate(2, 2).append(2, 2, 2);
    }

    @Test
    void acknowledgementBeyondTheLogIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 1);
        run.acknowledge(2, 1, 1, 2);
        run.assertBroken("PersistBeforeSend", "n2 acknowledged index 2 to n1, but its log ends at 1");
    }

    @Test
    void restartedFollowerIsVerifiedAgain() {
        HandMadeRun run = HandMadeRun.withLeader(3, 2);
        run.acknowledge(2, 1, 1, 2).crash(2);
        run.disks.removeFrom(2, 2);
        run.start(2).append(2, 2, 1).acknowledge(2, 1, 1, 2);
        run.assertBroken("PersistBeforeSend", "while its disk held nothing at index 2");
    }

    @Test
    void secondVoteOnDiskIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 0);
        run.vote(2, 2, 2).voteOnDisk(2, 2, 3);
        run.assertBroken("OneVotePerTerm", "n2 voted for n3 in term 2, after it had voted for n2");
    }

    @Test
    void secondVoteOverARestartIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 0);
        run.vote(2, 2, 3).crash(2).start(2, new HardState(2, member(1), 0, false), List.of(), null);
        run.assertBroken("OneVotePerTerm", "n2 voted for n1 in term 2, after it had voted for n3");
    }

    @Test
    void forgottenVoteIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 0);
        run.vote(2, 2, 3).voteOnDisk(2, 2, 0);
        run.assertBroken("OneVotePerTerm", "the disk of n2 forgot its vote for n3 in term 2");
    }

    @Test
    void grantToASecondCandidateIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 0);
        run.vote(2, 2, 3).grant(2, 3, 2).vote(2, 3, 0).grant(2, 1, 2);
        run.assertBroken("OneVotePerTerm", "n2 voted for n1 in term 2, after it had voted for n3");
    }

    @Test
    void termThatGoesBackIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 0);
        run.vote(2, 3, 0).crash(2).start(2, new HardState(2, null, 0, false), List.of(), null);
        run.assertBroken("TermIsMonotonic", "the term on the disk of n2 went back from 3 to 2");
    }

    @Test
    void commitmentWithoutAMajorityOfDisksIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 1);
        run.append(1, 2, 1).onDisk(1, 2, 1).append(2, 2, 1).commit(1, 2);
        run.assertBroken(
                "DurableOnQuorum",
                "the committed entry of index 2, term 1 was, of the voters n1, n2, n3 in the configuration of index 0 (2 needed), on the disks of n1 only"
                        + " when n1 committed it");
    }

    @Test
    void leaderNeedNotBeInTheMajority() {
        HandMadeRun run = HandMadeRun.withLeader(3, 1);
        run.append(1, 2, 1)
                .append(2, 2, 1)
                .append(3, 2, 1)
                .onDisk(2, 2, 1)
                .onDisk(3, 2, 1)
                .commit(1, 2);
        run.oracles.acknowledged(2, 1);
        run.assertLegal();
    }

    @Test
    void acknowledgementOfWhatIsNotCommittedIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 2);
        run.commit(1, 1);
        run.oracles.acknowledged(2, 1);
        run.assertBroken(
                "DurableOnQuorum",
                "a client was told that the entry of term 1 at index 2 is committed, where no entry is");
    }

    @Test
    void acknowledgementAfterTheDisksLostTheEntryIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 1);
        run.commit(1, 1);
        run.disks.removeFrom(2, 1);
        run.disks.removeFrom(3, 1);
        run.oracles.acknowledged(1, 1);
        run.assertBroken("DurableOnQuorum", "on the disks of n1 only when a client was told it is committed");
    }

    @Test
    void removalOfCommittedEntriesFromTheMajorityIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 1);
        run.replicate(2, 1, 1, 2).commit(1, 2);
        run.truncate(2, 2);
        run.disks.removeFrom(2, 2);
        run.oracles.onDurable(2);
        run.assertBroken("DurableOnQuorum", "on the disks of n1 only after n2 removed entries from index 2 on");
    }

    @Test
    void removalBecomesLegalWhenTheDiskHoldsTheRightEntry() {
        HandMadeRun run = HandMadeRun.withLeader(3, 1);
        run.append(1, 2, 1).onDisk(1, 2, 1);
        run.vote(2, 2, 2).vote(3, 2, 2).lead(2, 2).replicate(2, 2, 2, 3).commit(2, 2);
        run.follow(1, 2).truncate(1, 2).append(1, 2, 2).vote(1, 2, 0).onDisk(1, 2, 2);
        run.assertLegal();
    }

    @Test
    void restartWithoutCommittedEntriesOnTheMajorityIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 1);
        run.replicate(2, 1, 1, 2).commit(1, 2).crash(2);
        run.disks.removeFrom(2, 2);
        run.start(2);
        run.assertBroken("DurableOnQuorum", "on the disks of n1 only after n2 restarted");
    }

    @Test
    void earlierOfTwoRemovalsIsNotForgotten() {
        HandMadeRun run = HandMadeRun.withLeader(3, 1);
        run.replicate(2, 1, 1, 2).replicate(3, 1, 1, 2).commit(1, 3);
        run.truncate(2, 2).append(2, 2, 1).append(2, 3, 1).truncate(2, 3);
        run.disks.removeFrom(2, 2);
        run.oracles.onDurable(2);
        run.assertBroken(
                "DurableOnQuorum",
                "the committed entry of index 2, term 1 was, of the voters n1, n2, n3 in the configuration of index 0 (2 needed), "
                        + "on the disks of n1 only");
    }

    @Test
    void jointConfigurationNeedsBothMajorities() {
        HandMadeRun run = HandMadeRun.withConfiguration(5, 3, 2);
        Configuration joint = new Configuration(members(1, 4, 5), members(1, 2, 3), List.of());
        Configuration target = Configuration.ofVoters(members(1, 4, 5));
        run.oracles.membershipAsked(1, new MembershipChange(1, target));
        run.replicate(entry(3, 1, joint), 1, 2, 3).commit(1, 3);
        run.assertBroken("DurableOnQuorum", "on the disks of n1, n2, n3 only when n1 committed it");
    }

    @Test
    void configurationIsFoundInTheRestoredLog() {
        HandMadeRun run = HandMadeRun.withConfiguration(4, 3, 2);
        Configuration four = Configuration.ofVoters(members(1, 2, 3, 4));
        run.oracles.membershipAsked(1, new MembershipChange(1, four));
        run.append(1, entry(3, 1, four))
                .append(2, 3, 1)
                .onDisk(2, 3, 1)
                .crash(2)
                .start(2);
        run.elect(2, 2, 1, 3).append(2, 4, 2).onDisk(2, 4, 2);
        run.append(3, 3, 1).append(3, 4, 2).onDisk(3, 3, 1).onDisk(3, 4, 2).commit(2, 4);
        run.assertBroken("DurableOnQuorum", "on the disks of n2, n3 only when n2 committed it");
    }

    @Test
    void everyAcknowledgedEntryIsLookedForOnce() {
        HandMadeRun run = HandMadeRun.withLeader(3, 20);
        int looks = run.disks.looks();
        run.acknowledge(2, 1, 1, 10)
                .acknowledge(2, 1, 1, 10)
                .acknowledge(2, 1, 1, 20)
                .acknowledge(2, 1, 1, 15);
        assertEquals(20, run.disks.looks() - looks);
    }

    @Test
    void removalIsWatchedOnlyUntilItIsOnTheDisk() {
        HandMadeRun run = HandMadeRun.withLeader(3, 1);
        run.append(1, 2, 1).onDisk(1, 2, 1);
        run.vote(2, 2, 2).vote(3, 2, 2).lead(2, 2).replicate(2, 2, 2, 3).commit(2, 2);
        run.follow(1, 2).truncate(1, 2).append(1, 2, 2).onDisk(1, 2, 2);
        int looks = run.disks.looks();
        run.oracles.onDurable(1);
        assertEquals(looks, run.disks.looks());
    }

    @Test
    void entryReplacedWithoutTruncationMustBecomeDurableAgain() {
        HandMadeRun run = HandMadeRun.withLeader(3, 2);
        run.acknowledge(2, 1, 1, 2).append(2, 2, 1);
        run.disks.removeFrom(2, 2);
        run.acknowledge(2, 1, 1, 2);
        run.assertBroken("PersistBeforeSend", "while its disk held nothing at index 2");
    }

    @Test
    void entryReplacedWithoutTruncationMustStayOnTheMajority() {
        HandMadeRun run = HandMadeRun.withLeader(3, 1);
        run.replicate(2, 1, 1, 2).commit(1, 2).append(2, 2, 1);
        run.disks.removeFrom(2, 2);
        run.oracles.onDurable(2);
        run.assertBroken("DurableOnQuorum", "on the disks of n1 only after n2 removed entries from index 2 on");
    }

    @Test
    void followerThatCommitsBeforeAnyLeaderIsChecked() {
        HandMadeRun run = HandMadeRun.withLeader(3, 1);
        run.append(1, 2, 1).append(2, 2, 1).commit(2, 2);
        run.assertBroken("DurableOnQuorum", "on no disk when n2 committed it");
    }

    @Test
    void overtakenAcknowledgementOfALeaderThatAppendedNothingIsJudgedByTheLogItBeganWith() {
        HandMadeRun run = HandMadeRun.withLeader(3, 1);
        run.append(1, 2, 1).append(3, 2, 1).elect(3, 2, 1);
        run.vote(2, 2, 0).follow(2, 2).append(2, 2, 1).voteInMemory(2, 3, 0).follow(2, 3);
        run.acknowledge(2, 3, 2, 2);
        run.assertBroken("PersistBeforeSend", "instead of the entry of term 1");
    }

    @Test
    void candidateThatGrantsAnotherItsVoteIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 0);
        run.disks.write(2, new HardState(2, member(2), 0, false));
        run.oracles.onSent(2, new Message.RequestVote(member(2), member(3), 2, EntryId.ZERO, false));
        run.vote(2, 3, 0).grant(2, 3, 2);
        run.assertBroken("OneVotePerTerm", "n2 voted for n3 in term 2, after it had voted for n2");
    }
}
