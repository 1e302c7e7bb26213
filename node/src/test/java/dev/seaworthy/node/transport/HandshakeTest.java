package dev.seaworthy.node.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.Member;
import dev.seaworthy.node.transport.Handshake.Hello;
import io.netty.buffer.ByteBuf;
import org.junit.jupiter.api.Test;

/** Where a member says that it can be called back. */
class HandshakeTest {
    private static final Member TWO = new Member(2, 22);

    private static Hello hello(String host) {
        Identity one = new Identity(42, new Member(1, 11), 15);
        return new Hello(Handshake.VERSION, one, TWO, new HostPort(host, 2380));
    }

    @Test
    void anAddressArrivesAsItWasSaid() {
        for (String host : new String[] {"example.org", "10.0.0.1", "fe80::1%eth0", "x".repeat(253)}) {
            assertEquals(hello(host), Hello.decode(hello(host).encode()));
        }
    }

    @Test
    void aNameThatDoesNotFitIsLeftOut() {
        assertNull(Hello.decode(hello("x".repeat(254)).encode()).address());
        assertNull(Hello.decode(hello("bücher.example").encode()).address());
    }

    @Test
    void aNameWithOtherBytesIsRefused() {
        for (int strange : new int[] {0, ' ', 0x7F, 0x80, 0xFF}) {
            ByteBuf said = hello("example.org").encode();
            said.setByte(Handshake.HEAD_BYTES + 3 + 4, strange);
            String refused = assertThrows(IllegalArgumentException.class, () -> Hello.decode(said))
                    .getMessage();
            assertTrue(refused.contains("a host's name"), refused);
        }
    }
}
