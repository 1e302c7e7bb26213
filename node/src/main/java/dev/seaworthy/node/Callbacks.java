package dev.seaworthy.node;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells users what has happened, on a thread that is not the loop's: one thing at a time, in the order in which things
 * happened. Whoever blocks here holds up whoever is told after him, never the replica.
 */
final class Callbacks {
    private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);

    private final Executor executor;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private boolean running;

    Callbacks(Executor executor) {
        this.executor = executor;
    }

    /** To be told with the next {@link #flush}. */
    synchronized void add(Runnable callback) {
        waiting.add(callback);
    }

    /** Sets the executor to work, where it is not at work already. */
    void flush() {
        synchronized (this) {
            if (running || waiting.isEmpty()) {
                return;
            }
            running = true;
        }
        try {
            executor.execute(this::work);
        } catch (RejectedExecutionException e) {
            // Whoever waits must hear of it all the same, and not on the loop.
            LOG.warn("the executor for callbacks refuses work; a thread of its own does it", e);
            Thread instead = new Thread(this::work, "seaworthy-callbacks");
            instead.setDaemon(true);
            instead.start();
        }
    }

    private void work() {
        while (true) {
            Runnable next;
            synchronized (this) {
                next = waiting.poll();
                if (next == null) {
                    running = false;
                    return;
                }
            }
            try {
                next.run();
            } catch (RuntimeException | Error e) {
                LOG.error("a callback threw", e);
            }
        }
    }
}
