package dev.seaworthy.cli.torture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.seaworthy.node.transport.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Five nodes that send back what they are sent. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class NetworkTest {
    private static final int SHORT_MILLIS = 300;
    private static final int LONG_MILLIS = 20_000;

    private final List<ServerSocket> servers = new ArrayList<>();
    private Network network;

    @BeforeEach
    void build() throws IOException {
        TreeMap<Long, HostPort> doors = new TreeMap<>();
        for (long node = 1; node <= 5; node++) {
            ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            servers.add(server);
            doors.put(node, new HostPort("127.0.0.1", server.getLocalPort()));
            daemon(() -> {
                while (true) {
                    Socket socket = server.accept();
                    daemon(() -> socket.getInputStream().transferTo(socket.getOutputStream()));
                }
            });
        }
        network = new Network(doors, doors);
    }

    @AfterEach
    void tearDown() throws IOException {
        network.close();
        for (ServerSocket server : servers) {
            server.close();
        }
    }

    @Test
    void whatIsHeldComesWhenThePartitionEnds() throws IOException {
        try (Socket socket = call(1, 2)) {
            assertEquals('a', echo(socket, 'a', LONG_MILLIS));
            Fault fault = fault(Form.ISOLATE, 0, false);
            network.begin(fault, 1);
            assertThrows(SocketTimeoutException.class, () -> echo(socket, 'b', SHORT_MILLIS));
            network.end(fault);
            assertEquals('b', read(socket, LONG_MILLIS));
        }
    }

    @Test
    void whereConnectionsAreClosedTheyBreakAndAreRefused() throws IOException {
        try (Socket socket = call(2, 1)) {
            assertEquals('a', echo(socket, 'a', LONG_MILLIS));
            network.begin(fault(Form.ISOLATE, 0, true), 1);
            assertBroken(socket);
            try (Socket other = call(2, 1)) {
                assertBroken(other);
            }
            network.heal();
            try (Socket again = call(2, 1)) {
                assertEquals('c', echo(again, 'c', LONG_MILLIS));
            }
        }
    }

    @Test
    void sidesOfASplitTalkAmongThemselves() throws IOException {
        Fault split = fault(Form.SPLIT, 1, false);
        assertEquals(new TreeSet<>(List.of(5L, 1L)), network.sideOf(split, 5));
        network.begin(split, 5);
        try (Socket inside = call(5, 1);
                Socket outside = call(2, 4);
                Socket across = call(1, 2)) {
            assertEquals('a', echo(inside, 'a', LONG_MILLIS));
            assertEquals('a', echo(outside, 'a', LONG_MILLIS));
            assertThrows(SocketTimeoutException.class, () -> echo(across, 'a', SHORT_MILLIS));
        }
    }

    /** The deaf node's question is heard, and it does not hear the answer; a mute one's is not heard. */
    @Test
    void directionsAreCutApart() throws IOException {
        network.begin(fault(Form.DEAF, 0, false), 1);
        try (Socket fromDeaf = call(1, 2);
                Socket toDeaf = call(2, 1)) {
            assertThrows(SocketTimeoutException.class, () -> echo(fromDeaf, 'a', SHORT_MILLIS));
            assertThrows(SocketTimeoutException.class, () -> echo(toDeaf, 'a', SHORT_MILLIS));
            network.heal();
            assertEquals('a', read(fromDeaf, LONG_MILLIS));
            assertEquals('a', read(toDeaf, LONG_MILLIS));
        }
    }

    @Test
    void partitionsOverlapAndEndOneByOne() throws IOException {
        Fault first = fault(Form.ISOLATE, 0, false);
        Fault second = fault(Form.MUTE, 0, false);
        network.begin(first, 1);
        network.begin(second, 1);
        network.end(first);
        try (Socket socket = call(1, 2)) {
            assertThrows(SocketTimeoutException.class, () -> echo(socket, 'a', SHORT_MILLIS));
            network.end(second);
            assertEquals('a', read(socket, LONG_MILLIS));
        }
    }

    private static Fault fault(Form form, int beside, boolean closing) {
        return new Fault(0, 1, form, 1, beside, closing, 0);
    }

    private Socket call(long from, long to) throws IOException {
        HostPort way = network.peerRoutes(from).get(to);
        return new Socket(way.host(), way.port());
    }

    private static int echo(Socket socket, int sign, int millis) throws IOException {
        socket.getOutputStream().write(sign);
        return read(socket, millis);
    }

    private static int read(Socket socket, int millis) throws IOException {
        socket.setSoTimeout(millis);
        return socket.getInputStream().read();
    }

    /** Either end of a connection may be the first to notice. */
    private static void assertBroken(Socket socket) {
        int read;
        try {
            read = echo(socket, 'x', LONG_MILLIS);
        } catch (SocketTimeoutException stillThere) {
            throw new AssertionError("the connection stays", stillThere);
        } catch (IOException broken) {
            read = -1;
        }
        assertEquals(-1, read);
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException over) {
                // The test is.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
