package dev.seaworthy.cli;

import dev.seaworthy.node.transport.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;

/**
 * Free ports of the loopback interface for nodes that are started later, and started again. They are below those that
 * the system gives to outgoing connections, which would take them while their node is down. Any thread.
 */
final class LoopbackPorts {
    private static final int LEAST = 15_000;
    private static final int COUNT = 15_000;

    private LoopbackPorts() {}

    /**
     * Listens at a free port, which nobody else gets before the socket is closed.
     *
     * @throws IOException if none is free
     */
    static ServerSocket hold() throws IOException {
        int first = new SecureRandom().nextInt(COUNT);
        for (int i = 0; i < COUNT; i++) {
            try {
                return new ServerSocket(LEAST + (first + i) % COUNT, 1, InetAddress.getLoopbackAddress());
            } catch (IOException taken) {
                // Then the next one.
            }
        }
        throw new IOException("all of " + LEAST + " to " + (LEAST + COUNT - 1) + " are taken");
    }

    /** Where the socket listens. */
    static HostPort address(ServerSocket socket) {
        return new HostPort(socket.getInetAddress().getHostAddress(), socket.getLocalPort());
    }

    /**
     * An address where nobody listens.
     *
     * @throws IOException if no port is free
     */
    static HostPort free() throws IOException {
        try (ServerSocket socket = hold()) {
            return address(socket);
        }
    }
}
