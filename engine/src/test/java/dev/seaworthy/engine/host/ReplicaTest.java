package dev.seaworthy.engine.host;

import static dev.seaworthy.engine.host.ReplicaHarness.member;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.Capabilities;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.core.Message;
import dev.seaworthy.engine.core.RoleName;
import dev.seaworthy.engine.wire.FrameCodec;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplicaTest {
    @Test
    void theWritesOfOneFlushAreOneBatch() {
        ReplicaHarness node = ReplicaHarness.started(3);
        node.receive(ReplicaHarness.append(2, 1, EntryId.ZERO, 0, "abc"));
        node.run();
        assertEquals(1, node.disk.batches.size());
        assertEquals(new HardState(1, null, 0, false), node.disk.batches.get(0).hardState());
        assertEquals("abc", ReplicaHarness.commands(node.disk.batches.get(0).entries()));

        node.receive(ReplicaHarness.append(3, 2, new EntryId(1, 1), 0, "xy"));
        node.run();
        assertEquals(2, node.disk.batches.size());
        StorageBatch batch = node.disk.batches.get(1);
        assertEquals(new HardState(2, null, 0, false), batch.hardState());
        assertEquals(2, batch.truncateFrom());
        assertEquals("xy", ReplicaHarness.commands(batch.entries()));
        assertEquals(3, node.replica.core().lastEntry().index());
    }

    @Test
    void entriesThatWereReplacedBeforeTheyWereWrittenAreNotWritten() {
        ReplicaHarness node = ReplicaHarness.started(3);
        node.receive(ReplicaHarness.append(2, 1, EntryId.ZERO, 0, "abc"));
        node.receive(ReplicaHarness.append(3, 2, new EntryId(1, 1), 0, "x"));
        node.run();
        assertEquals(1, node.disk.batches.size());
        assertEquals("ax", ReplicaHarness.commands(node.disk.batches.get(0).entries()));
        node.sync();
        assertEquals(2, node.replica.core().durableIndex());
    }

    @Test
    void twoTruncationsInOneBatchRemoveWhatTheDeeperOneRemoves() {
        ReplicaHarness node = ReplicaHarness.started(3);
        node.receive(ReplicaHarness.append(2, 1, EntryId.ZERO, 0, "abcd"));
        node.run();
        node.sync();
        node.receive(ReplicaHarness.append(3, 2, new EntryId(1, 1), 0, "xy"));
        node.receive(ReplicaHarness.append(2, 3, new EntryId(2, 2), 0, "z"));
        node.run();
        node.sync();
        StorageBatch batch = node.disk.batches.get(1);
        assertEquals(2, batch.truncateFrom());
        assertEquals("xz", ReplicaHarness.commands(batch.entries()));
        assertEquals(
                3,
                ReplicaHarness.restarted(node.disk, 3, 1000)
                        .replica
                        .core()
                        .lastEntry()
                        .index());
    }

    @Test
    void ofEntriesPartlyThereOnlyTheNewOnesAreWritten() {
        ReplicaHarness node = ReplicaHarness.started(3);
        node.receive(ReplicaHarness.append(2, 1, EntryId.ZERO, 0, "abc"));
        node.run();
        node.receive(ReplicaHarness.append(2, 1, new EntryId(1, 1), 4, "bcd"));
        node.run();
        assertEquals("d", ReplicaHarness.commands(node.disk.batches.get(1).entries()));
        assertEquals("abcd", node.ledger.text());
    }

    @Test
    void nothingIsWrittenWhereNothingChanged() {
        ReplicaHarness node = ReplicaHarness.started(3);
        node.run();
        node.run();
        assertEquals(List.of(), node.disk.batches);
    }

    @Test
    void aMessageLeavesOnceItsWriteIsDurableAndOnce() {
        ReplicaHarness node = ReplicaHarness.started(3);
        node.receive(new Message.RequestVote(member(2), member(1), 1, EntryId.ZERO, false));
        node.run();
        assertEquals(List.of(), node.sent);
        node.sync();
        node.run();
        assertEquals(List.of(new Message.RequestVoteReply(member(1), member(2), 1, true)), node.sent);
    }

    @Test
    void aMessageDoesNotLeaveWithAnEarlierWrite() {
        ReplicaHarness node = ReplicaHarness.started(3);
        node.receive(new Message.RequestVote(member(2), member(1), 1, EntryId.ZERO, false));
        node.run();
        node.receive(new Message.RequestVote(member(3), member(1), 2, EntryId.ZERO, false));
        node.run();
        node.replica.persisted(node.disk.batches.get(0).ioSeq());
        node.run();
        assertEquals(List.of(new Message.RequestVoteReply(member(1), member(2), 1, true)), node.sent);
        node.replica.persisted(node.disk.batches.get(1).ioSeq());
        node.run();
        assertEquals(
                List.of(
                        new Message.RequestVoteReply(member(1), member(2), 1, true),
                        new Message.RequestVoteReply(member(1), member(3), 2, true)),
                node.sent);
    }

    @Test
    void anAppendIsAcknowledgedOnceDurable() {
        ReplicaHarness node = ReplicaHarness.started(3);
        node.receive(ReplicaHarness.append(2, 1, EntryId.ZERO, 0, "abc"));
        node.run();
        assertEquals(List.of(), node.sent);
        node.sync();
        assertEquals(
                List.of(new Message.AppendEntriesReply(member(1), member(2), 1, true, 3, EntryId.ZERO, 0, 0)),
                node.sent);
    }

    @Test
    void manyProposalsMakeOneBatchAndOneMessageForEachPeer() {
        ReplicaHarness node = ReplicaHarness.leader();
        int batches = node.disk.batches.size();
        node.propose("a");
        node.propose("b");
        node.propose("c");
        node.run();
        assertEquals(batches + 1, node.disk.batches.size());
        assertEquals(
                "abc", ReplicaHarness.commands(node.disk.batches.get(batches).entries()));
        assertEquals(1, node.sent.size());
        assertEquals(3, ((Message.AppendEntries) node.sent.get(0)).entries().count());
    }

    @Test
    void aProposerIsToldItsPlaceAndAnswerOnceCommittedAndApplied() {
        ReplicaHarness node = ReplicaHarness.leader();
        node.propose("a");
        node.propose("b");
        node.run();
        node.sync();
        assertEquals(List.of(), node.outcomes);
        node.acknowledge(2, 2, 0);
        node.run();
        assertEquals(List.of("a: committed at 2, a"), node.outcomes);
        node.acknowledge(2, 3, 0);
        node.run();
        node.run();
        assertEquals(List.of("a: committed at 2, a", "b: committed at 3, ab"), node.outcomes);
        assertEquals(3, node.replica.appliedIndex());
    }

    @Test
    void aFollowerRefusesAndNamesTheLeader() {
        ReplicaHarness node = ReplicaHarness.started(3);
        node.receive(ReplicaHarness.append(3, 1, EntryId.ZERO, 0, "a"));
        node.propose("p");
        node.run();
        assertEquals(List.of("p: refused, NOT_LEADER, leader 3"), node.outcomes);
        assertEquals(1, node.replica.core().lastEntry().index());
    }

    @Test
    void aRefusalOfTheCoreReachesTheProposer() {
        ReplicaHarness node = ReplicaHarness.leader();
        node.propose("x".repeat(1501));
        node.run();
        assertTrue(
                node.outcomes
                        .get(0)
                        .endsWith("refused, PAYLOAD_TOO_LARGE, leader 1: it has 1501 bytes, and the limit,"
                                + " Limits.entryBytesMax, is 1500"),
                node.outcomes.get(0));
    }

    @Test
    void outcomesBecomeUnknownWhenLeadershipIsLost() {
        ReplicaHarness node = ReplicaHarness.leader();
        node.propose("a");
        node.run();
        node.receive(ReplicaHarness.append(3, 2, new EntryId(1, 1), 1, "z"));
        node.propose("b");
        node.run();
        assertEquals(List.of("b: refused, NOT_LEADER, leader 3", "a: unknown, LEADER_FOUND"), node.outcomes);
        node.receive(ReplicaHarness.append(3, 2, new EntryId(2, 2), 2, ""));
        node.run();
        assertEquals(2, node.outcomes.size());
        assertEquals("z", node.ledger.text());
    }

    @Test
    void anotherEntryCommittedInItsPlaceIsNotTakenForTheProposal() {
        ReplicaHarness node = ReplicaHarness.leader();
        node.propose("a");
        node.run();
        node.receive(ReplicaHarness.append(3, 2, new EntryId(1, 1), 2, "z"));
        node.run();
        assertEquals("z", node.ledger.text());
        assertEquals(List.of("a: unknown, LEADER_FOUND"), node.outcomes);
    }

    @Test
    void whatWasCommittedBeforeLeadershipWasLostIsReportedCommitted() {
        ReplicaHarness node = ReplicaHarness.leader();
        node.propose("a");
        node.propose("b");
        node.run();
        node.sync();
        node.acknowledge(2, 2, 0);
        node.receive(new Message.RequestVoteReply(member(3), member(1), 7, false));
        node.run();
        assertEquals(List.of("a: committed at 2, a", "b: unknown, HIGHER_TERM"), node.outcomes);
    }

    @Test
    void readsThatArriveTogetherShareOneRound() {
        ReplicaHarness node = ReplicaHarness.leader();
        node.read("q");
        node.read("r");
        node.run();
        List<Long> rounds = node.sent.stream()
                .map(each -> ((Message.AppendEntries) each).readSequence())
                .toList();
        assertEquals(List.of(1L, 1L), rounds);
        assertEquals(List.of(), node.outcomes);
        node.acknowledge(2, 1, 1);
        node.run();
        assertEquals(List.of("q: answered at 1, q=", "r: answered at 1, r="), node.outcomes);
    }

    @Test
    void aReadSeesEveryProposalCommittedBeforeIt() {
        ReplicaHarness node = ReplicaHarness.leader();
        node.propose("a");
        node.run();
        node.sync();
        node.acknowledge(2, 2, 0);
        node.read("q");
        node.run();
        node.acknowledge(3, 0, 1);
        node.run();
        assertEquals(List.of("a: committed at 2, a", "q: answered at 2, q=a"), node.outcomes);
    }

    @Test
    void aReadConfirmedWithACommitSeesItInTheSameRun() {
        ReplicaHarness node = ReplicaHarness.restarted(new MemoryDisk(), 1, 1000);
        node.timeOut();
        node.settle();
        node.propose("a");
        node.run();
        node.read("q");
        node.sync();
        assertEquals(List.of("a: committed at 2, a", "q: answered at 2, q=a"), node.outcomes);
    }

    @Test
    void theStateMachineSeesCommandsOnly() {
        ReplicaHarness node = ReplicaHarness.leader();
        assertEquals(1, node.replica.appliedIndex());
        assertEquals(0, node.ledger.lastApplied());
    }

    @Test
    void waitingReadsFailWhenLeadershipIsLost() {
        ReplicaHarness node = ReplicaHarness.leader();
        node.read("q");
        node.run();
        node.receive(new Message.RequestVoteReply(member(3), member(1), 7, false));
        node.run();
        node.run();
        assertEquals(List.of("q: failed, HIGHER_TERM, leader 0"), node.outcomes);
    }

    @Test
    void aSnapshotIsTakenAndARestartedReplicaGoesOnFromIt() {
        ReplicaHarness node = ReplicaHarness.restarted(new MemoryDisk(), 1, 3);
        node.timeOut();
        node.settle();
        for (String command : List.of("a", "b", "c", "d")) {
            node.propose(command);
            node.settle();
        }
        assertEquals("abcd", node.ledger.text());
        LogStart start = node.disk.start();
        assertEquals(new EntryId(1, 3), start.snapshot().last());
        assertEquals(new EntryId(1, 1), start.base(), "two entries trail");
        assertEquals(1, start.snapshot().configurationIndex());
        assertEquals(1, node.disk.snapshots.durable.size());

        ReplicaHarness again = ReplicaHarness.restarted(node.disk, 1, 3);
        assertEquals("ab", again.ledger.text());
        assertEquals(3, again.replica.appliedIndex());
        again.timeOut();
        again.settle();
        assertEquals(RoleName.LEADER, again.replica.core().role());
        assertEquals("abcd", again.ledger.text());
        again.propose("e");
        again.settle();
        assertEquals(List.of("e: committed at 7, abcde"), again.outcomes);
    }

    @Test
    void whatWasNotSyncedIsForgottenByARestartAndWasNeverPromised() {
        ReplicaHarness node = ReplicaHarness.started(3);
        node.receive(new Message.RequestVote(member(2), member(1), 1, EntryId.ZERO, false));
        node.run();
        ReplicaHarness again = ReplicaHarness.restarted(node.disk, 3, 1000);
        assertEquals(List.of(), node.sent);
        assertEquals(HardState.INITIAL, again.replica.core().hardState());
    }

    @Test
    void aFailedDiskHaltsTheReplicaAndEverybodyIsTold() {
        ReplicaHarness node = ReplicaHarness.leader();
        node.propose("a");
        node.run();
        node.read("q");
        node.run();
        node.sent.clear();
        int batches = node.disk.batches.size();
        node.propose("b");
        node.replica.storageFailed("the sync failed");
        node.propose("c");
        node.read("r");
        node.run();
        assertTrue(node.replica.core().isHalted());
        assertEquals(5, node.outcomes.size(), node.outcomes::toString);
        assertTrue(node.outcomes.contains("a: unknown, HALTED"));
        assertTrue(node.outcomes.contains("b: unknown, HALTED"));
        assertTrue(node.outcomes.stream().anyMatch(each -> each.startsWith("c: refused, HALTED")));
        assertTrue(node.outcomes.stream().anyMatch(each -> each.startsWith("q: failed, HALTED")));
        assertTrue(node.outcomes.stream().anyMatch(each -> each.startsWith("r: failed, HALTED")));
        assertEquals(List.of(), node.sent);
        assertEquals(batches, node.disk.batches.size());
        node.propose("d");
        node.run();
        assertTrue(node.outcomes.get(5).startsWith("d: refused, HALTED"));
        assertEquals(Long.MAX_VALUE, node.replica.nextDeadlineNanos());
    }

    @Test
    void aMessageThatWaitedForAWriteThatFailedNeverLeaves() {
        ReplicaHarness node = ReplicaHarness.started(3);
        node.receive(new Message.RequestVote(member(2), member(1), 1, EntryId.ZERO, false));
        node.run();
        node.replica.storageFailed("the sync failed");
        node.sync();
        node.run();
        assertEquals(List.of(), node.sent);
    }

    @Test
    void damagedFramesAreDroppedAndCounted() {
        ReplicaHarness node = ReplicaHarness.started(3);
        Message vote = new Message.RequestVote(member(2), member(1), 1, EntryId.ZERO, false);
        byte[] frame =
                ReplicaHarness.frame(FrameCodec.encode(vote, Capabilities.ALL)).array();
        for (int i = 0; i < frame.length; i++) {
            byte[] damaged = frame.clone();
            damaged[i] ^= 0x10;
            node.replica.receive(ByteBuffer.wrap(damaged));
        }
        node.run();
        assertEquals(frame.length, node.replica.refusedFrames());
        assertEquals(0, node.replica.core().term());
        assertFalse(node.replica.core().isHalted());
        node.receive(vote);
        node.run();
        assertEquals(new HardState(1, member(2), 0, false), node.replica.core().hardState());
        assertEquals(frame.length, node.replica.refusedFrames());
    }

    @Test
    void aFollowerAppliesWhatTheLeaderCommittedInOrderAndOnce() {
        ReplicaHarness node = ReplicaHarness.started(3);
        node.receive(ReplicaHarness.append(2, 1, EntryId.ZERO, 0, "abc"));
        node.receive(ReplicaHarness.append(2, 1, new EntryId(1, 3), 2, ""));
        node.receive(ReplicaHarness.append(2, 1, EntryId.ZERO, 2, "abc"));
        node.run();
        assertEquals("ab", node.ledger.text());
        node.receive(ReplicaHarness.append(2, 1, new EntryId(1, 3), 3, ""));
        node.run();
        assertEquals("abc", node.ledger.text());
    }
}
