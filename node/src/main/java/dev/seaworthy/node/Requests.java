package dev.seaworthy.node;

import dev.seaworthy.engine.host.Replica;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Requests of one kind that wait for their outcome: bounded in number and bytes, and each told exactly one outcome,
 * whatever becomes of the replica.
 *
 * @param <O> the outcome
 */
final class Requests<O> {
    /**
     * The outcomes that the replica does not know of.
     *
     * @param overloaded too many wait already: this one was not let through
     * @param stopped the replica never heard of it, and never will
     * @param lost the replica has heard of it, and has ended without an outcome
     */
    record Ends<O>(Supplier<O> overloaded, Supplier<O> stopped, Supplier<O> lost) {}

    private final class Request {
        private final CompletableFuture<O> future = new CompletableFuture<>();
        private final AtomicBoolean told = new AtomicBoolean();
        private final long bytes;
        private volatile boolean delivered;

        Request(long bytes) {
            this.bytes = bytes;
        }
    }

    private final Inbox inbox;
    private final Callbacks callbacks;
    private final Ends<O> ends;
    private final int countMax;
    private final long bytesMax;
    private final Set<Request> waiting = ConcurrentHashMap.newKeySet();

    private int count;
    private long bytes;
    private boolean closed;

    Requests(Inbox inbox, Callbacks callbacks, Ends<O> ends, int countMax, long bytesMax) {
        this.inbox = inbox;
        this.callbacks = callbacks;
        this.ends = ends;
        this.countMax = countMax;
        this.bytesMax = bytesMax;
    }

    /**
     * Asks the replica for something.
     *
     * @param size how many bytes are kept while it waits
     * @param ask hands it to the replica, on the loop; the consumer takes the outcome there
     */
    CompletableFuture<O> ask(long size, BiConsumer<Replica, Consumer<O>> ask) {
        Request request = new Request(size);
        synchronized (this) {
            if (closed) {
                return CompletableFuture.completedFuture(ends.stopped().get());
            }
            if (count >= countMax || count > 0 && bytes + size > bytesMax) {
                return CompletableFuture.completedFuture(ends.overloaded().get());
            }
            count++;
            bytes += size;
        }
        waiting.add(request);
        boolean taken = inbox.addRequest(replica -> {
            request.delivered = true;
            ask.accept(replica, outcome -> tell(request, outcome));
        });
        if (!taken) {
            tell(request, ends.stopped().get());
            callbacks.flush();
        }
        return request.future;
    }

    /** Lets nothing more through. */
    synchronized void close() {
        closed = true;
    }

    /** How many wait. */
    synchronized int count() {
        return count;
    }

    /** Waits until none waits any more, or the time is over. */
    synchronized void awaitNone(long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        long left = nanos;
        while (count > 0 && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = deadline - System.nanoTime();
        }
    }

    /** The loop has ended: whoever waits is told what is known of that. */
    void endAll() {
        close();
        for (Request request : waiting) {
            tell(request, (request.delivered ? ends.lost() : ends.stopped()).get());
        }
    }

    private void tell(Request request, O outcome) {
        if (request.told.compareAndSet(false, true)) {
            waiting.remove(request);
            callbacks.add(() -> {
                release(request);
                request.future.complete(outcome);
            });
        }
    }

    private synchronized void release(Request request) {
        count--;
        bytes -= request.bytes;
        if (count == 0) {
            notifyAll();
        }
    }
}
