package dev.seaworthy.sim.oracle;

import static dev.seaworthy.sim.oracle.HandMadeRun.member;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.Message;
import dev.seaworthy.engine.core.RoleName;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecoveryAndIdentityOraclesTest {
    /** n1 leads n2 and n3; all have committed three entries. */
    private final HandMadeRun run = HandMadeRun.withConfiguration(4, 3, 3);

    /** n2 loses entry 3, which it had acknowledged, and starts again. */
    private HandMadeRun lost() {
        return run.lose(2, 3).start(2);
    }

    @Test
    void replicaThatIsGivenBackWhatItLostHasRecovered() {
        lost().hear(2, 1, 1, 0);
        assertTrue(run.oracles.isRecovering(2));
        run.append(2, 3, 1).onDisk(2, 3, 1).acknowledge(2, 1, 1, 3).recover(2);
        run.vote(2, 2, 3).vote(3, 2, 3).lead(3, 2);
        run.assertLegal();
        assertFalse(run.oracles.isRecovering(2));
    }

    @Test
    void lossThatGoesUnnoticedIsReported() {
        run.lose(2, 3);
        run.start(2, new HardState(1, member(1), 0, false), List.of(), null);
        run.assertBroken("Recovery", "n2 lost entries that it may have acknowledged, but starts as if it had them all");
    }

    @Test
    void voteOfARecoveringReplicaIsReported() {
        lost().voteInMemory(2, 2, 3);
        run.assertBroken("Recovery", "n2 gives n3 its vote although it is recovering");
    }

    @Test
    void voteThatWasGivenBeforeTheLossMayBeRepeated() {
        lost().grant(2, 1, 1);
        run.assertLegal();
    }

    @Test
    void voteThatLeavesARecoveringReplicaIsReported() {
        lost().send(2, new Message.RequestVoteReply(member(2), member(3), 2, true));
        run.assertBroken("Recovery", "n2 gives n3 its vote although it is recovering");
    }

    @Test
    void preVoteOfARecoveringReplicaIsReported() {
        lost().send(2, new Message.PreVoteReply(member(2), member(3), 1, true));
        run.assertBroken("Recovery", "n2 gives n3 a pre-vote although it is recovering");
    }

    @Test
    void campaignOfARecoveringReplicaIsReported() {
        lost().role(2, RoleName.PRE_CANDIDATE, 1, 0);
        run.assertBroken("Recovery", "n2 became PRE_CANDIDATE although it is recovering");
    }

    @Test
    void recoveringReplicaThatAsksForVotesIsReported() {
        lost().send(2, new Message.PreVote(member(2), member(3), 1, new EntryId(1, 2)));
        run.assertBroken("Recovery", "n2 campaigns for term 2 although it is recovering");
    }

    @Test
    void recoveryBeforeTheLostEntriesAreDurableIsReported() {
        lost().hear(2, 1, 1, 0).append(2, 3, 1).recover(2);
        run.assertBroken(
                "Recovery",
                "n2 stopped recovering although its disk does not hold index 3, up to which n1 had entries when it"
                        + " first heard of the loss");
    }

    @Test
    void recoveryByALeaderThatHasNotHeardOfTheLossIsReported() {
        run.hear(2, 1, 1, 3);
        lost().append(2, 3, 1).onDisk(2, 3, 1).recover(2);
        run.assertBroken("Recovery", "n2 stopped recovering although n1, leader of term 1, had never heard of");
    }

    @Test
    void recoveryInATermWithoutALeaderIsReported() {
        lost().append(2, 3, 1).onDisk(2, 3, 1).vote(2, 2, 0).recover(2);
        run.assertBroken("Recovery", "n2 stopped recovering in term 2, which nobody ever led");
    }

    @Test
    void recoveryWithoutACommittedEntryThatWasLostIsReported() {
        // n1 leads another term by now: what it knew when it told n2 is not known any more.
        lost().elect(1, 2, 3).recover(2);
        run.assertBroken(
                "Recovery",
                "n2 stopped recovering although its disk does not hold the committed entry of index 3 again, which it"
                        + " had lost");
    }

    @Test
    void whatTheWorldTookStillCountsUntilTheLeaderHearsOfIt() {
        run.append(1, 4, 1).onDisk(1, 4, 1).append(2, 4, 1).onDisk(2, 4, 1).acknowledge(2, 1, 1, 4);
        run.lose(2, 4).start(2).commit(1, 4);
        run.oracles.acknowledged(4, 1);
        run.assertLegal();
    }

    @Test
    void acknowledgementOfAnEarlierIncarnationDoesNotCountOnceTheLeaderHasHeardOfTheLoss() {
        run.append(1, 4, 1).onDisk(1, 4, 1).append(2, 4, 1).onDisk(2, 4, 1).acknowledge(2, 1, 1, 4);
        run.lose(2, 4).start(2).hear(2, 1, 1, 3).commit(1, 4);
        run.assertBroken("DurableOnQuorum", "on the disks of n1 only when n1 committed it");
    }

    @Test
    void onlyWhatTheWorldTookIsForgiven() {
        run.append(1, 4, 1).onDisk(1, 4, 1).append(2, 4, 1).onDisk(2, 4, 1);
        run.lose(2, 4);
        run.disks.removeFrom(2, 3);
        run.disks.removeFrom(3, 3);
        run.start(2);
        run.assertBroken("DurableOnQuorum", "on the disks of n1 only after n2 restarted");
    }

    @Test
    void answerInTheNameOfAnEarlierIncarnationIsReported() {
        lost().send(2, new Message.AppendEntriesReply(member(2), member(1), 1, true, 2, EntryId.ZERO, 0, 0));
        run.assertBroken("Recovery", "n2 of incarnation 1 answers its leader as one of incarnation 0");
    }

    @Test
    void incarnationThatGoesBackIsReported() {
        lost();
        run.disks.write(2, new HardState(1, member(1), 0, false));
        run.oracles.onDurable(2);
        run.assertBroken("TermIsMonotonic", "the incarnation on the disk of n2 went back from 1 to 0");
    }

    @Test
    void wipedDiskStillCountsForWhatItHeld() {
        run.replicate(4, 1, 1, 2).commit(1, 4);
        run.wipe(2, 7).start(2);
        run.oracles.acknowledged(4, 1);
        run.assertLegal();
    }

    @Test
    void wipedDiskDoesNotCountForWhatItNeverHeld() {
        run.replicate(4, 1, 1, 2);
        run.wipe(2, 7).start(2);
        run.append(1, 5, 1).onDisk(1, 5, 1).commit(1, 5);
        run.assertBroken("DurableOnQuorum", "on the disks of n1 only when n1 committed it");
    }

    @Test
    void newDiskVotesUnderItsNewName() {
        run.wipe(2, 7)
                .start(2)
                .vote(2, 1, 3)
                .vote(2, 2, 3)
                .vote(3, 2, 3)
                .vote(1, 2, 3)
                .lead(3, 2);
        run.assertLegal();
    }

    @Test
    void newDiskThatVotesUnderTheOldNameIsReported() {
        run.wipe(2, 7).start(2).voteOnDisk(2, 2, 3);
        run.send(2, new Message.RequestVoteReply(member(2), member(3), 2, true));
        run.assertBroken("Identity", "sends a RequestVoteReply of term 2 as " + member(2));
    }

    @Test
    void voteOfANewDiskDoesNotElectWhereOnlyTheOldOneVotes() {
        run.wipe(2, 7).start(2).vote(2, 2, 3).vote(3, 2, 3).lead(3, 2);
        run.assertBroken("ElectedByQuorum", "n3 became leader of term 2 with the votes of n3, which is no quorum");
    }

    @Test
    void newDiskWithTheOldNameIsReported() {
        run.wipe(2, 7);
        run.disks.replace(2, member(2));
        run.start(2);
        run.assertBroken("Identity", "n2 starts as " + member(2) + ", but it is " + new Member(2, 7));
    }

    @Test
    void messageInTheNameOfAnotherNodeIsReported() {
        run.send(2, new Message.AppendEntriesReply(member(3), member(1), 1, false, 2, EntryId.ZERO, 0, 0));
        run.assertBroken("Identity", "n2, which is " + member(2) + ", sends a AppendEntriesReply");
    }
}
