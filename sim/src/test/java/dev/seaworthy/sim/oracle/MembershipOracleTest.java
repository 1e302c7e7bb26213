package dev.seaworthy.sim.oracle;

import static dev.seaworthy.sim.oracle.HandMadeRun.entry;
import static dev.seaworthy.sim.oracle.HandMadeRun.member;
import static dev.seaworthy.sim.oracle.HandMadeRun.members;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.MembershipChange;
import dev.seaworthy.engine.core.Reason;
import dev.seaworthy.engine.host.ProposalOutcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class MembershipOracleTest {
    private static final Configuration THREE = Configuration.ofVoters(members(1, 2, 3));
    private static final Configuration FOUR = THREE.withVoter(member(4));
    private static final Configuration OTHERS = Configuration.ofVoters(members(1, 4, 5));
    private static final Configuration JOINT = new Configuration(members(1, 4, 5), members(1, 2, 3), List.of());

    /** n1 leads n1, n2 and n3, which have committed two entries; n4 and n5 are spare. */
    private final HandMadeRun run = HandMadeRun.withConfiguration(5, 3, 2);

    private void ask(long expectedIndex, Configuration target) {
        run.oracles.membershipAsked(1, new MembershipChange(expectedIndex, target));
    }

    private void answer(long expectedIndex, Configuration target, ProposalOutcome outcome) {
        run.oracles.membershipAnswered(1, new MembershipChange(expectedIndex, target), outcome);
    }

    private static ProposalOutcome committed(long term, long index) {
        return new ProposalOutcome.Committed(new EntryId(term, index), new byte[0]);
    }

    @Test
    void simpleChangesOneAfterTheOtherAreLegal() {
        ask(1, FOUR);
        run.replicate(entry(3, 1, FOUR), 1, 2, 3).activate(1, 3, FOUR).commit(1, 3);
        answer(1, FOUR, committed(1, 3));
        ask(3, THREE);
        run.replicate(entry(4, 1, THREE), 1, 2, 3).activate(1, 4, THREE).commit(1, 4);
        answer(3, THREE, committed(1, 4));
        run.assertLegal();
        assertEquals(THREE, run.oracles.committedConfiguration());
        assertEquals(4, run.oracles.committedConfigurationIndex());
    }

    @Test
    void changeByWayOfAJointConfigurationIsLegal() {
        ask(1, OTHERS);
        run.replicate(entry(3, 1, JOINT), 1, 2, 3);
        catchUp(4, 3).catchUp(5, 3);
        assertFalse(run.oracles.isMember(5));
        run.commit(1, 3);
        assertTrue(run.oracles.isMember(5));
        run.replicate(entry(4, 1, OTHERS), 1, 4, 5).commit(1, 4);
        answer(1, OTHERS, committed(1, 4));
        run.assertLegal();
        assertFalse(run.oracles.isMember(2));
    }

    private MembershipOracleTest catchUp(int node, long to) {
        for (long index = 1; index <= to; index++) {
            run.append(node, index, 1).onDisk(node, index, 1);
        }
        return this;
    }

    @Test
    void changeWhileTheOneBeforeIsUncommittedIsReported() {
        ask(1, FOUR);
        run.append(1, entry(3, 1, FOUR));
        ask(3, THREE);
        run.append(1, entry(4, 1, THREE));
        run.assertBroken(
                "Membership",
                "n1 put the configuration of index 4 into its log while the configuration of index 3 is not committed");
    }

    @Test
    void changeBeforeTheLeaderHasCommittedInItsOwnTermIsReported() {
        run.elect(2, 2, 3).append(2, 3, 2);
        run.oracles.membershipAsked(2, new MembershipChange(1, FOUR));
        run.append(2, entry(4, 2, FOUR));
        run.assertBroken(
                "Membership",
                "n2 put the configuration of index 4 into its log before it has committed an entry of its own term 2");
    }

    @Test
    void changeAfterACommitInTheOwnTermIsLegal() {
        run.elect(2, 2, 3).replicate(3, 2, 2, 3).commit(2, 3);
        run.oracles.membershipAsked(2, new MembershipChange(1, FOUR));
        run.append(2, entry(4, 2, FOUR));
        run.assertLegal();
    }

    @Test
    void changeOfTwoVotersAtOnceIsReported() {
        ask(1, OTHERS);
        run.append(1, entry(3, 1, OTHERS));
        run.assertBroken("Membership", "which is no step from the configuration of index 1");
    }

    @Test
    void jointConfigurationThatForgetsAnOldVoterIsReported() {
        ask(1, OTHERS);
        run.append(1, entry(3, 1, new Configuration(members(1, 4, 5), members(1, 2), List.of())));
        run.assertBroken("Membership", "which is no step from");
    }

    @Test
    void jointConfigurationIsLeftForItsNewHalfOnly() {
        ask(1, OTHERS);
        run.replicate(entry(3, 1, JOINT), 1, 2, 3);
        catchUp(4, 3).catchUp(5, 3);
        run.commit(1, 3).append(1, entry(4, 1, THREE));
        run.assertBroken("Membership", "which is no step from the joint configuration of index 3");
    }

    @Test
    void changeThatNobodyAskedForIsReported() {
        run.append(1, entry(3, 1, FOUR));
        run.assertBroken("Membership", "n1 put the configuration of index 3 into its log, which nobody had asked for");
    }

    @Test
    void changeThatWasComputedFromAnotherConfigurationIsReported() {
        ask(1, FOUR);
        run.replicate(entry(3, 1, FOUR), 1, 2, 3).commit(1, 3);
        ask(1, THREE);
        run.append(1, entry(4, 1, THREE));
        run.assertBroken(
                "Membership",
                "computed from the configuration of index 1, but the configuration of index 3 is in force");
    }

    @Test
    void firstConfigurationOfALogIsTheInitialOne() {
        HandMadeRun fresh = HandMadeRun.withLeader(3, 0);
        fresh.append(1, entry(1, 1, Configuration.ofVoters(members(1, 2))));
        fresh.assertBroken("Membership", "which is no step from the configuration of index 0");
    }

    @Test
    void refusalOfAChangeThatWasBegunIsReported() {
        ask(1, FOUR);
        run.append(1, entry(3, 1, FOUR));
        answer(1, FOUR, new ProposalOutcome.Refused(Reason.NOT_LEADER, 0));
        run.assertBroken("Membership", "n1 refused a change, this node is not the leader, after it had made an entry");
    }

    @Test
    void refusalOfAChangeThatWasNotBegunIsLegal() {
        ask(3, FOUR);
        answer(3, FOUR, new ProposalOutcome.Refused(Reason.CONFIGURATION_CHANGED, 1));
        run.assertLegal();
    }

    @Test
    void changeThatIsSaidToBeDoneButIsNotIsReported() {
        ask(1, OTHERS);
        run.replicate(entry(3, 1, JOINT), 1, 2, 3);
        catchUp(4, 3).catchUp(5, 3);
        run.commit(1, 3);
        answer(1, OTHERS, committed(1, 3));
        run.assertBroken("Membership", "n1 says that index 3 has brought about");
    }

    @Test
    void removedLeaderThatGoesOnIsReported() {
        Configuration without = THREE.without(member(1));
        ask(1, without);
        run.replicate(entry(3, 1, without), 1, 2, 3).append(1, 4, 1);
        run.assertLegal();
        run.commit(1, 3).append(1, 5, 1);
        run.assertBroken(
                "Membership",
                "n1 took in index 5 as leader of term 1, after it had committed the configuration of index 3, in which"
                        + " it has no vote");
    }

    @Test
    void removedLeaderDoesNotCountItself() {
        Configuration without = THREE.without(member(1));
        ask(1, without);
        run.replicate(entry(3, 1, without), 1, 2).append(3, 3, 1).commit(1, 3);
        run.assertBroken("DurableOnQuorum", "on the disks of n2 only when n1 committed it");
    }

    @Test
    void learnerDoesNotCount() {
        Configuration learner = THREE.withLearner(member(4));
        ask(1, learner);
        run.append(1, entry(3, 1, learner)).onDisk(1, 3, 1);
        catchUp(4, 3);
        run.commit(1, 3);
        run.assertBroken(
                "DurableOnQuorum",
                "the committed entry of index 3, term 1 was, of the voters n1, n2, n3 in the configuration of index 3"
                        + " (2 needed), on the disks of n1 only when n1 committed it; n4 held it on disk too, but did"
                        + " not vote in that configuration");
    }

    @Test
    void newDiskDoesNotCountForTheOldOne() {
        run.wipe(2, 7).start(2).append(1, 3, 1).onDisk(1, 3, 1);
        catchUp(2, 3);
        run.commit(1, 3);
        run.assertBroken("DurableOnQuorum", "on the disks of n1 only when n1 committed it");
    }

    @Test
    void newDiskCountsUnderItsNewName() {
        Member fresh = new Member(2, 7);
        Configuration learning = THREE.withLearner(fresh);
        Configuration replaced = THREE.replacing(member(2), fresh);
        run.wipe(2, 7).start(2);
        ask(1, learning);
        run.replicate(entry(3, 1, learning), 1, 3).commit(1, 3);
        catchUp(2, 3);
        ask(3, replaced);
        run.append(1, entry(4, 1, new Configuration(replaced.voters(), THREE.voters(), List.of())));
        run.onDisk(1, 4, 1).append(3, 4, 1).onDisk(3, 4, 1).commit(1, 4);
        run.append(1, entry(5, 1, replaced)).onDisk(1, 5, 1).append(2, 4, 1).append(2, 5, 1);
        run.onDisk(2, 4, 1).onDisk(2, 5, 1).commit(1, 5);
        run.assertLegal();
    }

    @Test
    void followerGoesByWhatItIsAboutToAppend() {
        ask(1, FOUR);
        run.append(1, entry(3, 1, FOUR)).activate(1, 3, FOUR);
        run.activate(2, 3, FOUR).append(2, 3, 1).truncate(2, 3).activate(2, 1, THREE);
        run.assertLegal();
    }

    @Test
    void configurationInAnInstalledSnapshotIsActiveThoughItsEntryIsGone() {
        run.apply(1, entry(1, 1, run.configuration), "r", 1).apply(1, entry(2, 1), "r", 2);
        run.oracles.onSnapshotSaved(1, run.snapshot(2, 1));
        run.install(4, run.snapshot(2, 1)).activate(4, 1, THREE);
        run.assertLegal();
        run.activate(4, 1, FOUR);
        run.assertBroken("Membership", "n4 goes by");
    }

    @Test
    void followerThatGoesByAnotherConfigurationThanItAppendsIsReported() {
        ask(1, FOUR);
        run.append(1, entry(3, 1, FOUR)).activate(2, 3, THREE).append(2, 3, 1);
        run.assertBroken("Membership", "n2 goes by");
    }

    @Test
    void configurationThatIsKeptAfterItsEntryWasRemovedIsReported() {
        ask(1, FOUR);
        run.append(1, entry(3, 1, FOUR)).append(2, 3, 1).truncate(2, 3).activate(2, 2, FOUR);
        run.assertBroken("Membership", "n2 goes by");
    }
}
