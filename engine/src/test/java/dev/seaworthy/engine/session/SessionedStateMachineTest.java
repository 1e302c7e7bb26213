package dev.seaworthy.engine.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.seaworthy.engine.host.SnapshotView;
import dev.seaworthy.engine.session.SessionCommand.Close;
import dev.seaworthy.engine.session.SessionCommand.Execute;
import dev.seaworthy.engine.session.SessionCommand.KeepAlive;
import dev.seaworthy.engine.session.SessionCommand.Open;
import dev.seaworthy.engine.session.SessionReply.Status;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Three sessions, three sequences each, ten bytes of answers, a hundred nanoseconds of silence. */
class SessionedStateMachineTest {
    private static final byte[] NOTHING = {};
    private static final SessionLimits LIMITS = new SessionLimits(3, 3, 10, 100);

    private final Journal journal = new Journal();
    private final SessionedStateMachine machine = new SessionedStateMachine(journal, LIMITS);
    private long index;
    private long timeNanos;

    @Test
    void aSessionIsNamedAfterTheEntryThatOpenedIt() {
        index = 6;
        assertEquals(new SessionReply(Status.OPENED, 7, -5, NOTHING), send(new Open(-5)));
        assertReply(Status.APPLIED, "a", execute(7, 1, "a"));
    }

    @Test
    void openingTwiceOpensTwo() {
        assertEquals(1, open());
        assertEquals(2, open());
        assertEquals(2, machine.sessions());
    }

    @Test
    void whoHasNoSessionIsNotServed() {
        assertReply(Status.EXPIRED, "", execute(1, 1, "a"));
        assertReply(Status.EXPIRED, "", send(new KeepAlive(1, 1)));
        assertReply(Status.EXPIRED, "", send(new Close(1)));
        assertArrayEquals(NOTHING, journal.lines());
    }

    @Test
    void anIdFromTheFutureIsNobodys() {
        open();
        assertReply(Status.EXPIRED, "", execute(3, 1, "a"));
        assertEquals(3, open());
        assertReply(Status.APPLIED, "a", execute(3, 1, "a"));
    }

    @Test
    void aRepeatedCommandGetsItsFirstAnswerAndIsNotExecutedAgain() {
        long one = open();
        long other = open();
        execute(one, 5, "a");
        execute(other, 5, "b");
        assertReply(Status.REPEATED, "a", execute(one, 5, "a"));
        assertReply(Status.REPEATED, "a", execute(one, 5, "z"));
        assertArrayEquals(text("ab"), journal.lines());
    }

    @Test
    void whatTheClientHasMovedOnFromIsNeverExecuted() {
        long client = open();
        execute(client, 2, "a");
        assertReply(Status.STALE, "", execute(client, 1, "b"));
        assertReply(Status.REPEATED, "a", execute(client, 2, "a"));
        send(new KeepAlive(client, 4));
        assertReply(Status.STALE, "", execute(client, 2, "a"));
        assertReply(Status.STALE, "", execute(client, 3, "c"));
        assertArrayEquals(text("a"), journal.lines());
    }

    @Test
    void severalCommandsMayBeOnTheirWayAndComeInAnyOrder() {
        long client = open();
        assertReply(Status.APPLIED, "c", send(new Execute(client, 3, 1, text("c"))));
        assertReply(Status.APPLIED, "ca", send(new Execute(client, 1, 1, text("a"))));
        assertReply(Status.REPEATED, "c", send(new Execute(client, 3, 1, text("c"))));
        assertReply(Status.REPEATED, "ca", send(new Execute(client, 1, 1, text("a"))));
        assertReply(Status.APPLIED, "cab", send(new Execute(client, 2, 1, text("b"))));
    }

    @Test
    void aSequenceTooFarAheadIsNotExecutedUntilOlderOnesAreAnswered() {
        long client = open();
        assertReply(Status.OVERRUN, "", send(new Execute(client, 4, 1, text("d"))));
        assertArrayEquals(NOTHING, journal.lines());
        assertReply(Status.APPLIED, "d", send(new Execute(client, 4, 2, text("d"))));
    }

    @Test
    void answersNobodyWantsAreForgotten() {
        long client = open();
        send(new Execute(client, 1, 1, text("a")));
        send(new Execute(client, 2, 1, text("b")));
        assertEquals(3, machine.resultBytes());
        send(new KeepAlive(client, 2));
        assertEquals(2, machine.resultBytes());
        send(new Close(client));
        assertEquals(0, machine.resultBytes());
    }

    @Test
    void aClosedSessionIsGone() {
        long client = open();
        assertReply(Status.CLOSED, "", send(new Close(client)));
        assertReply(Status.EXPIRED, "", execute(client, 1, "a"));
        assertEquals(0, machine.sessions());
    }

    @Test
    void silenceInClusterTimeEndsASession() {
        long client = open();
        timeNanos = 99;
        assertReply(Status.APPLIED, "a", execute(client, 1, "a"));
        timeNanos = 198;
        assertReply(Status.ALIVE, "", send(new KeepAlive(client, 1)));
        timeNanos = 297;
        assertReply(Status.REPEATED, "a", execute(client, 1, "a"));
        timeNanos = 397;
        assertReply(Status.EXPIRED, "", execute(client, 1, "a"));
        assertArrayEquals(text("a"), journal.lines());
    }

    @Test
    void anybodysCommandShowsHowLateItIs() {
        open();
        timeNanos = 100;
        machine.apply(++index, timeNanos, NOTHING);
        assertEquals(0, machine.sessions());
    }

    @Test
    void whoHasBeenSilentLongestMakesRoom() {
        long first = open();
        long second = open();
        long third = open();
        execute(first, 1, "a");
        send(new KeepAlive(second, 1));
        long fourth = open();
        assertReply(Status.EXPIRED, "", execute(third, 1, "b"));
        for (long client : new long[] {first, second, fourth}) {
            assertReply(Status.ALIVE, "", send(new KeepAlive(client, 1)));
        }
    }

    @Test
    void answersThatNeedTooMuchRoomCostThoseWhoHaveBeenSilentTheirSessions() {
        long first = open();
        long second = open();
        execute(first, 1, "aaaaa");
        assertReply(Status.APPLIED, "aaaaab", execute(second, 1, "b"));
        assertReply(Status.EXPIRED, "", execute(first, 1, "aaaaa"));
        assertReply(Status.REPEATED, "aaaaab", execute(second, 1, "b"));
    }

    @Test
    void anAnswerLargerThanAllTheRoomIsGivenButItsClientHasNoSessionAnyMore() {
        long client = open();
        assertReply(Status.APPLIED, "elevenbytes", execute(client, 1, "elevenbytes"));
        assertReply(Status.EXPIRED, "", execute(client, 1, "elevenbytes"));
        assertArrayEquals(text("elevenbytes"), journal.lines());
    }

    @Test
    void bytesThatAreNoSessionCommandAreAnsweredAndDoNothingElse() {
        long client = open();
        byte[] wrongVersion = new Execute(client, 1, text("b")).encode();
        wrongVersion[0] = 1;
        byte[] wrongKind = new Open(1).encode();
        wrongKind[1] = 5;
        byte[] noClient = HexFormat.of().parseHex("0204" + "0000000000000000");
        byte[] noSequence =
                HexFormat.of().parseHex("0202" + "0000000000000001" + "0000000000000000" + "0000000000000000");
        byte[] wantsLess =
                HexFormat.of().parseHex("0202" + "0000000000000001" + "0000000000000001" + "0000000000000002");
        byte[][] garbage = {NOTHING, {2}, {2, 1}, {2, 2}, wrongVersion, wrongKind, noClient, noSequence, wantsLess};
        for (byte[] bytes : garbage) {
            SessionReply reply = SessionReply.decode(machine.apply(++index, timeNanos, bytes));
            assertReply(Status.MALFORMED, "", reply);
            assertEquals(index, machine.lastApplied());
        }
        assertArrayEquals(NOTHING, journal.lines());
        assertEquals(1, machine.sessions());
    }

    @Test
    void theInnerMachineIsToldIndexAndClusterTime() {
        long client = open();
        timeNanos = 42;
        execute(client, 1, "a");
        timeNanos = 43;
        execute(client, 1, "a");
        assertEquals(2, journal.lastApplied());
        assertEquals(42, journal.lastNanos());
        assertEquals(3, machine.lastApplied());
        assertEquals(43, machine.timeNanos());
    }

    @Test
    void queriesPassThrough() {
        execute(open(), 1, "a");
        assertArrayEquals(text("a"), machine.query(NOTHING));
        assertArrayEquals(text("q"), machine.query(text("q")));
    }

    @Test
    void aRepetitionIsRecognisedAfterASnapshotWasRestored() {
        long client = open();
        execute(client, 3, "a");
        Journal restored = new Journal();
        SessionedStateMachine copy = new SessionedStateMachine(restored, LIMITS);
        Snapshots.restore(copy, Snapshots.of(machine));
        byte[] again = new Execute(client, 3, text("a")).encode();
        assertReply(Status.REPEATED, "a", SessionReply.decode(copy.apply(++index, timeNanos, again)));
        assertArrayEquals(text("a"), restored.lines());
    }

    @Test
    void aSnapshotTellsWhoIsNextToGo() {
        long first = open();
        long second = open();
        timeNanos = 50;
        send(new KeepAlive(first, 1));
        SessionedStateMachine copy = new SessionedStateMachine(new Journal(), LIMITS);
        Snapshots.restore(copy, Snapshots.of(machine));
        byte[] late = new KeepAlive(second, 1).encode();
        assertReply(Status.EXPIRED, "", SessionReply.decode(copy.apply(++index, 100, late)));
        byte[] inTime = new KeepAlive(first, 1).encode();
        assertReply(Status.ALIVE, "", SessionReply.decode(copy.apply(++index, 149, inTime)));
    }

    @Test
    void whatIsAppliedAfterTheCaptureIsNotInTheSnapshot() {
        long client = open();
        execute(client, 1, "a");
        byte[] before = Snapshots.of(machine);
        SnapshotView view = machine.snapshot();
        execute(client, 2, "b");
        send(new Close(client));
        open();
        assertArrayEquals(before, Snapshots.written(view));
        assertNotEquals(HexFormat.of().formatHex(before), HexFormat.of().formatHex(Snapshots.of(machine)));
    }

    @Test
    void theSnapshotFormatIsFixed() {
        timeNanos = 1;
        long first = open();
        long second = open();
        timeNanos = 2;
        send(new Execute(second, 8, 7, text("a")));
        send(new Execute(second, 9, 7, text("b")));
        assertEquals(
                "02" + "0000000000000004" + "0000000000000002"
                        + "00000003" + "00000003" + "000000000000000a" + "0000000000000064"
                        + "00000002"
                        + "0000000000000001" + "0000000000000001" + "0000000000000001" + "0000000000000001"
                        + "00000000"
                        + "0000000000000002" + "0000000000000004" + "0000000000000002" + "0000000000000007"
                        + "00000002"
                        + "0000000000000008" + "00000001" + "61"
                        + "0000000000000009" + "00000002" + "6162"
                        + "0000000000000004" + "6162",
                HexFormat.of().formatHex(Snapshots.of(machine)));
        assertEquals(1, first);
    }

    @Test
    void theFormatOfCommandsAndRepliesIsFixed() {
        assertEquals("0201" + "ffffffffffffffff", HexFormat.of().formatHex(new Open(-1).encode()));
        assertEquals(
                "0202" + "0000000000000001" + "0000000000000003" + "0000000000000002" + "61",
                HexFormat.of().formatHex(new Execute(1, 3, 2, text("a")).encode()));
        assertEquals(
                "0203" + "0000000000000001" + "0000000000000002",
                HexFormat.of().formatHex(new KeepAlive(1, 2).encode()));
        assertEquals("0204" + "0000000000000001", HexFormat.of().formatHex(new Close(1).encode()));
        assertEquals(
                "0204" + "0000000000000001" + "ffffffffffffffff",
                HexFormat.of().formatHex(new SessionReply(Status.OPENED, 1, -1, NOTHING).encode()));
        assertEquals(
                "0200" + "61", HexFormat.of().formatHex(new SessionReply(Status.APPLIED, 0, 0, text("a")).encode()));
    }

    @Test
    void aSnapshotUnderOtherLimitsIsRefused() {
        open();
        byte[] snapshot = Snapshots.of(machine);
        for (SessionLimits other : new SessionLimits[] {
            new SessionLimits(4, 3, 10, 100),
            new SessionLimits(3, 4, 10, 100),
            new SessionLimits(3, 3, 11, 100),
            new SessionLimits(3, 3, 10, 101)
        }) {
            SessionedStateMachine stranger = new SessionedStateMachine(new Journal(), other);
            assertThrows(IllegalArgumentException.class, () -> Snapshots.restore(stranger, snapshot));
            SessionedStateMachine same = new SessionedStateMachine(new Journal(), LIMITS);
            assertNotEquals(same.digest(), stranger.digest(), "a difference in limits shows in the digest");
        }
    }

    @Test
    void theDigestTellsStatesApart() {
        StateDigest empty = machine.digest();
        long client = open();
        StateDigest opened = machine.digest();
        assertNotEquals(empty, opened);
        execute(client, 1, "a");
        StateDigest executed = machine.digest();
        assertNotEquals(opened, executed);
        execute(client, 1, "a");
        assertNotEquals(executed, machine.digest(), "lastApplied is part of the state");
        assertEquals(32, executed.toString().length());
    }

    @Test
    void limitsThatCannotBeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new SessionLimits(0, 1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new SessionLimits(1, 0, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new SessionLimits(1, 1, -1, 1));
        assertThrows(IllegalArgumentException.class, () -> new SessionLimits(1, 1, 0, 0));
    }

    private long open() {
        return send(new Open(0)).clientId();
    }

    private SessionReply execute(long clientId, long sequence, String command) {
        return send(new Execute(clientId, sequence, text(command)));
    }

    private SessionReply send(SessionCommand command) {
        return SessionReply.decode(machine.apply(++index, timeNanos, command.encode()));
    }

    private static void assertReply(Status status, String result, SessionReply reply) {
        assertEquals(new SessionReply(status, 0, 0, text(result)), reply);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
