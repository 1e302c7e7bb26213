package dev.seaworthy.engine.host;

import static dev.seaworthy.engine.host.ReplicaHarness.member;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.Message;
import dev.seaworthy.engine.core.RoleName;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Entries that only the disk still holds are read back for followers that lag, and nobody waits for that. */
class CatchUpTest {
    @Test
    void whatTheCacheNoLongerHoldsIsReadAndThenSent() {
        ReplicaHarness node = laggingFollower(1000);
        assertEquals(1, node.disk.questions());
        assertEquals(List.of(), node.carriers(3));
        node.disk.answer(node.replica);
        node.run();
        assertEquals(1, node.carriers(3).size());
        assertEquals("abc", ReplicaHarness.commands(node.carriers(3).get(0)));
        assertEquals(new EntryId(1, 1), node.carriers(3).get(0).prev());
    }

    @Test
    void whatTheCacheHoldsIsSentAtOnce() {
        ReplicaHarness node = followerThatLags(ReplicaHarness.leader());
        assertEquals(0, node.disk.questions());
        assertEquals("abc", ReplicaHarness.commands(node.carriers(3).get(0)));
    }

    @Test
    void theReplicaGoesOnWhileTheDiskReads() {
        ReplicaHarness node = laggingFollower(1000);
        node.propose("d");
        node.run();
        node.sync();
        node.acknowledge(2, 5, 0);
        node.run();
        assertEquals("abcd", node.ledger.text());
        assertEquals("d", ReplicaHarness.commands(node.carriers(2).get(0)));
    }

    @Test
    void anAnswerThatComesAfterTheLeadershipIsLostIsNotSent() {
        ReplicaHarness node = laggingFollower(1000);
        node.receive(new Message.RequestVoteReply(member(2), member(1), 7, false));
        node.run();
        node.disk.answer(node.replica);
        node.run();
        assertEquals(List.of(), node.carriers(3));
    }

    @Test
    void anAnswerThatComesAfterTheLeaderHasSteppedDownInItsTermIsNotSent() {
        ReplicaHarness node = laggingFollower(1000);
        for (int i = 0; i < 20 && node.replica.core().role() == RoleName.LEADER; i++) {
            node.timeOut();
        }
        assertEquals(1, node.replica.core().term());
        node.sent.clear();
        node.disk.answer(node.replica);
        node.run();
        assertEquals(List.of(), node.sent);
    }

    @Test
    void anAnswerThatWasAskedForInAnEarlierTermIsNotSentInALaterOne() {
        ReplicaHarness node = laggingFollower(1000);
        node.receive(new Message.RequestVoteReply(member(2), member(1), 7, false));
        node.run();
        node.sync();
        ReplicaHarness.elected(node);
        assertEquals(RoleName.LEADER, node.replica.core().role());
        node.disk.answer(node.replica);
        node.run();
        assertEquals(List.of(), node.carriers(3));
    }

    @Test
    void whatWasCompactedMeanwhileIsNotSentInPartAndASnapshotFollows() {
        ReplicaHarness node = laggingFollower(4);
        node.disk.snapshots.work(node.replica);
        node.run();
        node.sync();
        assertEquals(new EntryId(1, 2), node.disk.start().base());
        node.disk.answer(node.replica);
        node.run();
        assertEquals(List.of(), node.carriers(3), "entries 3 and 4 do not follow on entry 1");
        // The next heartbeat finds out that node 3 misses what was sent to it.
        node.timeOut();
        node.receive(new Message.AppendEntriesReply(member(3), member(1), 1, false, 4, new EntryId(1, 1), 0, 0));
        node.run();
        node.disk.snapshots.work(node.replica);
        node.run();
        assertTrue(node.sent.stream()
                .anyMatch(message -> message instanceof Message.InstallSnapshot install
                        && install.to().equals(member(3))
                        && install.snapshot().last().index() == 4));
    }

    private static ReplicaHarness laggingFollower(int snapshotEntries) {
        return followerThatLags(
                ReplicaHarness.elected(ReplicaHarness.withoutCache(new MemoryDisk(), 3, snapshotEntries)));
    }

    /** Entries 2 to 4 are committed and applied; node 3 has just acknowledged entry 1. */
    private static ReplicaHarness followerThatLags(ReplicaHarness node) {
        node.propose("a");
        node.propose("b");
        node.propose("c");
        node.run();
        node.sync();
        node.acknowledge(2, 4, 0);
        node.run();
        node.sent.clear();
        node.acknowledge(3, 1, 0);
        node.run();
        return node;
    }
}
