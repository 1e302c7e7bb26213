package dev.seaworthy.engine.host;

import static dev.seaworthy.engine.host.ReplicaHarness.append;
import static dev.seaworthy.engine.host.ReplicaHarness.member;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.Digest;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.Message;
import dev.seaworthy.engine.core.SnapshotMeta;
import dev.seaworthy.engine.entry.SnapshotChunk;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Snapshots of the state machine: captured at an entry, written aside, and restored before anything goes on. */
class SnapshotHostTest {
    private static final Configuration THREE = Configuration.ofVoters(List.of(member(1), member(2), member(3)));

    @Test
    void aSnapshotHoldsTheStateOfItsLastEntryHoweverLateItIsWritten() {
        ReplicaHarness node = ReplicaHarness.restarted(new MemoryDisk(), 3, 3);
        node.receive(append(2, 1, EntryId.ZERO, 3, "abc"));
        node.run();
        node.receive(append(2, 1, new EntryId(1, 3), 5, "de"));
        node.run();
        assertEquals("abcde", node.ledger.text());
        node.sync();
        node.disk.snapshots.work(node.replica);
        node.run();
        assertEquals(1, node.disk.snapshots.durable.size());
        SnapshotMeta snapshot = node.disk.snapshots.durable.keySet().iterator().next();
        assertEquals(new EntryId(1, 3), snapshot.last());
        assertEquals("abc", text(node.disk.snapshots.durable.get(snapshot)));
    }

    @Test
    void aCaptureThatFellDueDuringASaveHappensRightAfterIt() {
        ReplicaHarness node = ReplicaHarness.restarted(new MemoryDisk(), 3, 2);
        node.receive(append(2, 1, EntryId.ZERO, 2, "ab"));
        node.run();
        node.receive(append(2, 1, new EntryId(1, 2), 6, "cdef"));
        node.run();
        node.sync();
        assertEquals(List.of("captured 2"), captures(node), "one at a time");
        node.disk.snapshots.work(node.replica);
        node.run();
        assertEquals(List.of("captured 2", "captured 6"), captures(node));
    }

    @Test
    void nothingIsCapturedBeforeItIsDueOrTwice() {
        ReplicaHarness node = ReplicaHarness.restarted(new MemoryDisk(), 3, 3);
        node.receive(append(2, 1, EntryId.ZERO, 2, "ab"));
        node.run();
        assertEquals(List.of(), captures(node));
        node.receive(append(2, 1, new EntryId(1, 2), 3, "c"));
        node.run();
        node.sync();
        node.disk.snapshots.work(node.replica);
        node.run();
        node.run();
        assertEquals(List.of("captured 3"), captures(node));
    }

    @Test
    void anInstalledSnapshotIsRestoredBeforeAnythingElseIsApplied() {
        ReplicaHarness node = ReplicaHarness.started(3);
        node.receive(append(2, 1, EntryId.ZERO, 0, "xy"));
        offer(node, "abcdefgh", 0);
        node.receive(append(2, 1, new EntryId(1, 8), 10, "ij"));
        node.run();
        assertEquals(List.of(), node.seen, "the entries before are not there");
        install(node);
        assertEquals(List.of("restored 8"), node.seen);
        node.receive(append(2, 1, new EntryId(1, 8), 10, "ij"));
        node.run();
        assertEquals(List.of("restored 8", "applied 9", "applied 10"), node.seen);
        assertEquals("abcdefghij", node.ledger.text());
    }

    @Test
    void entriesThatArriveWithTheInstallationAreAppliedAfterIt() {
        ReplicaHarness node = ReplicaHarness.started(3);
        offer(node, "abcdefgh", 0);
        node.receive(append(2, 1, new EntryId(1, 8), 9, "i"));
        node.disk.snapshots.work(node.replica);
        node.receive(append(2, 1, new EntryId(1, 8), 10, "ij"));
        node.run();
        assertEquals(List.of("restored 8", "applied 9", "applied 10"), node.seen);
        assertEquals("abcdefghij", node.ledger.text());
        assertEquals(10, node.replica.appliedIndex());
    }

    @Test
    void anInstallationIsOneBatchThatReplacesTheWholeLogAndSurvivesARestart() {
        ReplicaHarness node = ReplicaHarness.started(3);
        node.receive(append(2, 1, EntryId.ZERO, 0, "xy"));
        node.run();
        node.sync();
        offer(node, "abcdefgh", 0);
        install(node);
        StorageBatch batch = node.disk.batches.get(node.disk.batches.size() - 1);
        assertEquals(1, batch.truncateFrom());
        assertEquals(new EntryId(1, 8), batch.start().base());
        assertEquals(new EntryId(1, 8), batch.start().snapshot().last());
        node.sync();
        ReplicaHarness again = ReplicaHarness.restarted(node.disk, 3, 1000);
        assertEquals("abcdefgh", again.ledger.text());
        assertEquals(new EntryId(1, 8), again.replica.core().lastEntry());
    }

    @Test
    void installedIsSaidOnceTheBatchIsDurable() {
        ReplicaHarness node = ReplicaHarness.started(3);
        offer(node, "abcdefgh", 0);
        install(node);
        assertFalse(saidInstalled(node));
        node.sync();
        assertTrue(saidInstalled(node));
    }

    @Test
    void aStateMachineThatIsAheadOfTheSnapshotItWasGivenHaltsTheReplica() {
        ReplicaHarness node = ReplicaHarness.started(3);
        node.ledger.ahead = 1;
        offer(node, "abcdefgh", 0);
        install(node);
        assertTrue(node.replica.core().isHalted());
        String seen = node.seen.get(0);
        assertTrue(seen.endsWith("was restored, the state machine says that it has applied entry 9"), seen);
    }

    @Test
    void aStateThatCannotBeCapturedHaltsTheReplicaWithEvidence() {
        ReplicaHarness node = ReplicaHarness.restarted(new MemoryDisk(), 3, 3);
        node.ledger.poison = "snapshot of abc";
        node.receive(append(2, 1, EntryId.ZERO, 3, "abc"));
        node.run();
        String seen = node.seen.get(node.seen.size() - 1);
        assertTrue(seen.startsWith("halted, STATE_MACHINE_FAILED, the state machine's state after entry "), seen);
        assertTrue(seen.endsWith("poisoned by snapshot of abc"), seen);
        assertEquals(List.of(), captures(node));
    }

    @Test
    void aSnapshotThatCannotBeRestoredHaltsTheReplicaWithEvidence() {
        ReplicaHarness node = ReplicaHarness.started(3);
        node.ledger.poison = "abcdefgh";
        node.readAt("r", 9);
        offer(node, "abcdefgh", 0);
        int batches = node.disk.batches.size();
        node.sync();
        node.sent.clear();
        install(node);
        assertTrue(node.replica.core().isHalted());
        assertEquals(1, node.seen.size(), node.seen::toString);
        String seen = node.seen.get(0);
        assertTrue(seen.startsWith("halted, STORAGE_FAILED, the snapshot of entry "), seen);
        assertTrue(seen.endsWith("poisoned by abcdefgh"), seen);
        assertEquals("", node.ledger.text());
        assertEquals(batches, node.disk.batches.size(), "the log is not replaced");
        assertEquals(List.of(), node.sent);
        assertEquals(1, node.outcomes.size());
        assertTrue(node.outcomes.get(0).startsWith("r: failed, HALTED"));
    }

    @Test
    void whatArrivedInVainTakesNothingAwayFromTheSameThatIsBeingTaken() {
        ReplicaHarness node = ReplicaHarness.restarted(new MemoryDisk(), 3, 8);
        offer(node, "abcdefgh", 0);
        node.receive(append(2, 1, EntryId.ZERO, 8, "abcdefgh"));
        node.run();
        assertEquals(List.of("captured 8"), captures(node), "entries were faster than the last piece");
        node.disk.snapshots.write();
        node.disk.snapshots.answer(node.replica);
        node.run();
        install(node);
        SnapshotMeta own = meta(content("abcdefgh"), 0);
        assertEquals(own, node.replica.core().snapshot());
        assertEquals(List.of(own), List.copyOf(node.disk.snapshots.durable.keySet()));
    }

    @Test
    void anotherOneThatArrivedInVainGoesOnceTheOwnIsTaken() {
        ReplicaHarness node = ReplicaHarness.restarted(new MemoryDisk(), 3, 8);
        offer(node, "ABCDEFGH", 0);
        node.receive(append(2, 1, EntryId.ZERO, 8, "abcdefgh"));
        node.run();
        node.disk.snapshots.answer(node.replica);
        node.run();
        install(node);
        SnapshotMeta own = meta(content("abcdefgh"), 0);
        assertEquals(List.of(own), List.copyOf(node.disk.snapshots.durable.keySet()));
    }

    @Test
    void aSnapshotThatArrivedDamagedIsNotInstalled() {
        ReplicaHarness node = ReplicaHarness.started(3);
        byte[] content = content("abcdefgh");
        SnapshotMeta snapshot = meta(content, 0);
        content[10] ^= 1;
        node.receive(new Message.InstallSnapshot(member(2), member(1), 1, snapshot, 0, new SnapshotChunk(content)));
        node.run();
        install(node);
        assertEquals(List.of(), node.seen);
        assertEquals(0, node.replica.core().lastEntry().index());
    }

    /** Node 2, leader of term 1, sends pieces of a snapshot of 8 entries. */
    static void offer(ReplicaHarness node, String text, long timeNanos) {
        byte[] content = content(text);
        SnapshotMeta snapshot = meta(content, timeNanos);
        for (int offset = 0; offset < content.length; offset += ReplicaHarness.LIMITS.chunkBytesMax()) {
            int end = Math.min(content.length, offset + ReplicaHarness.LIMITS.chunkBytesMax());
            SnapshotChunk chunk = new SnapshotChunk(Arrays.copyOfRange(content, offset, end));
            node.receive(new Message.InstallSnapshot(member(2), member(1), 1, snapshot, offset, chunk));
        }
        node.run();
    }

    static void install(ReplicaHarness node) {
        node.disk.snapshots.work(node.replica);
        node.run();
    }

    private static SnapshotMeta meta(byte[] content, long timeNanos) {
        Digest digest = new Digest().add(content);
        return new SnapshotMeta(new EntryId(1, 8), timeNanos, 0, THREE, content.length, digest.high(), digest.low());
    }

    private static byte[] content(String text) {
        return ByteBuffer.allocate(Long.BYTES + text.length())
                .putLong(8)
                .put(text.getBytes(UTF_8))
                .array();
    }

    private static String text(byte[] content) {
        return new String(content, Long.BYTES, content.length - Long.BYTES, UTF_8);
    }

    private static List<String> captures(ReplicaHarness node) {
        return node.seen.stream().filter(each -> each.startsWith("captured")).toList();
    }

    private static boolean saidInstalled(ReplicaHarness node) {
        return node.sent.stream()
                .anyMatch(message -> message instanceof Message.InstallSnapshotReply reply && reply.installed());
    }
}
