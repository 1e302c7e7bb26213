package dev.seaworthy.sim.oracle;

import static dev.seaworthy.sim.oracle.HandMadeRun.entry;
import static dev.seaworthy.sim.oracle.HandMadeRun.member;
import static dev.seaworthy.sim.oracle.HandMadeRun.members;

import dev.seaworthy.engine.core.Capabilities;
import dev.seaworthy.engine.core.Chunk;
import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.Effect;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.core.MembershipChange;
import dev.seaworthy.engine.core.Message;
import dev.seaworthy.engine.core.Reason;
import dev.seaworthy.engine.host.Restored;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransferAndCapabilityOraclesTest {
    /** n1 leads n2 and n3, which have committed three entries; n4 is spare. */
    private final HandMadeRun run = HandMadeRun.withConfiguration(4, 3, 3);

    private HandMadeRun handOver(int target, long lastIndex) {
        return run.decide(1, new Message.TimeoutNow(member(1), member(target), 1, new EntryId(1, lastIndex)));
    }

    @Test
    void leaderThatHandsOverToOneWhoHasItAllIsLegal() {
        handOver(2, 3).send(1, new Message.TimeoutNow(member(1), member(2), 1, new EntryId(1, 3)));
        run.elect(2, 2, 3).follow(1, 2).append(2, 4, 2);
        run.assertLegal();
    }

    @Test
    void leaderMayGoOnWhenTheTransferHasFailed() {
        handOver(2, 3);
        run.oracles.onEffect(1, new Effect.EndTransfer(member(2), Reason.TRANSFER_TIMED_OUT));
        run.append(1, 4, 1).assertLegal();
    }

    @Test
    void proposalTakenInDuringATransferIsReported() {
        handOver(2, 3).append(1, 4, 1);
        run.assertBroken("Transfer", "n1 took in index 4 although it has told another node to campaign");
    }

    @Test
    void jointConfigurationIsLeftEvenDuringATransfer() {
        Configuration target = Configuration.ofVoters(members(1, 2, 4));
        run.oracles.membershipAsked(1, new MembershipChange(1, target));
        run.replicate(entry(4, 1, new Configuration(members(1, 2, 4), members(1, 2, 3), List.of())), 1, 2);
        handOver(2, 4).commit(1, 4).append(1, entry(5, 1, target));
        run.assertLegal();
    }

    @Test
    void handingOverToAnIncompleteLogIsReported() {
        run.append(1, 4, 1).append(2, 4, 1);
        handOver(2, 4);
        run.assertBroken("Transfer", "n1 told n2 to campaign although its disk does not hold index 4");
    }

    @Test
    void handingOverAnEarlierLogThanTheOwnIsReported() {
        run.append(1, 4, 1);
        handOver(2, 3);
        run.assertBroken("Transfer", "n1 told n2 to campaign as if its own log ended at index 3");
    }

    @Test
    void handingOverToWhoDoesNotVoteIsReported() {
        handOver(4, 3);
        run.assertBroken(
                "Transfer", "n1 told n4 to campaign although it does not vote in the configuration of index 1");
    }

    @Test
    void handingOverWithoutLeadingIsReported() {
        run.follow(1, 2);
        handOver(2, 3);
        run.assertBroken("Transfer", "n1 told n2 to campaign without leading term 1");
    }

    @Test
    void whatTheTargetLostUnknownToTheLeaderIsForgiven() {
        run.lose(2, 3).start(2);
        handOver(2, 3);
        run.assertLegal();
    }

    @Test
    void whatTheTargetReplacedInALaterTermIsForgiven() {
        HandMadeRun five = HandMadeRun.withConfiguration(5, 5, 3);
        five.replicate(4, 1, 1, 2).elect(5, 2, 3, 4, 5).append(5, 4, 2);
        five.follow(2, 2).truncate(2, 4).append(2, 4, 2);
        five.decide(1, new Message.TimeoutNow(member(1), member(2), 1, new EntryId(1, 4)));
        five.assertLegal();
    }

    /** The node runs a release that understands only this. */
    private void downgrade(int node, int capabilities) {
        HardState state = new HardState(1, member(1), 0, false);
        run.crash(node).disks.removeFrom(node, 4);
        run.start(
                node,
                new Restored(
                        run.configuration,
                        state,
                        null,
                        List.of(entry(1, 1, run.configuration), entry(2, 1), entry(3, 1))),
                capabilities);
    }

    @Test
    void messagesTheReceiverUnderstandsAreLegal() {
        run.send(1, new Message.InstallSnapshot(member(1), member(2), 1, run.snapshot(3, 1), 0, Chunk.NONE));
        run.send(2, new Message.ReadIndex(member(2), member(1), 1, 1, 1));
        run.send(1, new Message.TimeoutNow(member(1), member(2), 1, new EntryId(1, 3)));
        run.assertLegal();
    }

    @Test
    void snapshotForAnOlderReleaseIsReported() {
        downgrade(2, Capabilities.ALL & ~Capabilities.SNAPSHOT);
        run.send(1, new Message.InstallSnapshot(member(1), member(2), 1, run.snapshot(3, 1), 0, Chunk.NONE));
        run.assertBroken("Capability", "n1 sends a InstallSnapshot to n2, whose release does not understand it");
    }

    @Test
    void readIndexForAnOlderReleaseIsReported() {
        downgrade(3, Capabilities.NONE);
        run.send(2, new Message.ReadIndex(member(2), member(3), 1, 1, 1));
        run.assertBroken("Capability", "n2 sends a ReadIndex to n3, whose release does not understand it");
    }

    @Test
    void timeoutNowForAnOlderReleaseIsReported() {
        downgrade(3, Capabilities.ALL & ~Capabilities.TRANSFER);
        run.send(1, new Message.TimeoutNow(member(1), member(3), 1, new EntryId(1, 3)));
        run.assertBroken("Capability", "n1 sends a TimeoutNow to n3");
    }

    @Test
    void whatTheOwnReleaseDoesNotHaveIsNotUsed() {
        downgrade(2, Capabilities.NONE);
        run.send(2, new Message.ReadIndex(member(2), member(1), 1, 1, 1));
        run.assertBroken("Capability", "n2 sends a ReadIndex to n1, which its own release does not have");
    }

    @Test
    void memberThatWasNeverHeardFromKeepsNobodyFromAChange() {
        downgrade(3, Capabilities.NONE);
        Configuration learner = run.configuration.withLearner(member(4));
        run.oracles.membershipAsked(1, new MembershipChange(1, learner));
        run.append(1, entry(4, 1, learner));
        run.assertLegal();
    }

    @Test
    void learnersAreNotMadeWhileAMemberDoesNotKnowThem() {
        downgrade(3, Capabilities.ALL & ~Capabilities.MEMBERSHIP);
        run.hear(3, 1, 1, 3);
        Configuration learner = run.configuration.withLearner(member(4));
        run.oracles.membershipAsked(1, new MembershipChange(1, learner));
        run.append(1, entry(4, 1, learner));
        run.assertBroken("Capability", "which the release of n3 does not understand");
    }
}
