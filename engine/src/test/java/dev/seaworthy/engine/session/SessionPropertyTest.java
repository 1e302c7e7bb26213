package dev.seaworthy.engine.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.host.SnapshotView;
import dev.seaworthy.engine.session.SessionReply.Status;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

class SessionPropertyTest {
    private static final long TTL_NANOS = 12;

    /** A sessioned journal that can be looked into. */
    private record Replica(Journal journal, SessionedStateMachine machine) {
        static Replica fresh(SessionLimits limits) {
            Journal journal = new Journal();
            return new Replica(journal, new SessionedStateMachine(journal, limits));
        }

        /** A replica with another past that is then given a snapshot. */
        static Replica restored(SessionLimits limits, byte[] snapshot) {
            Replica replica = fresh(limits);
            replica.apply(1, 0, new SessionCommand.Open(9));
            replica.apply(2, 1, new SessionCommand.Execute(1, 1, new byte[] {9}));
            Snapshots.restore(replica.machine, snapshot);
            return replica;
        }

        SessionReply apply(long index, long timeNanos, SessionCommand command) {
            return SessionReply.decode(machine.apply(index, timeNanos, command.encode()));
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    @StatisticsReport(label = "runs that saw", value = StatisticsReport.StatisticsReportMode.OFF)
    void sessionsAnswerAsTheirModelAndTheirSnapshotsAreItsState(
            @ForAll("limits") SessionLimits limits, @ForAll("traffic") List<Move> traffic) {
        SessionModel model = new SessionModel(limits);
        Replica replica = Replica.fresh(limits);
        Traffic script = new Traffic();
        EnumSet<Status> seen = EnumSet.noneOf(Status.class);
        for (Move move : traffic) {
            SessionCommand command = script.command(move);
            SessionReply expected = model.apply(script.index(), script.timeNanos(), command);
            assertEquals(expected, replica.apply(script.index(), script.timeNanos(), command), command.toString());
            seen.add(expected.status());
            script.learn(expected);
            assertArrayEquals(model.lines(), replica.journal().lines());
            assertEquals(model.sessions(), replica.machine().sessions());
            assertEquals(model.resultBytes(), replica.machine().resultBytes());
            byte[] snapshot = Snapshots.of(replica.machine());
            assertArrayEquals(model.snapshot(), snapshot);
            Replica copy = Replica.restored(limits, snapshot);
            assertEquals(replica.machine().digest(), copy.machine().digest());
            assertEquals(replica.machine().timeNanos(), copy.machine().timeNanos());
            assertArrayEquals(snapshot, Snapshots.of(copy.machine()));
        }
        seen.forEach(status -> Statistics.label("runs that saw").collect(status));
        Statistics.label("runs that saw").coverage(coverage -> {
            for (Status status : EnumSet.complementOf(EnumSet.of(Status.MALFORMED))) {
                coverage.check(status).count(count -> count > 50);
            }
        });
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void aReplicaRestoredFromASnapshotGoesOnLikeOneThatReplayed(
            @ForAll("limits") SessionLimits limits, @ForAll("traffic") List<Move> traffic, @ForAll int captureAfter) {
        Replica replayed = Replica.fresh(limits);
        Traffic script = new Traffic();
        int capture = Math.floorMod(captureAfter, traffic.size());
        List<SessionCommand> commands = new ArrayList<>();
        List<Long> times = new ArrayList<>();
        List<SessionReply> replies = new ArrayList<>();
        List<StateDigest> digests = new ArrayList<>();
        SnapshotView view = null;
        byte[] asCaptured = null;
        for (int i = 0; i < traffic.size(); i++) {
            SessionCommand command = script.command(traffic.get(i));
            SessionReply reply = replayed.apply(script.index(), script.timeNanos(), command);
            script.learn(reply);
            commands.add(command);
            times.add(script.timeNanos());
            replies.add(reply);
            digests.add(replayed.machine().digest());
            if (i == capture) {
                view = replayed.machine().snapshot();
                asCaptured = Snapshots.of(replayed.machine());
            }
        }

        byte[] writtenLate = Snapshots.written(view);
        assertArrayEquals(asCaptured, writtenLate, "what was applied after the capture shows in the view");

        Replica restored = Replica.restored(limits, writtenLate);
        assertEquals(capture + 1, restored.machine().lastApplied());
        for (int i = capture + 1; i < commands.size(); i++) {
            assertEquals(replies.get(i), restored.apply(i + 1, times.get(i), commands.get(i)));
            assertEquals(digests.get(i), restored.machine().digest());
        }
        assertArrayEquals(Snapshots.of(replayed.machine()), Snapshots.of(restored.machine()));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void theBoundsAreKept(@ForAll("limits") SessionLimits limits, @ForAll("traffic") List<Move> traffic) {
        Replica replica = Replica.fresh(limits);
        Traffic script = new Traffic();
        for (Move move : traffic) {
            SessionCommand command = script.command(move);
            script.learn(replica.apply(script.index(), script.timeNanos(), command));
            assertTrue(replica.machine().sessions() <= limits.sessionsMax());
            assertTrue(replica.machine().resultBytes() <= limits.resultBytesMax());
        }
    }

    @Property
    void commandsComeBackFromTheirBytes(@ForAll("commands") SessionCommand command) {
        assertEquals(command, SessionCommand.decode(command.encode()));
    }

    @Property(tries = 2000)
    void whatIsDecodedWasTheCanonicalEncoding(@ForAll byte[] bytes) {
        if (bytes.length > 1) {
            bytes[0] = 2;
            bytes[1] &= 7;
        }
        SessionCommand command;
        try {
            command = SessionCommand.decode(bytes);
        } catch (IllegalArgumentException refused) {
            return;
        }
        assertArrayEquals(bytes, command.encode());
    }

    @Property(tries = 2000)
    void garbageNeverStopsAReplica(@ForAll byte[] garbage) {
        Replica replica = Replica.fresh(SessionLimits.DEFAULT);
        SessionReply.decode(replica.machine().apply(1, 0, garbage));
        assertEquals(0, replica.journal().lines().length);
    }

    @Property(tries = 2000)
    void aReplyIsDecodedFromItsCanonicalBytesOnly(@ForAll byte[] bytes) {
        if (bytes.length > 1) {
            bytes[0] = 2;
            bytes[1] &= 15;
        }
        SessionReply reply;
        try {
            reply = SessionReply.decode(bytes);
        } catch (IllegalArgumentException refused) {
            return;
        }
        assertArrayEquals(bytes, reply.encode());
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void aDamagedSnapshotIsRefusedOrIsOneItselfAndNothingElseHappens(
            @ForAll("limits") SessionLimits limits,
            @ForAll("traffic") List<Move> traffic,
            @ForAll int position,
            @ForAll byte damage) {
        Replica replica = Replica.fresh(limits);
        Traffic script = new Traffic();
        for (Move move : traffic) {
            SessionCommand command = script.command(move);
            script.learn(replica.apply(script.index(), script.timeNanos(), command));
        }
        byte[] good = Snapshots.of(replica.machine());
        byte[] bad = good.clone();
        bad[Math.floorMod(position, bad.length)] = damage;
        try {
            Snapshots.restore(replica.machine(), bad);
        } catch (IllegalArgumentException refused) {
            assertArrayEquals(good, Snapshots.of(replica.machine()));
            return;
        }
        assertArrayEquals(bad, Snapshots.of(replica.machine()));
    }

    /** Rooms so small that everything runs out. */
    @Provide
    Arbitrary<SessionLimits> limits() {
        Arbitrary<Long> bytes = Arbitraries.longs().between(0, 150);
        return Combinators.combine(
                        Arbitraries.integers().between(1, 5),
                        Arbitraries.integers().between(1, 4),
                        bytes)
                .as((sessions, outstanding, most) -> new SessionLimits(sessions, outstanding, most, TTL_NANOS));
    }

    @Provide
    Arbitrary<List<Move>> traffic() {
        Arbitrary<Integer> kinds = Arbitraries.frequency(
                Tuple.of(4, Move.OPEN),
                Tuple.of(24, Move.EXECUTE),
                Tuple.of(12, Move.AGAIN),
                Tuple.of(3, Move.KEEP_ALIVE),
                Tuple.of(1, Move.CLOSE));
        Arbitrary<Integer> clients =
                Arbitraries.frequency(Tuple.of(6, 0), Tuple.of(6, 1), Tuple.of(3, 2), Tuple.of(1, 3), Tuple.of(1, 4));
        Arbitrary<Long> steps = Arbitraries.frequency(
                Tuple.of(12, 0L),
                Tuple.of(12, 1L),
                Tuple.of(4, 3L),
                Tuple.of(1, TTL_NANOS - 1),
                Tuple.of(1, TTL_NANOS));
        Arbitrary<Integer> small = Arbitraries.integers().between(0, 3);
        return Combinators.combine(kinds, clients, small, small, steps, Arbitraries.bytes())
                .as(Move::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(80);
    }

    @Provide
    Arbitrary<SessionCommand> commands() {
        Arbitrary<Long> positive = Arbitraries.longs().between(1, Long.MAX_VALUE);
        return Arbitraries.oneOf(
                Arbitraries.longs().map(SessionCommand.Open::new),
                positive.map(SessionCommand.Close::new),
                Combinators.combine(positive, positive).as(SessionCommand.KeepAlive::new),
                Combinators.combine(
                                positive,
                                positive,
                                positive,
                                Arbitraries.bytes().array(byte[].class))
                        .as((client, a, b, command) ->
                                new SessionCommand.Execute(client, Math.max(a, b), Math.min(a, b), command)));
    }
}
