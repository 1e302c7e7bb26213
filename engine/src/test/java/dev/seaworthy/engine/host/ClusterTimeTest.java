package dev.seaworthy.engine.host;

import static dev.seaworthy.engine.host.ReplicaHarness.member;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.core.Message;
import dev.seaworthy.engine.entry.EntryBatch;
import dev.seaworthy.engine.entry.LogEntry;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cluster time: stamped by leaders, never going back from one entry to the next, whoever leads. */
class ClusterTimeTest {
    @Test
    void itAdvancesWithTheLeadersClock() {
        ReplicaHarness node = ReplicaHarness.leader();
        propose(node, "a");
        node.now += 30;
        propose(node, "b");
        assertEquals(30, node.ledger.times.get(1) - node.ledger.times.get(0));
    }

    @Test
    void itStandsStillWhileThereIsNoLeader() {
        ReplicaHarness node = ReplicaHarness.started(3);
        node.receive(appendAt(7_000_000));
        node.run();
        node.sync();
        node.now += 1_000_000;
        ReplicaHarness.elected(node);
        propose(node, "b");
        assertEquals(List.of(7_000_000L, 7_000_000L), node.ledger.times);
    }

    @Test
    void aNewLeaderGoesOnFromTheLastEntryOfTheOldOne() {
        ReplicaHarness node = ReplicaHarness.started(3);
        node.receive(appendAt(7_000_000));
        node.run();
        node.sync();
        ReplicaHarness.elected(node);
        node.now += 20;
        propose(node, "b");
        assertEquals(List.of(7_000_000L, 7_000_020L), node.ledger.times);
    }

    @Test
    void aRestartedLeaderGoesOnFromItsLog() {
        ReplicaHarness node = ReplicaHarness.started(3);
        node.receive(appendAt(7_000_000));
        node.run();
        node.sync();
        ReplicaHarness again = ReplicaHarness.elected(ReplicaHarness.restarted(node.disk, 3, 1000));
        propose(again, "b");
        assertEquals(List.of(7_000_000L, 7_000_000L), again.ledger.times);
    }

    @Test
    void aLeaderWhoseLogIsAllSnapshotGoesOnFromThat() {
        ReplicaHarness node = installed();
        ReplicaHarness.elected(node);
        propose(node, "i");
        assertEquals(List.of(9_000_000L), node.ledger.times);
    }

    @Test
    void aRestartedLeaderWhoseLogIsAllSnapshotGoesOnFromThat() {
        ReplicaHarness again = ReplicaHarness.elected(ReplicaHarness.restarted(installed().disk, 3, 1000));
        propose(again, "i");
        assertEquals(List.of(9_000_000L), again.ledger.times);
    }

    @Test
    void aSnapshotCarriesTheTimeOfItsLastEntry() {
        ReplicaHarness node = ReplicaHarness.restarted(new MemoryDisk(), 3, 1);
        node.receive(appendAt(7_000_000));
        node.run();
        node.sync();
        node.disk.snapshots.work(node.replica);
        node.run();
        assertTrue(
                node.disk.snapshots.durable.keySet().stream().anyMatch(snapshot -> snapshot.timeNanos() == 7_000_000));
    }

    @Test
    void aFollowerAppliesTheTimesOfItsLeaderWhateverItsOwnClockSays() {
        ReplicaHarness node = ReplicaHarness.started(3);
        node.now += 1_000_000;
        node.receive(appendAt(5));
        node.run();
        assertEquals(List.of(5L), node.ledger.times);
    }

    private static ReplicaHarness installed() {
        ReplicaHarness node = ReplicaHarness.started(3);
        SnapshotHostTest.offer(node, "abcdefgh", 9_000_000);
        SnapshotHostTest.install(node);
        node.sync();
        return node;
    }

    /** Entry 1, committed, which node 2 appended at this cluster time. */
    private static Message appendAt(long timeNanos) {
        LogEntry entry = new LogEntry(1, 1, EntryKind.COMMAND, timeNanos, "a".getBytes(UTF_8));
        return new Message.AppendEntries(
                member(2), member(1), 1, EntryId.ZERO, 1, 0, -1, new EntryBatch(List.of(entry)));
    }

    private static void propose(ReplicaHarness node, String command) {
        node.propose(command);
        node.run();
        node.sync();
        node.acknowledge(2, node.replica.core().lastEntry().index(), 0);
        node.run();
    }
}
