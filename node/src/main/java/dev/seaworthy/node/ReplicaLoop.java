package dev.seaworthy.node;

import dev.seaworthy.engine.core.HaltCode;
import dev.seaworthy.engine.host.Replica;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The one thread that calls a replica: waits for inputs, but not beyond the replica's deadline; hands over all there
 * are; lets it run. Ends when it is told to, when the replica has halted, or when something was thrown that nobody
 * expects, which counts as a halt.
 */
final class ReplicaLoop {
    /** How long to wait where the replica has no deadline at all: it is woken by inputs. */
    private static final long PATIENCE_NANOS = 1_000_000_000L;

    private final Replica replica;
    private final Inbox inbox;
    private final NodeObserver observer;
    private final Callbacks callbacks;
    private final Runnable thawed;
    private final Runnable atEnd;
    private final Thread thread;
    private final long bootNanos = System.nanoTime();
    private volatile boolean stopping;

    /**
     * @param thawed told when frames that were too many have been handled
     * @param atEnd called by the loop as its last act, however it ends
     */
    ReplicaLoop(Parts parts, Runnable thawed, Runnable atEnd) {
        this.replica = parts.replica();
        this.inbox = parts.inbox();
        this.observer = parts.observer();
        this.callbacks = parts.callbacks();
        this.thawed = thawed;
        this.atEnd = atEnd;
        thread = new Thread(this::run, parts.name());
    }

    /** What the loop turns. */
    record Parts(String name, Replica replica, Inbox inbox, NodeObserver observer, Callbacks callbacks) {}

    void start() {
        thread.start();
    }

    /** Ends it between two rounds; does not wait. */
    void stop() {
        stopping = true;
        inbox.wake();
    }

    /** Returns when it has ended, and all that it had to end with it. */
    void join() throws InterruptedException {
        thread.join();
    }

    boolean isCurrentThread() {
        return Thread.currentThread().equals(thread);
    }

    private void run() {
        try {
            turn();
        } catch (InterruptedException e) {
            observer.halted(new NodeHalt(HaltCode.CONTRACT_BROKEN, "the loop was interrupted"));
        } catch (RuntimeException | Error e) {
            observer.halted(new NodeHalt(HaltCode.INVARIANT_BROKEN, "the loop threw " + trace(e)));
        } finally {
            atEnd.run();
        }
    }

    private void turn() throws InterruptedException {
        List<Consumer<Replica>> inputs = new ArrayList<>();
        replica.start(now());
        callbacks.flush();
        while (!stopping && observer.halt() == null) {
            inputs.clear();
            inputs = inbox.take(inputs, patience(), thawed);
            for (Consumer<Replica> input : inputs) {
                input.accept(replica);
            }
            replica.run(now());
            callbacks.flush();
        }
    }

    private long patience() {
        long deadline = replica.nextDeadlineNanos();
        return deadline == Long.MAX_VALUE ? PATIENCE_NANOS : deadline - now();
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
