package dev.seaworthy.engine.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.seaworthy.engine.session.SessionReply.Status;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SessionPropertyTest {
    private static final byte[] NOTHING = {};

    private record Sent(long clientId, long sequence, byte command) {}

    @Property
    void everyCommandIsAppliedAtMostOnceAndItsAnswerNeverChanges(
            @ForAll("traffic") List<Sent> traffic, @ForAll int snapshotAfter) {
        Journal applied = new Journal();
        SessionedStateMachine sessioned = new SessionedStateMachine(applied);
        TreeMap<Long, Long> lastSequence = new TreeMap<>();
        TreeMap<Long, byte[]> lastAnswer = new TreeMap<>();
        byte[] lines = {};
        for (int i = 0; i < traffic.size(); i++) {
            Sent sent = traffic.get(i);
            byte[] command = {sent.command()};
            SessionReply reply = SessionReply.decode(
                    sessioned.apply(i + 1, new SessionCommand(sent.clientId(), sent.sequence(), command).encode()));
            long last = lastSequence.getOrDefault(sent.clientId(), 0L);
            if (sent.sequence() > last) {
                lines = Arrays.copyOf(lines, lines.length + 1);
                lines[lines.length - 1] = sent.command();
                lastSequence.put(sent.clientId(), sent.sequence());
                lastAnswer.put(sent.clientId(), lines);
                assertEquals(new SessionReply(Status.APPLIED, lines), reply);
            } else if (sent.sequence() == last) {
                assertEquals(new SessionReply(Status.REPEATED, lastAnswer.get(sent.clientId())), reply);
            } else {
                assertEquals(new SessionReply(Status.STALE, NOTHING), reply);
            }
            if (i == Math.floorMod(snapshotAfter, traffic.size())) {
                Journal copyOfJournal = new Journal();
                SessionedStateMachine copy = new SessionedStateMachine(copyOfJournal);
                copy.restore(sessioned.snapshot());
                assertEquals(sessioned.digest(), copy.digest());
                assertArrayEquals(sessioned.snapshot(), copy.snapshot());
                sessioned = copy;
                applied = copyOfJournal;
            }
            assertArrayEquals(lines, applied.lines());
        }
        assertEquals(lastSequence.size(), sessioned.sessions());
    }

    @Property
    void commandsComeBackFromTheirBytes(@ForAll("sessionCommands") SessionCommand command) {
        assertEquals(command, SessionCommand.decode(command.encode()));
    }

    @Property(tries = 2000)
    void garbageNeverStopsAReplica(@ForAll byte[] garbage) {
        SessionReply.decode(new SessionedStateMachine(new Journal()).apply(1, garbage));
    }

    @Property(tries = 2000)
    void aReplyIsDecodedFromItsCanonicalBytesOnly(@ForAll byte[] bytes) {
        if (bytes.length > 1) {
            bytes[0] = 1;
            bytes[1] &= 7;
        }
        SessionReply reply;
        try {
            reply = SessionReply.decode(bytes);
        } catch (IllegalArgumentException refused) {
            return;
        }
        assertArrayEquals(bytes, reply.encode());
    }

    @Provide
    Arbitrary<List<Sent>> traffic() {
        Arbitrary<Long> clients = Arbitraries.longs().between(1, 3);
        Arbitrary<Long> sequences = Arbitraries.longs().between(1, 6);
        return Combinators.combine(clients, sequences, Arbitraries.bytes())
                .as(Sent::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(40);
    }

    @Provide
    Arbitrary<SessionCommand> sessionCommands() {
        Arbitrary<Long> positive = Arbitraries.longs().between(1, Long.MAX_VALUE);
        return Combinators.combine(positive, positive, Arbitraries.bytes().array(byte[].class))
                .as(SessionCommand::new);
    }
}
