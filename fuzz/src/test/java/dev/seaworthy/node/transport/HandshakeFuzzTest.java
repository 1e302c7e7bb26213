package dev.seaworthy.node.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.fuzz.Allocation;
import dev.seaworthy.node.transport.Handshake.Answer;
import dev.seaworthy.node.transport.Handshake.Hello;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** The first bytes of a stranger: a greeting, or refused as none. */
class HandshakeFuzzTest {
    static Stream<byte[]> greetings() {
        Identity one = new Identity(42, new Member(1, 11), 15);
        Member two = new Member(2, 22);
        return Stream.of(
                        new Hello(Handshake.VERSION, one, two, new HostPort("example.org", 2380)).encode(),
                        new Hello(Handshake.VERSION, one, two, null).encode(),
                        new Hello(Handshake.VERSION + 1, one, two, null).encode(),
                        new Answer(Handshake.VERSION, Verdict.WELCOME, one).encode())
                .map(ByteBufUtil::getBytes);
    }

    @MethodSource("greetings")
    @FuzzTest(maxDuration = "2m")
    void strangersGreetOrAreRefused(byte[] bytes) throws Exception {
        Allocation.bounded(bytes, () -> {
            hello(bytes);
            if (bytes.length >= Handshake.ANSWER_BYTES) {
                answer(Arrays.copyOf(bytes, Handshake.ANSWER_BYTES));
            }
        });
    }

    /** As a connection reads it: when there are as many bytes as it takes. */
    private static void hello(byte[] bytes) {
        ByteBuf in = Unpooled.wrappedBuffer(bytes);
        try {
            if (bytes.length >= Handshake.HEAD_BYTES && bytes.length >= Hello.bytes(in)) {
                Hello hello = Hello.decode(in);
                if (hello.version() == Handshake.VERSION) {
                    assertEquals(hello, Hello.decode(hello.encode()));
                }
            }
        } catch (IllegalArgumentException refused) {
            assertNotNull(refused.getMessage());
        }
    }

    private static void answer(byte[] bytes) {
        try {
            Answer answer = Answer.decode(Unpooled.wrappedBuffer(bytes));
            assertEquals(answer, Answer.decode(answer.encode()));
        } catch (IllegalArgumentException refused) {
            assertNotNull(refused.getMessage());
        }
    }
}
