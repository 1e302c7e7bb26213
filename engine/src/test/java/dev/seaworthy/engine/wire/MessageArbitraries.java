package dev.seaworthy.engine.wire;

import dev.seaworthy.engine.core.Chunk;
import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.Entries;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.Message;
import dev.seaworthy.engine.core.Message.AppendEntries;
import dev.seaworthy.engine.core.Message.AppendEntriesReply;
import dev.seaworthy.engine.core.Message.InstallSnapshot;
import dev.seaworthy.engine.core.Message.InstallSnapshotReply;
import dev.seaworthy.engine.core.Message.PreVote;
import dev.seaworthy.engine.core.Message.PreVoteReply;
import dev.seaworthy.engine.core.Message.ReadIndex;
import dev.seaworthy.engine.core.Message.ReadIndexReply;
import dev.seaworthy.engine.core.Message.RequestVote;
import dev.seaworthy.engine.core.Message.RequestVoteReply;
import dev.seaworthy.engine.core.Message.TimeoutNow;
import dev.seaworthy.engine.core.SnapshotMeta;
import dev.seaworthy.engine.entry.ConfigurationCodec;
import dev.seaworthy.engine.entry.EntryBatch;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.entry.SnapshotChunk;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Every message that can be sent, far out numbers included. */
final class MessageArbitraries {
    private static final Configuration CONFIGURATION = new Configuration(
            List.of(new Member(1, 7), new Member(2, 8)), List.of(new Member(2, -8)), List.of(new Member(2, -8)));

    private record Head(Member from, Member to, long term) {}

    private record Shape(long termStep, long timeStep, EntryKind kind, byte[] command) {}

    private MessageArbitraries() {}

    static Arbitrary<Message> messages() {
        return Arbitraries.oneOf(votes(), appends(), snapshots(), reads());
    }

    private static Arbitrary<Message> votes() {
        return Arbitraries.oneOf(
                Combinators.combine(heads(), entryIds())
                        .as((head, last) -> new PreVote(head.from, head.to, head.term, last)),
                Combinators.combine(heads(), flags())
                        .as((head, granted) -> new PreVoteReply(head.from, head.to, head.term, granted)),
                Combinators.combine(heads(), entryIds(), flags())
                        .as((head, last, transfer) -> new RequestVote(head.from, head.to, head.term, last, transfer)),
                Combinators.combine(heads(), flags())
                        .as((head, granted) -> new RequestVoteReply(head.from, head.to, head.term, granted)),
                Combinators.combine(heads(), entryIds())
                        .as((head, last) -> new TimeoutNow(head.from, head.to, head.term, last)));
    }

    private static Arbitrary<Message> appends() {
        Arbitrary<Long> recovered = Arbitraries.longs().between(-1, FrameCodec.NUMBER_MAX);
        return Arbitraries.oneOf(
                Combinators.combine(heads(), entryIds(), numbers(), numbers(), recovered, shapes())
                        .as((head, prev, commit, read, whole, shapes) -> new AppendEntries(
                                head.from, head.to, head.term, prev, commit, read, whole, batch(prev.index(), shapes))),
                Combinators.combine(heads(), flags(), numbers(), entryIds(), numbers(), numbers())
                        .as((head, success, index, hint, read, incarnation) -> new AppendEntriesReply(
                                head.from, head.to, head.term, success, index, hint, read, incarnation)));
    }

    private static Arbitrary<Message> snapshots() {
        return Arbitraries.oneOf(
                Combinators.combine(heads(), entryIds(), numbers(), Arbitraries.longs(), chunks())
                        .as(MessageArbitraries::install),
                Combinators.combine(heads(), entryIds(), numbers(), flags(), numbers())
                        .as((head, last, offset, installed, incarnation) -> new InstallSnapshotReply(
                                head.from, head.to, head.term, last, offset, installed, incarnation)));
    }

    private static Arbitrary<Message> reads() {
        return Arbitraries.oneOf(
                Combinators.combine(heads(), Arbitraries.longs(), numbers())
                        .as((head, boot, sequence) -> new ReadIndex(head.from, head.to, head.term, boot, sequence)),
                Combinators.combine(heads(), Arbitraries.longs(), numbers(), numbers())
                        .as((head, boot, sequence, index) ->
                                new ReadIndexReply(head.from, head.to, head.term, boot, sequence, index)));
    }

    /** The piece ends its snapshot where {@code digest} is even, and begins it where {@code number} is small. */
    private static Message install(Head head, EntryId place, long number, long digest, byte[] content) {
        EntryId last = place.equals(EntryId.ZERO) ? new EntryId(1, 1) : place;
        long offset = Math.min(number, FrameCodec.NUMBER_MAX - content.length - 1);
        long bytes = offset + content.length + (digest & 1);
        SnapshotMeta snapshot =
                new SnapshotMeta(last, number, Math.min(number, last.index()), CONFIGURATION, bytes, digest, ~digest);
        Chunk chunk = content.length == 0 ? Chunk.NONE : new SnapshotChunk(content);
        return new InstallSnapshot(head.from, head.to, head.term, snapshot, offset, chunk);
    }

    private static Arbitrary<List<Shape>> shapes() {
        Arbitrary<Long> steps = Arbitraries.longs().between(0, 1L << 40);
        return Combinators.combine(steps, steps, Arbitraries.of(EntryKind.class), chunks())
                .as(Shape::new)
                .list()
                .ofMaxSize(8);
    }

    private static Entries batch(long prevIndex, List<Shape> shapes) {
        List<LogEntry> entries = new ArrayList<>();
        long index = prevIndex;
        long term = 1;
        long timeNanos = 0;
        for (Shape shape : shapes) {
            term += shape.termStep;
            timeNanos += shape.timeStep;
            byte[] payload = switch (shape.kind) {
                case NOOP -> new byte[0];
                case COMMAND -> shape.command;
                case CONFIGURATION -> ConfigurationCodec.encode(CONFIGURATION);
            };
            entries.add(new LogEntry(++index, term, shape.kind, timeNanos, payload));
        }
        return entries.isEmpty() ? Entries.NONE : new EntryBatch(entries);
    }

    private static Arbitrary<Head> heads() {
        return Combinators.combine(members(), members(), numbers()).as(Head::new);
    }

    private static Arbitrary<Member> members() {
        return Combinators.combine(Arbitraries.longs().between(1, Long.MAX_VALUE), Arbitraries.longs())
                .as(Member::new);
    }

    private static Arbitrary<Boolean> flags() {
        return Arbitraries.of(true, false);
    }

    private static Arbitrary<byte[]> chunks() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(40);
    }

    private static Arbitrary<Long> numbers() {
        return Arbitraries.longs().between(0, FrameCodec.NUMBER_MAX);
    }

    private static Arbitrary<EntryId> entryIds() {
        Arbitrary<Long> positive = Arbitraries.longs().between(1, FrameCodec.NUMBER_MAX - 10);
        return Combinators.combine(positive, positive)
                .as(EntryId::new)
                .injectNull(0.1)
                .map(id -> id == null ? EntryId.ZERO : id);
    }
}
