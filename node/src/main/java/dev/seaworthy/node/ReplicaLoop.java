package dev.seaworthy.node;

import dev.seaworthy.engine.core.HaltCode;
import dev.seaworthy.engine.host.Replica;
import io.netty.util.concurrent.EventExecutor;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls a replica, on one thread: whenever there are inputs, and when its deadline is over; hands over what there is;
 * lets it run. Ends when it is told to, when the replica has halted, or when something was thrown that nobody expects,
 * which counts as a halt.
 *
 * <p>The thread is the network's. A frame on its way to the replica, and one on its way from it to a connection, would
 * otherwise be handed from one thread to another, which takes longer than all that is done with it.
 */
final class ReplicaLoop {
    private static final Logger LOG = LoggerFactory.getLogger(ReplicaLoop.class);

    /**
     * So many inputs at most before it is the network's turn: under a burst of requests a leader must still hear its
     * followers, and they it.
     */
    private static final int INPUTS_PER_TURN = 256;

    private final Parts parts;
    private final Replica replica;
    private final Inbox inbox;
    private final NodeObserver observer;
    private final EventExecutor thread;
    private final Runnable thawed;
    private final Thread ending;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final long bootNanos = System.nanoTime();
    private volatile boolean stopping;

    // Used by the thread only.
    private List<Consumer<Replica>> inputs = new ArrayList<>();
    private int handled;
    private Future<?> timer;
    private long timerNanos;
    private boolean over;

    /**
     * @param thawed told when frames that were too many have been handled
     * @param atEnd called as the last act, however it ends, by a thread of its own: the network ends with it
     */
    ReplicaLoop(Parts parts, Runnable thawed, Runnable atEnd) {
        this.parts = parts;
        this.replica = parts.replica();
        this.inbox = parts.inbox();
        this.observer = parts.observer();
        this.thread = parts.thread();
        this.thawed = thawed;
        ending = new Thread(
                () -> {
                    try {
                        atEnd.run();
                    } finally {
                        ended.countDown();
                    }
                },
                parts.name());
    }

    /**
     * What the loop turns.
     *
     * @param name of the thread that ends it
     * @param thread calls the replica
     */
    record Parts(
            String name,
            EventExecutor thread,
            Replica replica,
            Inbox inbox,
            NodeObserver observer,
            Callbacks callbacks) {}

    void start() {
        thread.execute(() -> guarded(() -> replica.start(now())));
        inbox.onArrival(this::wake);
    }

    /** Ends it between two rounds; does not wait. */
    void stop() {
        stopping = true;
        wake();
    }

    /** Returns when it has ended, and all that it had to end with it. */
    void join() throws InterruptedException {
        ended.await();
    }

    boolean isCurrentThread() {
        return thread.inEventLoop() || Thread.currentThread().equals(ending);
    }

    private void wake() {
        try {
            thread.execute(this::turn);
        } catch (RejectedExecutionException e) {
            LOG.debug("the loop has ended", e);
        }
    }

    private void turn() {
        if (!over) {
            guarded(() -> {
                if (!stopping) {
                    handle();
                }
            });
        }
    }

    private void handle() {
        if (inputs.isEmpty()) {
            inputs = inbox.take(inputs, thawed);
        }
        int end = Math.min(inputs.size(), handled + INPUTS_PER_TURN);
        while (handled < end) {
            inputs.get(handled++).accept(replica);
        }
        replica.run(now());
        if (handled < inputs.size()) {
            wake();
        } else {
            inputs.clear();
            handled = 0;
        }
    }

    /** Whatever is thrown ends the loop; else it goes on when there is something to do. */
    private void guarded(Runnable round) {
        try {
            round.run();
            parts.callbacks().flush();
            if (!stopping && observer.halt() == null) {
                setTimer();
                return;
            }
        } catch (RuntimeException | Error e) {
            observer.halted(new NodeHalt(HaltCode.INVARIANT_BROKEN, "the loop threw " + trace(e)));
        }
        over = true;
        if (timer != null) {
            timer.cancel(false);
        }
        ending.start();
    }

    /**
     * A timer that is set already and is not too late will do: the replica may be called too early, and sets another.
     */
    private void setTimer() {
        long deadline = replica.nextDeadlineNanos();
        if (deadline == Long.MAX_VALUE || timer != null && timerNanos <= deadline) {
            return;
        }
        if (timer != null) {
            timer.cancel(false);
        }
        timerNanos = deadline;
        timer = thread.schedule(
                () -> {
                    timer = null;
                    turn();
                },
                Math.max(0, deadline - now()),
                TimeUnit.NANOSECONDS);
    }

    private long now() {
        return System.nanoTime() - bootNanos;
    }

    private static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
