package dev.seaworthy.cli.torture;

import dev.seaworthy.node.transport.HostPort;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where one node calls another one: passes on what comes, as its two directions allow. Nothing is ever lost on a
 * connection: what is held comes later, or the connection breaks, as it is with TCP. Any thread.
 */
final class Relay implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int BACKLOG = 50;
    private static final int CONNECT_MILLIS = 1_000;

    private final ServerSocket server;
    private final HostPort target;
    private final Direction there;
    private final Direction back;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    /**
     * Begins to listen, on a free port of the loopback interface.
     *
     * @param there what the caller sends
     * @param back what the called one answers
     */
    Relay(HostPort target, Direction there, Direction back) throws IOException {
        this.target = target;
        this.there = there;
        this.back = back;
        server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    }

    /** Where to call. */
    HostPort address() {
        return new HostPort(server.getInetAddress().getHostAddress(), server.getLocalPort());
    }

    void start() {
        begin(this::accept);
    }

    /** Breaks all connections. */
    void breakAll() {
        for (Socket socket : sockets) {
            end(socket);
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket caller = server.accept();
            sockets.add(caller);
            begin(() -> connect(caller));
        }
    }

    private void connect(Socket caller) throws IOException {
        // Closed without a goodbye if something goes wrong: so a machine that is gone looks.
        caller.setSoLinger(true, 0);
        if (there.isClosed() || back.isClosed()) {
            end(caller);
            return;
        }
        Socket called = new Socket();
        sockets.add(called);
        try {
            caller.setTcpNoDelay(true);
            called.setTcpNoDelay(true);
            called.setSoLinger(true, 0);
            called.connect(new InetSocketAddress(target.host(), target.port()), CONNECT_MILLIS);
        } catch (IOException nobodyThere) {
            end(caller);
            end(called);
            return;
        }
        begin(() -> pass(caller, called, there));
        pass(called, caller, back);
    }

    private void pass(Socket from, Socket to, Direction direction) throws IOException {
        byte[] bytes = new byte[BUFFER_BYTES];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                direction.pass();
                out.write(bytes, 0, read);
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        } finally {
            end(from);
            end(to);
        }
    }

    private void end(Socket socket) {
        sockets.remove(socket);
        try {
            socket.close();
        } catch (IOException gone) {
            // As it should be.
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException gone) {
            // As it should be.
        }
        breakAll();
    }

    /** What a thread does until a connection breaks. */
    private interface Work {
        void run() throws IOException;
    }

    private static void begin(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException gone) {
                        // The connection broke, or the relay is closed.
                    }
                },
                "torture-relay");
        thread.setDaemon(true);
        thread.start();
    }
}
