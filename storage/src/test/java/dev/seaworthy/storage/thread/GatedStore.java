package dev.seaworthy.storage.thread;

import dev.seaworthy.storage.DiskFullException;
import dev.seaworthy.storage.OrderedStore;
import dev.seaworthy.storage.StoreException;
import dev.seaworthy.storage.WriteBatch;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** An ordered store in memory whose writes wait for a test to let them through, are refused or fail. */
final class GatedStore implements OrderedStore {
    private final TreeMap<byte[], byte[]> disk = new TreeMap<>(Arrays::compareUnsigned);
    private final Semaphore gate = new Semaphore(0);
    private final AtomicInteger begun = new AtomicInteger();
    private final Semaphore beginnings = new Semaphore(0);
    private volatile boolean open = true;
    private volatile boolean full;
    private volatile RuntimeException failure;
    private volatile boolean closed;

    /** From now on every write waits to be let through. */
    void shut() {
        open = false;
    }

    /** One write goes through. */
    void letOne() {
        gate.release();
    }

    /** Every write goes through from now on. */
    void letAll() {
        open = true;
        gate.release();
    }

    /** From now on nothing is written, for lack of space, or everything again. */
    void full(boolean isFull) {
        full = isFull;
    }

    void failWith(RuntimeException exception) {
        failure = exception;
    }

    /** How many writes have begun since the store was made. */
    int begun() {
        return begun.get();
    }

    /** Returns when one more write has begun. */
    void awaitBegun() throws InterruptedException {
        beginnings.acquire();
    }

    /** Forgets the writes that have begun so far. */
    void forget() {
        beginnings.drainPermits();
        begun.set(0);
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void write(WriteBatch batch, boolean sync) {
        begun.incrementAndGet();
        beginnings.release();
        if (!open) {
            gate.acquireUninterruptibly();
        }
        if (failure != null) {
            throw failure;
        }
        if (full) {
            throw new DiskFullException(Path.of("memory"), 1, 2);
        }
        if (closed) {
            throw new StoreException("written after it was closed");
        }
        for (WriteBatch.Change change : batch.changes()) {
            if (change.value() == null) {
                disk.remove(change.key());
            } else {
                disk.put(change.key(), change.value());
            }
        }
    }

    @Override
    public byte[] get(byte[] key) {
        return disk.get(key);
    }

    @Override
    public void scan(byte[] from, byte[] to, Visitor visitor) {
        for (Map.Entry<byte[], byte[]> pair : disk.subMap(from, to).entrySet()) {
            visitor.pair(pair.getKey(), pair.getValue());
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
