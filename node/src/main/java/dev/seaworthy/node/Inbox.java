package dev.seaworthy.node;

import dev.seaworthy.engine.host.Replica;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * What other threads leave for the loop. Its memory is bounded by those who fill it: requests are let through in
 * bounded number, the disk answers what it was asked, and of frames {@link #addFrame} says when there are enough.
 */
final class Inbox {
    private final long frameBytesMax;
    private final Executor announcer;
    private final Object lock = new Object();
    private Runnable arrived = () -> {};
    private List<Consumer<Replica>> inputs = new ArrayList<>();
    private long frameBytes;
    private boolean frozen;
    /** Whether the loop knows that there is something. */
    private boolean told;

    private boolean closed;

    /**
     * @param frameBytesMax how many bytes of frames may wait before nothing more should be read from the network
     * @param announcer tells the loop of requests
     */
    Inbox(long frameBytesMax, Executor announcer) {
        this.frameBytesMax = frameBytesMax;
        this.announcer = announcer;
    }

    /** Tells this one from now on whenever something comes into the empty inbox; at once where there is something. */
    void onArrival(Runnable listener) {
        synchronized (lock) {
            arrived = listener;
            told = false;
            if (inputs.isEmpty()) {
                return;
            }
            told = true;
        }
        listener.run();
    }

    /** @return false where the loop has ended: it was not taken */
    boolean add(Consumer<Replica> input) {
        Runnable tell;
        synchronized (lock) {
            if (closed) {
                return false;
            }
            inputs.add(input);
            tell = listenerToTell();
        }
        tell(tell);
        return true;
    }

    /**
     * Adds what a user asks for: the loop hears of it when the announcer comes to it, if it does not look by itself
     * before.
     *
     * @return false where the loop has ended: it was not taken
     */
    boolean addRequest(Consumer<Replica> request) {
        synchronized (lock) {
            if (closed) {
                return false;
            }
            inputs.add(request);
            if (told) {
                return true;
            }
        }
        // One for each: that of another thread may have to wait for what that one is doing.
        try {
            announcer.execute(this::announce);
        } catch (RejectedExecutionException e) {
            announce();
        }
        return true;
    }

    private void announce() {
        Runnable tell;
        synchronized (lock) {
            tell = inputs.isEmpty() ? null : listenerToTell();
        }
        tell(tell);
    }

    /** @return false where enough frames wait by now; the caller will be told when they have gone */
    boolean addFrame(ByteBuffer frame) {
        Runnable tell;
        boolean room;
        synchronized (lock) {
            if (closed) {
                return true;
            }
            inputs.add(replica -> replica.receive(frame));
            frameBytes += frame.remaining();
            frozen |= frameBytes > frameBytesMax;
            room = !frozen;
            tell = listenerToTell();
        }
        tell(tell);
        return room;
    }

    /** With the lock: who is to be told, once it is given back; null where it is known already. */
    private Runnable listenerToTell() {
        if (told) {
            return null;
        }
        told = true;
        return arrived;
    }

    private static void tell(Runnable listener) {
        if (listener != null) {
            listener.run();
        }
    }

    /**
     * Takes all there is.
     *
     * @param empty an empty list, which is filled from now on
     * @param thawed told where frames were too many and have now gone
     * @return all there is, in order
     */
    List<Consumer<Replica>> take(List<Consumer<Replica>> empty, Runnable thawed) {
        boolean thaws;
        List<Consumer<Replica>> all;
        synchronized (lock) {
            all = inputs;
            inputs = empty;
            told = false;
            frameBytes = 0;
            thaws = frozen;
            frozen = false;
        }
        if (thaws) {
            thawed.run();
        }
        return all;
    }

    /** The loop has ended: what still lies here is never handed over. */
    void close() {
        synchronized (lock) {
            closed = true;
            inputs = new ArrayList<>();
        }
    }
}
