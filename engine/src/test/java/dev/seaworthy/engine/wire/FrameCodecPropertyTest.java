package dev.seaworthy.engine.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.Entries;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.Message;
import dev.seaworthy.engine.core.Message.AppendEntries;
import dev.seaworthy.engine.core.Message.AppendEntriesReply;
import dev.seaworthy.engine.core.Message.PreVote;
import dev.seaworthy.engine.core.Message.PreVoteReply;
import dev.seaworthy.engine.core.Message.RequestVote;
import dev.seaworthy.engine.core.Message.RequestVoteReply;
import dev.seaworthy.engine.entry.ConfigurationCodec;
import dev.seaworthy.engine.entry.EntryBatch;
import dev.seaworthy.engine.entry.LogEntry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class FrameCodecPropertyTest {
    private static final byte[] CONFIGURATION =
            ConfigurationCodec.encode(Configuration.ofVoters(List.of(new Member(1, 7), new Member(2, 8))));

    @Property
    void everyMessageComesBackFromItsFrame(@ForAll("messages") Message message) throws FrameException {
        byte[] frame = Frames.joined(message);
        assertEquals(frame.length, FrameCodec.frameLength(ByteBuffer.wrap(frame)));
        Message back = FrameCodec.decode(ByteBuffer.wrap(frame));
        Frames.assertSame(message, back);
        assertArrayEquals(frame, Frames.joined(back));
    }

    @Property(tries = 100)
    void itDoesNotMatterWhatKindOfBufferHoldsTheFrame(@ForAll("messages") Message message) throws FrameException {
        byte[] frame = Frames.joined(message);
        ByteBuffer inside = ByteBuffer.allocate(frame.length + 10)
                .position(3)
                .put(frame)
                .flip()
                .position(3);
        ByteBuffer direct = ByteBuffer.allocateDirect(frame.length).put(frame).flip();
        for (ByteBuffer buffer : List.of(inside, direct, inside.asReadOnlyBuffer())) {
            buffer.order(ByteOrder.LITTLE_ENDIAN);
            int position = buffer.position();
            Frames.assertSame(message, FrameCodec.decode(buffer));
            assertEquals(position, buffer.position());
            assertEquals(frame.length, FrameCodec.frameLength(buffer));
        }
    }

    @Property(tries = 30)
    void everyFlippedBitIsRefused(@ForAll("messages") Message message) {
        byte[] frame = Frames.joined(message);
        for (int bit = 0; bit < frame.length * 8; bit++) {
            byte[] flipped = frame.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertRefused(flipped);
        }
    }

    @Property(tries = 30)
    void everyTruncationIsRefused(@ForAll("messages") Message message) {
        byte[] frame = Frames.joined(message);
        for (int bytes = 0; bytes < frame.length; bytes++) {
            assertRefused(Arrays.copyOf(frame, bytes));
        }
    }

    @Property(tries = 30)
    void everyTruncationWithMatchingLengthAndChecksumIsRefused(@ForAll("messages") Message message) {
        byte[] frame = Frames.joined(message);
        for (int bytes = 8; bytes < frame.length; bytes++) {
            assertRefused(Frames.sealed(Arrays.copyOf(frame, bytes)));
        }
    }

    @Property
    void trailingBytesAreRefused(@ForAll("messages") Message message) {
        byte[] frame = Frames.joined(message);
        byte[] longer = Arrays.copyOf(frame, frame.length + 1);
        assertRefused(longer);
        assertRefused(Frames.sealed(longer));
    }

    @Property(tries = 5000)
    void garbageIsAnsweredByNothingButFrameException(@ForAll byte[] garbage) {
        decodeOrRefuse(garbage);
    }

    @Property(tries = 5000)
    void garbageBehindAValidChecksumIsAnsweredByNothingButFrameException(
            @ForAll("types") byte type, @ForAll("bodies") byte[] body) {
        ByteBuffer frame = ByteBuffer.allocate(FrameCodec.HEAD_BYTES + body.length);
        frame.putLong(0).put((byte) 1).put(type).putShort((short) 0);
        frame.putLong(1).putLong(2).putLong(3).put(body);
        decodeOrRefuse(Frames.sealed(frame.array()));
    }

    @Property
    void damageBehindAValidChecksumIsAnsweredByNothingButFrameException(
            @ForAll("messages") Message message, @ForAll int where, @ForAll byte what) {
        byte[] frame = Frames.joined(message);
        frame[8 + Math.floorMod(where, frame.length - 8)] = what;
        decodeOrRefuse(Frames.sealed(frame));
    }

    private static void assertRefused(byte[] frame) {
        assertThrows(FrameException.class, () -> FrameCodec.decode(ByteBuffer.wrap(frame)));
    }

    /** What is accepted must have been the canonical frame of what came out, up to the capability bits. */
    private static void decodeOrRefuse(byte[] frame) {
        Message message;
        try {
            message = FrameCodec.decode(ByteBuffer.wrap(frame));
        } catch (FrameException refused) {
            return;
        }
        byte[] withoutCapabilities = frame.clone();
        withoutCapabilities[10] = 0;
        withoutCapabilities[11] = 0;
        assertArrayEquals(Frames.sealed(withoutCapabilities), Frames.joined(message));
    }

    @Provide
    Arbitrary<Byte> types() {
        return Arbitraries.bytes().between((byte) 0, (byte) 8);
    }

    /** Mostly zeros, so that numbers are small and counts often fit. */
    @Provide
    Arbitrary<byte[]> bodies() {
        Arbitrary<Byte> small = Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.just((byte) 0)),
                Tuple.of(2, Arbitraries.bytes().between((byte) 0, (byte) 3)),
                Tuple.of(1, Arbitraries.bytes()));
        return small.array(byte[].class).ofMaxSize(120);
    }

    @Provide
    Arbitrary<Message> messages() {
        Arbitrary<long[]> heads = Combinators.combine(nodeIds(), nodeIds(), numbers())
                .as((from, to, term) -> new long[] {from, to, term});
        Arbitrary<Boolean> flags = Arbitraries.of(true, false);
        return Arbitraries.oneOf(
                Combinators.combine(heads, entryIds()).as((head, last) -> new PreVote(head[0], head[1], head[2], last)),
                Combinators.combine(heads, flags).as((head, flag) -> new PreVoteReply(head[0], head[1], head[2], flag)),
                Combinators.combine(heads, entryIds())
                        .as((head, last) -> new RequestVote(head[0], head[1], head[2], last)),
                Combinators.combine(heads, flags)
                        .as((head, flag) -> new RequestVoteReply(head[0], head[1], head[2], flag)),
                Combinators.combine(heads, entryIds(), numbers(), numbers(), shapes())
                        .as((head, prev, commit, read, shapes) -> new AppendEntries(
                                head[0], head[1], head[2], prev, commit, read, batch(prev.index(), shapes))),
                Combinators.combine(heads, flags, numbers(), entryIds(), numbers())
                        .as((head, flag, index, hint, read) ->
                                new AppendEntriesReply(head[0], head[1], head[2], flag, index, hint, read)));
    }

    private record Shape(long termStep, EntryKind kind, byte[] command) {}

    private static Arbitrary<List<Shape>> shapes() {
        Arbitrary<Long> steps = Arbitraries.longs().between(0, 1L << 40);
        Arbitrary<byte[]> commands = Arbitraries.bytes().array(byte[].class).ofMaxSize(40);
        return Combinators.combine(steps, Arbitraries.of(EntryKind.class), commands)
                .as(Shape::new)
                .list()
                .ofMaxSize(8);
    }

    private static Entries batch(long prevIndex, List<Shape> shapes) {
        List<LogEntry> entries = new ArrayList<>();
        long index = prevIndex;
        long term = 1;
        for (Shape shape : shapes) {
            term += shape.termStep();
            byte[] payload = switch (shape.kind()) {
                case NOOP -> new byte[0];
                case COMMAND -> shape.command();
                case CONFIGURATION -> CONFIGURATION;
            };
            entries.add(new LogEntry(++index, term, shape.kind(), payload));
        }
        return entries.isEmpty() ? Entries.NONE : new EntryBatch(entries);
    }

    private static Arbitrary<Long> nodeIds() {
        return Arbitraries.longs().between(1, Long.MAX_VALUE);
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
