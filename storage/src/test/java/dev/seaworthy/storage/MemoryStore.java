package dev.seaworthy.storage;

import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * An ordered store in memory over a map that outlives it: what it writes is there when the next one is opened over the
 * same map. Tests damage the map's contents as they like.
 */
class MemoryStore implements OrderedStore {
    private final NavigableMap<byte[], byte[]> disk;
    private boolean closed;
    private int writes;
    private int syncs;
    private RuntimeException failure;

    MemoryStore(NavigableMap<byte[], byte[]> disk) {
        this.disk = disk;
    }

    /** An empty disk, ordered as the contract says. */
    static NavigableMap<byte[], byte[]> emptyDisk() {
        return new TreeMap<>(Arrays::compareUnsigned);
    }

    /** Lets every write from now on fail with this. */
    void failWith(RuntimeException failure) {
        this.failure = failure;
    }

    /** How many batches were written. */
    int writes() {
        return writes;
    }

    /** How many of them were synced. */
    int syncs() {
        return syncs;
    }

    @Override
    public void write(WriteBatch batch, boolean sync) {
        requireOpen();
        writes++;
        syncs += sync ? 1 : 0;
        if (failure != null) {
            throw failure;
        }
        for (WriteBatch.Change change : batch.changes()) {
            if (change.value() == null) {
                disk.remove(change.key());
            } else {
                disk.put(change.key().clone(), change.value().clone());
            }
        }
    }

    @Override
    public byte[] get(byte[] key) {
        requireOpen();
        byte[] value = disk.get(key);
        return value == null ? null : value.clone();
    }

    @Override
    public void scan(byte[] from, byte[] to, Visitor visitor) {
        requireOpen();
        if (Arrays.compareUnsigned(from, to) >= 0) {
            return;
        }
        for (Map.Entry<byte[], byte[]> pair : disk.subMap(from, to).entrySet()) {
            visitor.pair(pair.getKey().clone(), pair.getValue().clone());
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    private void requireOpen() {
        if (closed) {
            throw new StoreException("the memory store is closed");
        }
    }
}
