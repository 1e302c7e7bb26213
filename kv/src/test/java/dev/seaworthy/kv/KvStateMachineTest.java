package dev.seaworthy.kv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.seaworthy.engine.host.SnapshotView;
import dev.seaworthy.engine.session.SessionCommand;
import dev.seaworthy.engine.session.SessionLimits;
import dev.seaworthy.engine.session.SessionReply;
import dev.seaworthy.engine.session.SessionedStateMachine;
import dev.seaworthy.engine.session.StateDigest;
import dev.seaworthy.kv.KvReply.Status;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class KvStateMachineTest {
    private final KvStateMachine machine = new KvStateMachine();
    private long index;

    @Test
    void aPutIsThereToBeRead() {
        assertEquals(reply(Status.OK, 1, 1, null), put("k", "a"));
        assertEquals(reply(Status.OK, 1, 1, "a"), get("k"));
    }

    @Test
    void aPutAnswersWhatItReplaced() {
        put("k", "a");
        assertEquals(reply(Status.OK, 2, 2, "a"), put("k", "b"));
        assertEquals(reply(Status.OK, 3, 3, "b"), put("k", "b"));
    }

    @Test
    void anEmptyValueIsNotAnAbsentOne() {
        put("k", "");
        assertEquals(reply(Status.OK, 1, 1, ""), get("k"));
        assertEquals(reply(Status.MISMATCH, 1, 1, ""), compareAndSet("k", null, "a"));
        assertEquals(reply(Status.OK, 2, 2, ""), compareAndSet("k", "", "a"));
    }

    @Test
    void anAbsentKeyIsNotFoundAndTheStoresRevisionIsToldAllTheSame() {
        put("other", "a");
        assertEquals(reply(Status.NOT_FOUND, 1, 0, null), get("k"));
    }

    @Test
    void aDeleteAnswersWhatItRemoved() {
        put("k", "a");
        assertEquals(reply(Status.OK, 2, 0, "a"), delete("k"));
        assertEquals(reply(Status.NOT_FOUND, 2, 0, null), get("k"));
        assertEquals(0, machine.size());
    }

    @Test
    void deletingAnAbsentKeyChangesNothing() {
        put("k", "a");
        assertEquals(reply(Status.NOT_FOUND, 1, 0, null), delete("other"));
        assertEquals(1, machine.revision());
    }

    @Test
    void aCompareAndSetThatMatchesSetsAndAnswersWhatItReplaced() {
        put("k", "a");
        assertEquals(reply(Status.OK, 2, 2, "a"), compareAndSet("k", "a", "b"));
        assertEquals(reply(Status.OK, 2, 2, "b"), get("k"));
    }

    @Test
    void aCompareAndSetThatDoesNotMatchChangesNothingAndAnswersWhatItSaw() {
        put("k", "a");
        put("other", "z");
        assertEquals(reply(Status.MISMATCH, 2, 1, "a"), compareAndSet("k", "b", "c"));
        assertEquals(reply(Status.OK, 2, 1, "a"), get("k"));
    }

    @Test
    void aCompareAndSetCanExpectAbsence() {
        assertEquals(reply(Status.OK, 1, 1, null), compareAndSet("k", null, "a"));
        assertEquals(reply(Status.MISMATCH, 1, 1, "a"), compareAndSet("k", null, "b"));
        assertEquals(reply(Status.MISMATCH, 1, 0, null), compareAndSet("absent", "a", "b"));
    }

    @Test
    void modRevisionIsTheKeysOwn() {
        put("k", "a");
        put("other", "b");
        assertEquals(reply(Status.OK, 2, 1, "a"), get("k"));
    }

    @Test
    void keysAreBytesComparedUnsigned() {
        byte[] high = {(byte) 0x80};
        byte[] low = {0x7F};
        apply(new KvCommand.Put(high, bytes("h")));
        apply(new KvCommand.Put(low, bytes("l")));
        apply(new KvCommand.Put(new byte[0], bytes("e")));
        assertEquals(
                reply(Status.OK, 3, 1, "h"), KvCodec.decodeReply(machine.query(KvCodec.encode(new KvQuery.Get(high)))));
        assertEquals(3, machine.size());
        String snapshot = HexFormat.of().formatHex(Snapshots.of(machine));
        assertEquals(-1, Integer.signum(snapshot.indexOf("000000017f") - snapshot.indexOf("0000000180")));
    }

    @Test
    void createRevisionAndVersionFollowTheKeysLife() {
        put("k", "a");
        put("k", "b");
        assertEquals("1 2 2", createModVersion());
        delete("k");
        put("k", "c");
        assertEquals("4 4 1", createModVersion());
        compareAndSet("k", "c", "d");
        assertEquals("4 5 2", createModVersion());
    }

    @Test
    void bytesThatMeanNothingAreAnsweredAndChangeNothing() {
        put("k", "a");
        byte[] snapshot = Snapshots.of(machine);
        for (String hex : new String[] {"", "01", "0201", "0100", "0104", "0101", "0101ffffffff", "01017fffffff61"}) {
            byte[] garbage = HexFormat.of().parseHex(hex);
            KvReply answer = KvCodec.decodeReply(machine.apply(++index, 0, garbage));
            assertEquals(reply(Status.MALFORMED, 1, 0, null), answer, hex);
            assertEquals(index, machine.lastApplied());
        }
        for (String hex : new String[] {"", "01", "0201", "0102"}) {
            KvReply answer = KvCodec.decodeReply(machine.query(HexFormat.of().parseHex(hex)));
            assertEquals(reply(Status.MALFORMED, 1, 0, null), answer, hex);
        }
        byte[] sameButLater = ByteBuffer.wrap(snapshot).putLong(1, index).array();
        assertArrayEquals(sameButLater, Snapshots.of(machine));
    }

    @Test
    void aQueryChangesNothing() {
        put("k", "a");
        StateDigest digest = machine.digest();
        byte[] snapshot = Snapshots.of(machine);
        get("k");
        get("absent");
        assertEquals(digest, machine.digest());
        assertArrayEquals(snapshot, Snapshots.of(machine));
    }

    @Test
    void theDigestDoesNotDependOnHowTheStateCameAbout() {
        KvStateMachine other = new KvStateMachine();
        put("k", "a");
        delete("k");
        put("x", "y");
        other.apply(1, 0, KvCodec.encode(new KvCommand.Put(bytes("m"), bytes("n"))));
        other.apply(2, 0, KvCodec.encode(new KvCommand.Delete(bytes("m"))));
        assertNotEquals(machine.digest(), other.digest());
        other.apply(3, 0, KvCodec.encode(new KvCommand.CompareAndSet(bytes("x"), null, bytes("y"))));
        assertEquals(machine.digest(), other.digest());
        assertArrayEquals(Snapshots.of(machine), Snapshots.of(other));
    }

    @Test
    void theSnapshotFormatIsFixed() {
        put("b", "xy");
        put("a", "");
        put("b", "z");
        assertEquals(
                "01" + "0000000000000003" + "0000000000000003" + "00000002"
                        + "00000001" + "61" + "00000000" + "0000000000000002" + "0000000000000002" + "0000000000000001"
                        + "00000001" + "62" + "00000001" + "7a"
                        + "0000000000000001" + "0000000000000003" + "0000000000000002",
                HexFormat.of().formatHex(Snapshots.of(machine)));
    }

    @Test
    void aRefusedSnapshotChangesNothing() {
        put("b", "x");
        put("a", "y");
        put("b", "z");
        byte[] good = Snapshots.of(machine);
        StateDigest digest = machine.digest();
        for (int length = 0; length <= good.length + 1; length++) {
            if (length != good.length) {
                byte[] wrong = Arrays.copyOf(good, length);
                assertThrows(
                        IllegalArgumentException.class, () -> Snapshots.restore(machine, wrong), length + " bytes");
            }
        }
        int first = 1 + 8 + 8 + 4;
        int second = first + 34;
        assertRefused(copy(good).put(0, (byte) 2));
        assertRefused(copy(good).putLong(1, -1));
        assertRefused(copy(good).putLong(9, -1));
        assertRefused(copy(good).putLong(9, 2)); // below a modRevision
        assertRefused(copy(good).putInt(17, Integer.MAX_VALUE));
        assertRefused(copy(good).putInt(17, -1));
        assertRefused(copy(good).putInt(first, Integer.MAX_VALUE));
        assertRefused(copy(good).putInt(first, -1));
        assertRefused(copy(good).put(second + 4, (byte) 'a')); // the same key twice
        assertRefused(copy(good).put(first + 4, (byte) 'c')); // descending keys
        assertRefused(copy(good).putLong(second + 10, 0)); // createRevision
        assertRefused(copy(good).putLong(second + 10, 4)); // after modRevision
        assertRefused(copy(good).putLong(second + 26, 0)); // version
        assertRefused(copy(good).putLong(second + 26, 1)); // changed, yet at its first version
        assertRefused(copy(good).putLong(second + 26, 4)); // more changes than revisions
        assertEquals(digest, machine.digest());
        assertArrayEquals(good, Snapshots.of(machine));
    }

    @Test
    void whatIsAppliedAfterTheCaptureIsNotInTheSnapshot() {
        put("a", "1");
        put("b", "2");
        byte[] before = Snapshots.of(machine);
        SnapshotView view = machine.snapshot();
        put("a", "3");
        delete("b");
        put("c", "4");
        assertArrayEquals(before, Snapshots.written(view));
    }

    @Test
    void behindSessionsARepeatedCommandGetsItsFirstAnswer() {
        SessionedStateMachine sessioned = new SessionedStateMachine(machine, SessionLimits.DEFAULT);
        byte[] open = new SessionCommand.Open(0).encode();
        long client = SessionReply.decode(sessioned.apply(1, 0, open)).clientId();
        byte[] put = KvCodec.encode(new KvCommand.Put(bytes("k"), bytes("a")));
        byte[] command = new SessionCommand.Execute(client, 1, put).encode();
        SessionReply first = SessionReply.decode(sessioned.apply(2, 0, command));
        SessionReply second = SessionReply.decode(sessioned.apply(3, 0, command));
        assertEquals(reply(Status.OK, 1, 1, null), KvCodec.decodeReply(first.result()));
        assertEquals(reply(Status.OK, 1, 1, null), KvCodec.decodeReply(second.result()));
        assertEquals(1, machine.revision());
    }

    @Test
    void behindSessionsTheSnapshotHoldsBothAndEndsWhereTheStoreEnds() {
        SessionedStateMachine sessioned = new SessionedStateMachine(machine, SessionLimits.DEFAULT);
        sessioned.apply(1, 0, new SessionCommand.Open(0).encode());
        byte[] put = KvCodec.encode(new KvCommand.Put(bytes("k"), bytes("a")));
        sessioned.apply(2, 0, new SessionCommand.Execute(1, 1, put).encode());
        byte[] good = Snapshots.of(sessioned);
        KvStateMachine store = new KvStateMachine();
        SessionedStateMachine copy = new SessionedStateMachine(store, SessionLimits.DEFAULT);
        for (int length : new int[] {good.length - 1, good.length + 1}) {
            byte[] wrong = Arrays.copyOf(good, length);
            assertThrows(IllegalArgumentException.class, () -> Snapshots.restore(copy, wrong));
            assertEquals(0, copy.sessions());
        }
        Snapshots.restore(copy, good);
        assertEquals(1, copy.sessions());
        assertEquals(1, store.size());
        assertEquals(sessioned.digest(), copy.digest());
    }

    @Test
    void textShowsWhatAPersonCanRead() {
        assertEquals(
                "Put[\"k\", \"\\x00\\xff\\x22\"]", new KvCommand.Put(bytes("k"), new byte[] {0, -1, '"'}).toString());
        assertEquals(
                "CompareAndSet[\"k\", absent, \"\"]",
                new KvCommand.CompareAndSet(bytes("k"), null, new byte[0]).toString());
        assertEquals(
                "Delete[\"" + "k".repeat(64) + "\"... (100 bytes)]",
                new KvCommand.Delete(bytes("k".repeat(100))).toString());
        assertEquals(
                "KvReply[OK, revision 2, modRevision 1, \"a\"]",
                reply(Status.OK, 2, 1, "a").toString());
    }

    /** The last 24 bytes of the snapshot of a store whose last key is the one asked for. */
    private String createModVersion() {
        ByteBuffer snapshot = ByteBuffer.wrap(Snapshots.of(machine));
        int at = snapshot.limit() - 24;
        return snapshot.getLong(at) + " " + snapshot.getLong(at + 8) + " " + snapshot.getLong(at + 16);
    }

    private KvReply put(String key, String value) {
        return apply(new KvCommand.Put(bytes(key), bytes(value)));
    }

    private KvReply delete(String key) {
        return apply(new KvCommand.Delete(bytes(key)));
    }

    private KvReply compareAndSet(String key, String expected, String value) {
        return apply(new KvCommand.CompareAndSet(bytes(key), bytes(expected), bytes(value)));
    }

    private KvReply apply(KvCommand command) {
        return KvCodec.decodeReply(machine.apply(++index, 0, KvCodec.encode(command)));
    }

    private KvReply get(String key) {
        return KvCodec.decodeReply(machine.query(KvCodec.encode(new KvQuery.Get(bytes(key)))));
    }

    private void assertRefused(ByteBuffer snapshot) {
        assertThrows(IllegalArgumentException.class, () -> Snapshots.restore(machine, snapshot.array()));
    }

    private static ByteBuffer copy(byte[] bytes) {
        return ByteBuffer.wrap(bytes.clone());
    }

    private static KvReply reply(Status status, long revision, long modRevision, String value) {
        return new KvReply(status, revision, modRevision, bytes(value));
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.US_ASCII);
    }
}
