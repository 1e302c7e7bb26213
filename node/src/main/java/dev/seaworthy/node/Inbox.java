package dev.seaworthy.node;

import dev.seaworthy.engine.host.Replica;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * What other threads leave for the loop. Its memory is bounded by those who fill it: requests are let through in
 * bounded number, the disk answers what it was asked, and of frames {@link #addFrame} says when there are enough.
 */
final class Inbox {
    private final long frameBytesMax;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private List<Consumer<Replica>> inputs = new ArrayList<>();
    private long frameBytes;
    private boolean frozen;
    private boolean woken;
    private boolean closed;

    /** @param frameBytesMax how many bytes of frames may wait before nothing more should be read from the network */
    Inbox(long frameBytesMax) {
        this.frameBytesMax = frameBytesMax;
    }

    /** @return false where the loop has ended: it was not taken */
    boolean add(Consumer<Replica> input) {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            inputs.add(input);
            arrived.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** @return false where enough frames wait by now; the caller will be told when they have gone */
    boolean addFrame(ByteBuffer frame) {
        lock.lock();
        try {
            if (closed) {
                return true;
            }
            inputs.add(replica -> replica.receive(frame));
            frameBytes += frame.remaining();
            arrived.signal();
            frozen |= frameBytes > frameBytesMax;
            return !frozen;
        } finally {
            lock.unlock();
        }
    }

    /** Lets the loop look around. */
    void wake() {
        lock.lock();
        try {
            woken = true;
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until there is something, or the loop was woken, or the time is over.
     *
     * @param empty an empty list, which is filled from now on
     * @param nanos how long to wait; 0 or less for not at all
     * @param thawed told where frames were too many and have now gone
     * @return all there is, in order
     */
    List<Consumer<Replica>> take(List<Consumer<Replica>> empty, long nanos, Runnable thawed)
            throws InterruptedException {
        boolean thaws;
        List<Consumer<Replica>> all;
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (inputs.isEmpty() && !woken && left > 0) {
                left = arrived.awaitNanos(left);
            }
            woken = false;
            all = inputs;
            inputs = empty;
            frameBytes = 0;
            thaws = frozen;
            frozen = false;
        } finally {
            lock.unlock();
        }
        if (thaws) {
            thawed.run();
        }
        return all;
    }

    /** The loop has ended: what still lies here is never handed over. */
    void close() {
        lock.lock();
        try {
            closed = true;
            inputs = new ArrayList<>();
        } finally {
            lock.unlock();
        }
    }
}
