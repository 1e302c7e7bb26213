package dev.seaworthy.service;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** The threads on which one member serves clients; none of them keeps the process alive. Any thread. */
final class ServerThreads {
    private static final long END_SECONDS = 1;

    private final EventLoopGroup clients;
    private final ScheduledExecutorService timer;
    private final ScheduledExecutorService files;

    ServerThreads(long nodeId) {
        // Half of the processors read and write for clients; the replica and its disk need theirs.
        clients = new MultiThreadIoEventLoopGroup(
                Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
                daemons("seaworthy-clients-" + nodeId),
                NioIoHandler.newFactory());
        timer = new ScheduledThreadPoolExecutor(1, daemons("seaworthy-timer-" + nodeId));
        files = new ScheduledThreadPoolExecutor(1, daemons("seaworthy-files-" + nodeId));
    }

    private static ThreadFactory daemons(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Read and write for clients; must not be held up. */
    EventLoopGroup clients() {
        return clients;
    }

    /**
     * The one of {@link #clients} that this is called by, else any of them. Ends what takes too long and tries again
     * what was refused: where a request is read and answered already, so that its time wakes nobody.
     */
    ScheduledExecutorService near() {
        for (EventExecutor thread : clients) {
            if (thread.inEventLoop()) {
                return thread;
            }
        }
        return clients.next();
    }

    /** What is done from time to time; must not be held up either. */
    ScheduledExecutorService timer() {
        return timer;
    }

    /** Looks at files, which may take as long as a disk likes. */
    ScheduledExecutorService files() {
        return files;
    }

    /** Has them all end, soon. */
    void end() {
        files.shutdownNow();
        timer.shutdownNow();
        Future<?> unused = clients.shutdownGracefully(0, END_SECONDS, TimeUnit.SECONDS);
    }
}
