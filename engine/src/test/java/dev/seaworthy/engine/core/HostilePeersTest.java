package dev.seaworthy.engine.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Whatever others say, a replica neither throws nor halts: what cannot be is dropped, with a reason. */
class HostilePeersTest {
    /** What one message is made of; what its kind does not need is not used. */
    private record Words(
            int kind, long from, long term, EntryId id, long number, long other, boolean flag, int count) {}

    @Property(tries = 600)
    void noMessageOfAnybodyStopsAReplica(@ForAll("words") List<Words> all, @ForAll boolean leads) {
        CoreHarness node = leads ? CoreHarness.leader(3) : CoreHarness.started(1, 3);
        for (Words words : all) {
            Message message = message(words);
            node.receive(message);
            if (words.flag()) {
                node.persistAll();
                node.flush();
            }
            if (words.count() == 3) {
                node.timeOut();
                node.flush();
            }
            if (message instanceof Message.InstallSnapshot) {
                for (Effect.FinishSnapshot finished : node.effects(Effect.FinishSnapshot.class)) {
                    node.core.onSnapshotReceived(node.now, finished.snapshot(), words.flag());
                    node.drain();
                }
            }
            node.forget();
            assertFalse(node.core.isHalted(), () -> "halted by " + message);
        }
    }

    @Test
    void anAcknowledgementOfEntriesNobodyHasIsDropped() {
        CoreHarness node = CoreHarness.leader(3);
        node.receive(new Message.AppendEntriesReply(
                CoreHarness.member(2), CoreHarness.member(1), 1, true, 99, EntryId.ZERO, 0, 0));
        assertEquals(Reason.IMPOSSIBLE_INDEX, node.ignored());
    }

    @Test
    void whatAStrangerAcknowledgesIsDropped() {
        CoreHarness node = CoreHarness.leader(3);
        node.receive(new Message.AppendEntriesReply(
                CoreHarness.member(9), CoreHarness.member(1), 1, true, 1, EntryId.ZERO, 0, 0));
        assertEquals(Reason.UNKNOWN_SENDER, node.ignored());
    }

    private static Message message(Words words) {
        Member from = new Member(words.from(), words.other() == 7 ? 70 : words.from());
        Member to = new Member(1, words.other() == 6 ? 99 : 1);
        long term = words.term();
        return switch (words.kind()) {
            case 0 -> new Message.PreVote(from, to, term, words.id());
            case 1 -> new Message.PreVoteReply(from, to, term, words.flag());
            case 2 -> new Message.RequestVote(from, to, term, words.id(), words.other() == 1);
            case 3 -> new Message.RequestVoteReply(from, to, term, words.flag());
            case 4, 5, 6 ->
                new Message.AppendEntries(
                        from, to, term, words.id(), words.number(), words.other(), words.other() - 1, entries(words));
            case 7 ->
                new Message.AppendEntriesReply(
                        from, to, term, words.flag(), words.number(), words.id(), words.other(), words.count());
            case 8, 9 -> install(words, from, to);
            case 10 ->
                new Message.InstallSnapshotReply(
                        from, to, term, words.id(), words.number() * 10, words.flag(), words.count());
            case 11 -> new Message.TimeoutNow(from, to, term, words.id());
            case 12 -> new Message.ReadIndex(from, to, term, words.other(), words.number());
            default -> new Message.ReadIndexReply(from, to, term, words.other(), words.number(), words.number());
        };
    }

    private static Message install(Words words, Member from, Member to) {
        long index = Math.max(1, words.id().index());
        SnapshotMeta snapshot = new SnapshotMeta(
                new EntryId(Math.max(1, words.id().term()), index),
                0,
                Math.min(index, words.other()),
                configuration(words),
                words.count() * 10L,
                0,
                words.other());
        int bytes = words.flag() ? words.count() * 10 : 10;
        return new Message.InstallSnapshot(from, to, words.term(), snapshot, words.other() * 10, () -> bytes);
    }

    private static Entries entries(Words words) {
        List<TestEntries.Entry> entries = new ArrayList<>();
        for (int i = 0; i < words.count(); i++) {
            long term = Math.max(1, words.id().term() + (words.flag() ? i : -i));
            entries.add(
                    words.number() % 3 == i
                            ? TestEntries.Entry.configuration(term, configuration(words))
                            : TestEntries.Entry.command(term, i));
        }
        return new TestEntries(entries);
    }

    private static Configuration configuration(Words words) {
        return words.other() % 3 == 0
                ? new Configuration(CoreHarness.members(2), CoreHarness.members(3), List.of())
                : words.other() % 3 == 1
                        ? Configuration.NONE
                        : CoreHarness.started(1, 4).core.configuration();
    }

    @Provide
    Arbitrary<List<Words>> words() {
        Arbitrary<Long> small = Arbitraries.longs().between(0, 9).withoutEdgeCases();
        Arbitrary<EntryId> ids = Combinators.combine(Arbitraries.longs().between(0, 4), small)
                .as((term, index) -> index == 0 || term == 0 ? EntryId.ZERO : new EntryId(term, index));
        return Combinators.combine(
                        Arbitraries.integers().between(0, 13),
                        Arbitraries.longs().between(2, 4),
                        Arbitraries.longs().between(0, 4),
                        ids,
                        small,
                        Arbitraries.longs().between(0, 7),
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(0, 3))
                .as(Words::new)
                .list()
                .ofMinSize(20)
                .ofMaxSize(120);
    }
}
