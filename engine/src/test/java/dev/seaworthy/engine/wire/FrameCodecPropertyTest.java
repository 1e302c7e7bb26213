package dev.seaworthy.engine.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.seaworthy.engine.core.Message;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
    /** Writes a number over what is at {@code where}, modulo what lies under the checksum, in so many bytes. */
    private record Damage(int where, int bytes, long number) {
        void applyTo(byte[] frame) {
            for (int i = 0; i < bytes; i++) {
                int at = 8 + Math.floorMod(where + i, frame.length - 8);
                frame[at] = (byte) (number >>> 8 * (bytes - 1 - i));
            }
        }
    }

    @Property
    void everyMessageComesBackFromItsFrame(
            @ForAll("messages") Message message, @ForAll("capabilities") int capabilities) throws FrameException {
        byte[] frame = Frames.joined(message, capabilities);
        assertEquals(frame.length, FrameCodec.frameLength(ByteBuffer.wrap(frame)));
        Frame back = FrameCodec.decode(ByteBuffer.wrap(frame));
        Frames.assertSame(message, back.message());
        assertEquals(capabilities, back.capabilities());
        assertArrayEquals(frame, Frames.joined(back.message(), capabilities));
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
            Frames.assertSame(message, FrameCodec.decode(buffer).message());
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

    @Property(tries = 100)
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
        frame.putLong(1).putLong(7).putLong(2).putLong(8).putLong(3).put(body);
        decodeOrRefuse(Frames.sealed(frame.array()));
    }

    @Property(tries = 5000)
    void damageBehindAValidChecksumIsAnsweredByNothingButFrameException(
            @ForAll("messages") Message message, @ForAll("damages") List<Damage> damages) {
        byte[] frame = Frames.joined(message);
        damages.forEach(damage -> damage.applyTo(frame));
        decodeOrRefuse(Frames.sealed(frame));
    }

    private static void assertRefused(byte[] frame) {
        assertThrows(FrameException.class, () -> FrameCodec.decode(ByteBuffer.wrap(frame)));
    }

    /** What is accepted must have been the canonical frame of what came out. */
    private static void decodeOrRefuse(byte[] bytes) {
        Frame frame;
        try {
            frame = FrameCodec.decode(ByteBuffer.wrap(bytes));
        } catch (FrameException refused) {
            return;
        }
        assertArrayEquals(bytes, Frames.joined(frame.message(), frame.capabilities()));
    }

    @Provide
    Arbitrary<Message> messages() {
        return MessageArbitraries.messages();
    }

    @Provide
    Arbitrary<Integer> capabilities() {
        return Arbitraries.integers().between(0, FrameCodec.CAPABILITIES_MAX);
    }

    @Provide
    Arbitrary<Byte> types() {
        return Arbitraries.bytes().between((byte) 0, (byte) 13);
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

    /** Numbers at the edges of what is allowed, over fields of every width. */
    @Provide
    Arbitrary<List<Damage>> damages() {
        Arbitrary<Long> numbers = Arbitraries.oneOf(
                Arbitraries.of(
                        -2L,
                        -1L,
                        Long.MAX_VALUE,
                        Long.MIN_VALUE,
                        FrameCodec.NUMBER_MAX,
                        FrameCodec.NUMBER_MAX + 1,
                        (long) Integer.MAX_VALUE,
                        (long) Integer.MIN_VALUE),
                Arbitraries.longs().between(0, 200));
        return Combinators.combine(Arbitraries.integers().between(0, 400), Arbitraries.of(1, 2, 4, 8), numbers)
                .as(Damage::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }
}
