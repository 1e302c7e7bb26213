package dev.seaworthy.engine.core;

import static dev.seaworthy.engine.core.CoreHarness.member;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a replica shows of itself. */
class StatusTest {
    @Test
    void aFollowerShowsItsLogItsLeaderAndNobodyElse() {
        CoreHarness node = CoreHarness.started(1, 3);
        node.receive(new Message.AppendEntries(
                member(2), member(1), 4, EntryId.ZERO, 1, 0, Progress.UNKNOWN, TestEntries.ofTerms(1, 1, 4)));
        Status status = node.core.status();
        assertEquals(member(1), status.self());
        assertEquals(RoleName.FOLLOWER, status.role());
        assertEquals(4, status.term());
        assertEquals(2, status.leaderId());
        assertEquals(1, status.firstIndex());
        assertEquals(3, status.lastIndex());
        assertEquals(0, status.durableIndex());
        assertEquals(1, status.commitIndex());
        assertEquals(2, status.uncommittedBytes());
        assertEquals(0, status.snapshotIndex());
        assertEquals(List.of(), status.peers());
        assertNull(status.transferTarget());
        node.persistAll();
        assertEquals(3, node.core.status().durableIndex());
    }

    @Test
    void aFollowerCountsTheReadsItHasAskedItsLeaderFor() {
        TestWorld world = TestWorld.ledByNode1(3);
        assertEquals(0, world.core(2).status().pendingReads());
        world.run("read 2");
        assertEquals(1, world.core(2).status().pendingReads());
        world.run("settle 1 2 3");
        assertEquals(0, world.core(2).status().pendingReads());
    }

    @Test
    void aLeaderShowsHowFarEachFollowerIsAndWhatIsOnItsWay() {
        TestWorld world = TestWorld.ledByNode1(3).run("propose 1 10 20", "drop-all");
        Status status = world.core(1).status();
        assertEquals(RoleName.LEADER, status.role());
        assertEquals(1, status.leaderId());
        assertEquals(30, status.uncommittedBytes());
        assertEquals(
                List.of(member(2), member(3)),
                status.peers().stream().map(PeerStatus::member).toList());
        PeerStatus peer = status.peers().get(0);
        assertEquals(PeerStatus.Replication.REPLICATE, peer.replication());
        assertEquals(1, peer.matchIndex());
        assertEquals(4, peer.nextIndex());
        assertEquals(1, peer.inflightMessages());
        assertEquals(30, peer.inflightBytes());
        assertEquals(0, peer.snapshotOffset());
        assertEquals(0, peer.incarnation());
    }

    @Test
    void aLeaderCountsTheReadsThatWaitForAQuorum() {
        TestWorld world = TestWorld.ledByNode1(3).run("read 1");
        assertEquals(1, world.core(1).status().pendingReads());
        world.run("settle 1 2 3");
        assertEquals(0, world.core(1).status().pendingReads());
    }

    @Test
    void aTransferShowsItsTargetUntilItIsOver() {
        TestWorld world = TestWorld.ledByNode1(3).run("propose 1 10", "transfer 1 2");
        assertEquals(member(2), world.core(1).status().transferTarget());
        world.run("settle 1 2 3");
        assertNull(world.core(1).status().transferTarget());
    }

    @Test
    void aChangeShowsWhetherItIsCommitted() {
        TestWorld world = TestWorld.ledByNode1(3).run("change 1 1,2");
        assertFalse(world.core(1).status().configurationCommitted());
        assertEquals(2, world.core(1).status().configurationIndex());
        assertEquals(
                CoreHarness.members(2), world.core(1).status().configuration().voters());
        world.run("settle 1 2");
        assertTrue(world.core(1).status().configurationCommitted());
    }

    @Test
    void aSnapshotOnItsWayShowsHowMuchHasArrived() {
        TestWorld world = TestWorld.ledByNode1(3).run("propose 1 10", "settle 1 2", "snapshot 1 250", "persist 1");
        world.run("heartbeat 1", "deliver 1->3 AppendEntries", "deliver 3->1 AppendEntriesReply");
        assertEquals(2, world.core(1).status().snapshotIndex());
        assertEquals(3, world.core(1).status().firstIndex());
        assertEquals(
                PeerStatus.Replication.SNAPSHOT,
                world.core(1).status().peers().get(1).replication());
        world.run("deliver 1->3 InstallSnapshot", "deliver 3->1 InstallSnapshotReply");
        assertEquals(100, world.core(1).status().peers().get(1).snapshotOffset());
    }

    @Test
    void aLossShowsOnBothSides() {
        HardState lost = new HardState(1, null, 2, true);
        CoreHarness node = CoreHarness.restored(2, 3, lost, 1);
        assertEquals(2, node.core.status().incarnation());
        assertTrue(node.core.status().recovering());
    }
}
