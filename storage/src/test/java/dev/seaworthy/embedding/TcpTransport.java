package dev.seaworthy.embedding;

import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.host.Transport;
import dev.seaworthy.engine.wire.FrameCodec;
import dev.seaworthy.engine.wire.FrameException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Frames over TCP, one connection for each direction between two nodes. What does not fit into a queue, or is under way
 * when a connection breaks, is lost.
 */
final class TcpTransport implements Transport {
    private static final int QUEUED_FRAMES_MAX = 1024;

    private final Map<Long, SocketAddress> addresses;
    private final Consumer<ByteBuffer> received;
    private final ServerSocketChannel server;
    private final Map<Long, BlockingQueue<ByteBuffer[]>> queues = new ConcurrentHashMap<>();
    private final List<Thread> threads = new ArrayList<>();

    /**
     * Listens on a free port of the loopback interface.
     *
     * @param addresses where each node listens; this one puts itself in
     * @param received takes every frame that arrives, whole; called by the threads that read
     */
    TcpTransport(long self, Map<Long, SocketAddress> addresses, Consumer<ByteBuffer> received) throws IOException {
        this.addresses = addresses;
        this.received = received;
        server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        addresses.put(self, server.getLocalAddress());
        begin(this::accept);
    }

    @Override
    public void send(Member to, ByteBuffer[] frame) {
        // Whether it was taken makes no difference: what is lost is sent again.
        boolean unused = queues.computeIfAbsent(to.nodeId(), this::connected).offer(frame);
    }

    /** Closes every connection. */
    synchronized void close() throws IOException {
        server.close();
        // An interrupt closes the channel that a thread waits for.
        threads.forEach(Thread::interrupt);
    }

    private BlockingQueue<ByteBuffer[]> connected(long nodeId) {
        BlockingQueue<ByteBuffer[]> queue = new ArrayBlockingQueue<>(QUEUED_FRAMES_MAX);
        begin(() -> {
            while (true) {
                sendAll(nodeId, queue);
            }
        });
        return queue;
    }

    private void sendAll(long nodeId, BlockingQueue<ByteBuffer[]> queue) throws InterruptedException {
        ByteBuffer[] frame = queue.take();
        SocketAddress address = addresses.get(nodeId);
        if (address == null) {
            // Nobody knows yet where it is: the frame is lost.
            return;
        }
        try (SocketChannel channel = SocketChannel.open(address)) {
            while (true) {
                ByteBuffer last = frame[frame.length - 1];
                while (last.hasRemaining()) {
                    channel.write(frame);
                }
                frame = queue.take();
            }
        } catch (IOException e) {
            // This frame is lost; the next one tries to connect again.
            queue.clear();
        }
    }

    private void accept() throws IOException {
        while (true) {
            SocketChannel channel = server.accept();
            begin(() -> receiveAll(channel));
        }
    }

    private void receiveAll(SocketChannel channel) throws IOException {
        try (channel) {
            ByteBuffer length = ByteBuffer.allocate(FrameCodec.LENGTH_BYTES);
            while (fill(channel, length.clear())) {
                ByteBuffer frame = ByteBuffer.allocate(FrameCodec.frameLength(length.flip()));
                fill(channel, frame.put(length));
                received.accept(frame.flip());
            }
        } catch (FrameException e) {
            // No way to tell where the next frame begins: the sender connects anew.
        }
    }

    private static boolean fill(SocketChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                return false;
            }
        }
        return true;
    }

    /** What a thread does until it is interrupted or its connection breaks. */
    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private synchronized void begin(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException | InterruptedException e) {
                // The connection is gone, or this transport is closed.
            }
        });
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }
}
