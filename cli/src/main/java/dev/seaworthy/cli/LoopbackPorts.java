package dev.seaworthy.cli;

import dev.seaworthy.node.transport.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * Free ports of the loopback interface for nodes that are started later, and started again. They are below those that
 * the system gives to outgoing connections, which would take them while their node is down. Until this is closed,
 * nobody else gets them, and none is given twice. Not thread safe.
 */
final class LoopbackPorts implements AutoCloseable {
    private static final int LEAST = 15_000;
    private static final int COUNT = 15_000;

    private final List<ServerSocket> held = new ArrayList<>();

    /**
     * So many addresses where nobody listens.
     *
     * @throws IOException if not as many ports are free
     */
    static List<HostPort> free(int count) throws IOException {
        List<HostPort> free = new ArrayList<>();
        try (LoopbackPorts ports = new LoopbackPorts()) {
            for (int i = 0; i < count; i++) {
                free.add(ports.free());
            }
        }
        return free;
    }

    private HostPort free() throws IOException {
        int first = new SecureRandom().nextInt(COUNT);
        for (int i = 0; i < COUNT; i++) {
            try {
                return hold(LEAST + (first + i) % COUNT);
            } catch (IOException taken) {
                // Then the next one.
            }
        }
        throw new IOException("all of " + LEAST + " to " + (LEAST + COUNT - 1) + " are taken");
    }

    /**
     * The address with this port, or with another one where it is taken.
     *
     * @throws IOException if no port is free
     */
    HostPort freeOr(int wanted) throws IOException {
        try {
            return hold(wanted);
        } catch (IOException taken) {
            return free();
        }
    }

    private HostPort hold(int port) throws IOException {
        ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        held.add(socket);
        return new HostPort(socket.getInetAddress().getHostAddress(), port);
    }

    @Override
    public void close() throws IOException {
        for (ServerSocket socket : held) {
            socket.close();
        }
    }
}
