package dev.seaworthy.engine.core;

import static dev.seaworthy.engine.core.CoreHarness.member;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Snapshots and compaction, §7. */
class SnapshotsTest {
    private static final Configuration THREE = Configuration.ofVoters(CoreHarness.members(3));

    @Test
    void trailingEntriesStayForFollowersThatLagALittle() {
        CoreHarness node = follower(10);
        node.core.onSnapshotSaved(node.now, snapshot(1, 10));
        node.drain();
        assertEquals(new EntryId(1, 5), node.core.baseEntry());
        assertEquals(10, node.core.snapshot().last().index());
    }

    @Test
    void anOlderSnapshotGoesWhenTheNewerOneIsDurableInTheLog() {
        CoreHarness node = follower(10);
        SnapshotMeta first = snapshot(1, 6);
        node.core.onSnapshotSaved(node.now, first);
        node.drain();
        node.persistAll();
        node.core.onSnapshotSaved(node.now, snapshot(1, 10));
        node.drain();
        node.flush();
        assertEquals(List.of(), node.effects(Effect.DropSnapshot.class));
        node.persistAll();
        node.flush();
        assertEquals(List.of(new Effect.DropSnapshot(first)), node.effects(Effect.DropSnapshot.class));
    }

    @Test
    void aSnapshotBehindAnInstalledOneIsDropped() {
        CoreHarness node = follower(4);
        install(node, snapshot(1, 8));
        node.forget();
        node.core.onSnapshotSaved(node.now, snapshot(1, 4));
        node.drain();
        assertEquals(List.of(new Effect.DropSnapshot(snapshot(1, 4))), node.effects(Effect.DropSnapshot.class));
        assertEquals(8, node.core.snapshot().last().index());
    }

    @Test
    void aSnapshotOfWhatIsNotCommittedBreaksTheContract() {
        CoreHarness node = follower(4);
        node.core.onSnapshotSaved(node.now, snapshot(1, 5));
        node.drain();
        assertEquals(
                HaltCode.CONTRACT_BROKEN, node.effects(Effect.Halt.class).get(0).code());
    }

    @Test
    void whatAnotherLeaderBeganANewOneGoesOnWith() {
        CoreHarness node = follower(2);
        SnapshotMeta snapshot = snapshot(1, 8);
        receive(node, 2, 1, snapshot, 0, 10);
        receive(node, 3, 2, snapshot, 10, 10);
        assertEquals(
                List.of(new Effect.ReceiveChunk(snapshot, 0), new Effect.ReceiveChunk(snapshot, 10)),
                node.effects(Effect.ReceiveChunk.class));
        assertEquals(List.of(new Effect.FinishSnapshot(snapshot)), node.effects(Effect.FinishSnapshot.class));
    }

    @Test
    void aNewerSnapshotTakesThePlaceOfOneOnItsWay() {
        CoreHarness node = follower(2);
        receive(node, 2, 1, snapshot(1, 8), 0, 10);
        receive(node, 2, 1, snapshot(1, 9), 0, 10);
        assertEquals(List.of(new Effect.DropSnapshot(snapshot(1, 8))), node.effects(Effect.DropSnapshot.class));
    }

    @Test
    void aPieceThatDoesNotFollowOnIsNotTaken() {
        CoreHarness node = follower(2);
        receive(node, 2, 1, snapshot(1, 8), 10, 10);
        assertEquals(List.of(), node.effects(Effect.ReceiveChunk.class));
        receive(node, 2, 1, snapshot(1, 8), 0, 10);
        receive(node, 2, 1, snapshot(1, 8), 0, 10);
        assertEquals(1, node.effects(Effect.ReceiveChunk.class).size());
    }

    @Test
    void whatWasReceivedIsNotDroppedWhereTheLogStandsOnTheSame() {
        CoreHarness node = follower(4);
        SnapshotMeta same = snapshot(1, 8);
        receive(node, 2, 1, same, 0, 10);
        node.receive(append(4, 4));
        node.persistAll();
        node.core.onSnapshotSaved(node.now, same);
        node.drain();
        receive(node, 2, 1, snapshot(1, 20), 0, 10);
        assertEquals(List.of(), node.effects(Effect.DropSnapshot.class));
    }

    @Test
    void noMoreIsAskedThanTheFollowerAnswersWhileItVerifies() {
        TestWorld world = TestWorld.ledByNode1(3).run("propose 1 10", "settle 1 2", "snapshot 1 50", "persist 1");
        world.run(
                "drop-all",
                "heartbeat 1",
                "deliver 1->3 AppendEntries",
                "deliver 3->1",
                "deliver 1->3 InstallSnapshot");
        assertFalse(world.told("deliver 3->1 InstallSnapshotReply").contains("sent"));
        assertTrue(world.told("heartbeat 1").contains("InstallSnapshot"));
    }

    @Test
    void anInstalledSnapshotBringsItsMembersAndItsCommit() {
        CoreHarness node = follower(2);
        Configuration four = Configuration.ofVoters(CoreHarness.members(4));
        SnapshotMeta snapshot = new SnapshotMeta(new EntryId(1, 8), 0, 7, four, 20, 0, 0);
        install(node, snapshot);
        assertEquals(four, node.core.configuration());
        assertEquals(7, node.core.configurationIndex());
        assertEquals(8, node.core.commitIndex());
        assertEquals(new EntryId(1, 8), node.core.lastEntry());
    }

    @Test
    void installedIsSaidOnceDurable() {
        CoreHarness node = follower(2);
        install(node, snapshot(1, 8));
        assertTrue(node.left(Message.InstallSnapshotReply.class).stream()
                .noneMatch(Message.InstallSnapshotReply::installed));
        node.persistAll();
        assertTrue(node.left(Message.InstallSnapshotReply.class).stream()
                .anyMatch(Message.InstallSnapshotReply::installed));
    }

    private static void install(CoreHarness node, SnapshotMeta snapshot) {
        receive(node, 2, 1, snapshot, 0, 20);
        node.core.onSnapshotReceived(node.now, snapshot, true);
        node.drain();
    }

    private static void receive(CoreHarness node, long from, long term, SnapshotMeta snapshot, long offset, int bytes) {
        node.receive(new Message.InstallSnapshot(member(from), member(1), term, snapshot, offset, () -> bytes));
    }

    /** Node 1, following node 2 in term 1, with so many committed entries. */
    private static CoreHarness follower(int entries) {
        CoreHarness node = CoreHarness.started(1, 3);
        node.receive(append(0, entries));
        node.persistAll();
        node.forget();
        return node;
    }

    private static Message append(long after, int count) {
        long[] terms = new long[count];
        Arrays.fill(terms, 1);
        EntryId prev = after == 0 ? EntryId.ZERO : new EntryId(1, after);
        return new Message.AppendEntries(
                member(2), member(1), 1, prev, after + count, 0, Progress.UNKNOWN, TestEntries.ofTerms(terms));
    }

    private static SnapshotMeta snapshot(long term, long index) {
        return new SnapshotMeta(new EntryId(term, index), 0, 0, THREE, 20, 0, index);
    }
}
