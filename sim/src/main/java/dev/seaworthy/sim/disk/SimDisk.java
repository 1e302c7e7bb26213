package dev.seaworthy.sim.disk;

import dev.seaworthy.storage.StoreException;
import dev.seaworthy.storage.WriteBatch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;

/**
 * One machine's disk. What is written to it is readable at once and durable once a sync has covered it; a crash rolls
 * back some or all of what no sync has covered, last batch first.
 *
 * <p>Batches are numbered from 1 in the order of writing. On a disk with {@linkplain #withDeferredSyncs deferred syncs}
 * a write never makes anything durable, whatever it asks for: the world does, when it calls {@link #syncThrough}. That
 * is how the time a sync takes becomes virtual while the code above it believes to have waited.
 *
 * <p>Not thread safe.
 */
public final class SimDisk {
    private final boolean defersSyncs;
    private final TreeMap<byte[], byte[]> pairs = new TreeMap<>(Arrays::compareUnsigned);
    /** Per un-synced batch, oldest first: what each change replaced, in the order of the changes. */
    private final Deque<List<WriteBatch.Change>> undoLog = new ArrayDeque<>();

    private long written;
    /** The last batch that was written with sync: what was written after it asked for no durability. */
    private long syncAsked;

    private SimStore open;
    private long version;

    private SimDisk(boolean defersSyncs) {
        this.defersSyncs = defersSyncs;
    }

    /** An empty disk on which a write with sync is durable when it returns. */
    public static SimDisk withImmediateSyncs() {
        return new SimDisk(false);
    }

    /** An empty disk on which nothing is durable before {@link #syncThrough} says so. */
    public static SimDisk withDeferredSyncs() {
        return new SimDisk(true);
    }

    /**
     * Opens the store for a process: an empty one the first time, then the one with all that survived.
     *
     * @throws StoreException where another process has it open
     */
    public SimStore open() {
        if (open != null) {
            throw new StoreException("the disk is in use by another process: crash it or close its store first");
        }
        open = new SimStore(this);
        return open;
    }

    /** How many batches were ever written, which is the number of the last one. */
    public long written() {
        return written;
    }

    /** Changes whenever what is on the disk, or what of it is durable, may have changed. */
    public long version() {
        return version;
    }

    /** How many of the last batches no sync has covered. */
    public int unsynced() {
        return undoLog.size();
    }

    /**
     * A sync has covered every batch up to a number. Nothing happens to those that were durable already or are gone,
     * nor to those after the last that was written with sync: nobody asked for their durability.
     */
    public void syncThrough(long batch) {
        if (batch > written) {
            throw new IllegalArgumentException("cannot sync batch " + batch + ": " + written + " were written");
        }
        version++;
        for (long durable = written - undoLog.size(); durable < Math.min(batch, syncAsked); durable++) {
            undoLog.removeFirst();
        }
    }

    /**
     * The machine loses power: of the un-synced batches the first {@code keep} survive and are durable from now on, the
     * others are gone. The process's store refuses everything after that; the restarted process opens another.
     *
     * @param keep from 0 to {@link #unsynced()}
     */
    public void crash(int keep) {
        if (keep < 0 || keep > undoLog.size()) {
            throw new IllegalArgumentException("cannot keep " + keep + " of " + undoLog.size() + " un-synced batches");
        }
        version++;
        while (undoLog.size() > keep) {
            List<WriteBatch.Change> replaced = undoLog.removeLast();
            for (int i = replaced.size() - 1; i >= 0; i--) {
                set(replaced.get(i));
            }
        }
        undoLog.clear();
        if (open != null) {
            open.refuseBecause("its process has crashed");
            open = null;
        }
    }

    /**
     * Damage: every pair from one key (inclusive) to another (exclusive) is gone, durable or not. Only while no process
     * uses the disk and nothing on it is un-synced.
     */
    public void erase(byte[] from, byte[] to) {
        if (open != null || !undoLog.isEmpty()) {
            throw new IllegalStateException("crash the process first: damage does not wait for its writes");
        }
        version++;
        pairs.subMap(from, to).clear();
    }

    /** The least key from one (inclusive) to another (exclusive); null where there is none. */
    public byte[] firstKey(byte[] from, byte[] to) {
        return pairs.subMap(from, to).isEmpty()
                ? null
                : pairs.subMap(from, to).firstKey().clone();
    }

    /** The greatest key from one (inclusive) to another (exclusive); null where there is none. */
    public byte[] lastKey(byte[] from, byte[] to) {
        return pairs.subMap(from, to).isEmpty()
                ? null
                : pairs.subMap(from, to).lastKey().clone();
    }

    /** The value a key would have after a crash that keeps nothing un-synced; null where there would be none. */
    public byte[] durableValue(byte[] key) {
        for (List<WriteBatch.Change> replaced : undoLog) {
            for (int i = 0; i < replaced.size(); i++) {
                WriteBatch.Change change = replaced.get(i);
                if (Arrays.equals(change.key(), key)) {
                    return copy(change.value());
                }
            }
        }
        return value(key);
    }

    void write(WriteBatch batch, boolean sync) {
        version++;
        List<WriteBatch.Change> changes = batch.changes();
        List<WriteBatch.Change> replaced = new ArrayList<>(changes.size());
        for (int i = 0; i < changes.size(); i++) {
            byte[] key = changes.get(i).key().clone();
            replaced.add(new WriteBatch.Change(
                    key, set(new WriteBatch.Change(key, copy(changes.get(i).value())))));
        }
        undoLog.addLast(replaced);
        written++;
        if (sync) {
            syncAsked = written;
            if (!defersSyncs) {
                syncThrough(written);
            }
        }
    }

    byte[] value(byte[] key) {
        return copy(pairs.get(key));
    }

    TreeMap<byte[], byte[]> pairs() {
        return pairs;
    }

    /** Its process is gone; and with it whoever had asked for a sync that is not done yet. */
    void closed() {
        syncAsked = written - undoLog.size();
        open = null;
    }

    /** Makes a change. Returns the value it replaced; null where there was none. */
    private byte[] set(WriteBatch.Change change) {
        return change.value() == null ? pairs.remove(change.key()) : pairs.put(change.key(), change.value());
    }

    static byte[] copy(byte[] bytes) {
        return bytes == null ? null : bytes.clone();
    }
}
