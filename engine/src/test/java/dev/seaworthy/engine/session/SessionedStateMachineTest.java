package dev.seaworthy.engine.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.seaworthy.engine.session.SessionReply.Status;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SessionedStateMachineTest {
    private static final byte[] NOTHING = {};

    private final Journal journal = new Journal();
    private final SessionedStateMachine machine = new SessionedStateMachine(journal);
    private long index;

    @Test
    void aCommandIsAppliedAndAnswered() {
        assertReply(Status.APPLIED, "a", send(1, 1, "a"));
        assertReply(Status.APPLIED, "ab", send(1, 2, "b"));
        assertReply(Status.APPLIED, "abc", send(2, 1, "c"));
    }

    @Test
    void aRepeatedCommandGetsItsFirstAnswerAndIsNotAppliedAgain() {
        send(1, 5, "a");
        send(2, 5, "b");
        assertReply(Status.REPEATED, "a", send(1, 5, "a"));
        assertReply(Status.REPEATED, "a", send(1, 5, "a"));
        assertArrayEquals(text("ab"), journal.lines());
    }

    @Test
    void theSequenceDecidesWhatARepetitionIsNotTheBytes() {
        send(1, 1, "a");
        assertReply(Status.REPEATED, "a", send(1, 1, "z"));
        assertReply(Status.APPLIED, "aa", send(1, 2, "a"));
    }

    @Test
    void aCommandTheClientHasMovedOnFromIsStale() {
        send(1, 2, "a");
        assertReply(Status.STALE, "", send(1, 1, "b"));
        assertReply(Status.REPEATED, "a", send(1, 2, "a"));
        assertArrayEquals(text("a"), journal.lines());
    }

    @Test
    void sequencesMayHaveGaps() {
        send(1, 1, "a");
        assertReply(Status.APPLIED, "ab", send(1, 1000, "b"));
        assertReply(Status.STALE, "", send(1, 999, "c"));
    }

    @Test
    void bytesThatAreNoSessionCommandAreAnsweredAndDoNothingElse() {
        send(1, 1, "a");
        byte[] wrongVersion = new SessionCommand(1, 2, text("b")).encode();
        wrongVersion[0] = 2;
        byte[] noClient =
                ByteBuffer.allocate(17).put((byte) 1).putLong(0).putLong(1).array();
        byte[] noSequence =
                ByteBuffer.allocate(17).put((byte) 1).putLong(1).putLong(0).array();
        for (byte[] bytes : new byte[][] {NOTHING, new byte[16], wrongVersion, noClient, noSequence}) {
            assertReply(Status.MALFORMED, "", SessionReply.decode(machine.apply(++index, bytes)));
            assertEquals(index, machine.lastApplied());
        }
        assertArrayEquals(text("a"), journal.lines());
        assertEquals(1, machine.sessions());
    }

    @Test
    void lastAppliedIsTheLastCommandSeenEvenIfTheInnerMachineNeverSawIt() {
        assertEquals(0, machine.lastApplied());
        machine.apply(7, new SessionCommand(1, 1, text("a")).encode());
        machine.apply(9, new SessionCommand(1, 1, text("a")).encode());
        assertEquals(9, machine.lastApplied());
        assertEquals(7, journal.lastApplied());
        SessionedStateMachine copy = new SessionedStateMachine(new Journal());
        copy.restore(machine.snapshot());
        assertEquals(9, copy.lastApplied());
    }

    @Test
    void queriesPassThrough() {
        send(1, 1, "a");
        assertArrayEquals(text("a"), machine.query(NOTHING));
        assertArrayEquals(text("q"), machine.query(text("q")));
    }

    @Test
    void aRepetitionIsRecognisedAfterASnapshotWasRestored() {
        send(1, 3, "a");
        send(2, 1, "b");
        Journal restored = new Journal();
        SessionedStateMachine copy = new SessionedStateMachine(restored);
        copy.restore(machine.snapshot());
        byte[] again = new SessionCommand(1, 3, text("a")).encode();
        assertReply(Status.REPEATED, "a", SessionReply.decode(copy.apply(++index, again)));
        assertArrayEquals(text("ab"), restored.lines());
    }

    @Test
    void theSnapshotFormatIsFixed() {
        send(0x0102030405060708L, 9, "a");
        send(1, 2, "b");
        assertEquals(
                "01" + "0000000000000002" + "00000002"
                        + "0000000000000001" + "0000000000000002" + "00000002" + "6162"
                        + "0102030405060708" + "0000000000000009" + "00000001" + "61"
                        + "0000000000000002" + "6162",
                HexFormat.of().formatHex(machine.snapshot()));
    }

    @Test
    void aRefusedSnapshotChangesNothing() {
        send(1, 1, "a");
        send(2, 4, "b");
        byte[] good = machine.snapshot();
        StateDigest digest = machine.digest();
        for (int bytes = 0; bytes < good.length - journal.lines().length; bytes++) {
            byte[] cut = Arrays.copyOf(good, bytes);
            assertThrows(IllegalArgumentException.class, () -> machine.restore(cut), "cut to " + bytes);
        }
        int firstSession = 1 + 8 + 4;
        assertRefused(ByteBuffer.wrap(good.clone()).put(0, (byte) 2));
        assertRefused(ByteBuffer.wrap(good.clone()).putLong(1, -1));
        assertRefused(ByteBuffer.wrap(good.clone()).putInt(9, -1));
        assertRefused(ByteBuffer.wrap(good.clone()).putInt(9, Integer.MAX_VALUE));
        assertRefused(ByteBuffer.wrap(good.clone()).putLong(firstSession, 0));
        assertRefused(ByteBuffer.wrap(good.clone()).putLong(firstSession, 2));
        assertRefused(ByteBuffer.wrap(good.clone()).putLong(firstSession + 8, 0));
        assertRefused(ByteBuffer.wrap(good.clone()).putInt(firstSession + 16, -1));
        assertRefused(ByteBuffer.wrap(good.clone()).putInt(firstSession + 16, Integer.MAX_VALUE));
        assertEquals(digest, machine.digest());
        assertArrayEquals(good, machine.snapshot());
    }

    @Test
    void theDigestTellsStatesApart() {
        StateDigest empty = machine.digest();
        send(1, 1, "a");
        StateDigest one = machine.digest();
        assertNotEquals(empty, one);
        send(1, 1, "a");
        assertNotEquals(one, machine.digest(), "lastApplied is part of the state");
        assertEquals(32, one.toString().length());
    }

    private SessionReply send(long clientId, long sequence, String command) {
        byte[] bytes = new SessionCommand(clientId, sequence, text(command)).encode();
        return SessionReply.decode(machine.apply(++index, bytes));
    }

    private void assertRefused(ByteBuffer snapshot) {
        assertThrows(IllegalArgumentException.class, () -> machine.restore(snapshot.array()));
    }

    private static void assertReply(Status status, String result, SessionReply reply) {
        assertEquals(new SessionReply(status, text(result)), reply);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
