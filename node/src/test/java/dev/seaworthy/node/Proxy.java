package dev.seaworthy.node;

import dev.seaworthy.node.transport.HostPort;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Stands between two nodes and passes bytes on, until it is cut: then connections stay open, and nothing comes through,
 * as behind a broken switch. Healed, it begins with new connections.
 */
final class Proxy implements AutoCloseable {
    private final ServerSocket server;
    private final HostPort target;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private volatile boolean cut;

    Proxy(HostPort target) throws IOException {
        this.target = target;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        begin(this::accept);
    }

    HostPort address() {
        return new HostPort(server.getInetAddress().getHostAddress(), server.getLocalPort());
    }

    void cut() {
        cut = true;
    }

    void heal() throws IOException {
        cut = false;
        closeSockets();
    }

    private void accept() throws IOException {
        while (true) {
            Socket caller = server.accept();
            sockets.add(caller);
            Socket called = new Socket(target.host(), target.port());
            sockets.add(called);
            begin(() -> pass(caller, called));
            begin(() -> pass(called, caller));
        }
    }

    private void pass(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            byte[] bytes = new byte[8 << 10];
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                if (!cut) {
                    out.write(bytes, 0, read);
                }
            }
        }
    }

    private void closeSockets() throws IOException {
        for (Socket socket = sockets.poll(); socket != null; socket = sockets.poll()) {
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        closeSockets();
    }

    /** What a thread does until a connection breaks. */
    private interface Work {
        void run() throws IOException;
    }

    private static void begin(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // The connection is gone, or the proxy is closed.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
