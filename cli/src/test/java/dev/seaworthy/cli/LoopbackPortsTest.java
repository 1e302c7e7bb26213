package dev.seaworthy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.node.transport.HostPort;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LoopbackPortsTest {
    private static final int MANY = 200;

    @Test
    void noPortIsGivenTwice() throws Exception {
        try (LoopbackPorts ports = new LoopbackPorts()) {
            int first = LoopbackPorts.free(1).get(0).port();
            TreeSet<Integer> given = new TreeSet<>();
            for (int i = 0; i < MANY; i++) {
                assertTrue(given.add(ports.freeOr(first).port()), "again " + given.last());
            }
            assertTrue(given.contains(first), "the one that was wanted is among them");
        }
    }

    @Test
    void aPortThatIsTakenIsNotGivenAndLaterItIs() throws Exception {
        int port = LoopbackPorts.free(1).get(0).port();
        try (LoopbackPorts ports = new LoopbackPorts()) {
            try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                assertNotEquals(taken.getLocalPort(), ports.freeOr(port).port());
            }
            assertEquals(port, ports.freeOr(port).port());
        }
        try (LoopbackPorts after = new LoopbackPorts()) {
            assertEquals(port, after.freeOr(port).port(), "what was held is let go");
        }
    }

    @Test
    void theyAreBelowThoseOfOutgoingConnections() throws Exception {
        for (HostPort free : LoopbackPorts.free(MANY)) {
            assertTrue(free.port() >= 15_000 && free.port() < 30_000, free::toString);
        }
    }
}
