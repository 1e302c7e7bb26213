package dev.seaworthy.sim.disk;

import dev.seaworthy.storage.OrderedStore;
import dev.seaworthy.storage.StoreException;
import dev.seaworthy.storage.WriteBatch;
import java.util.Arrays;
import java.util.Map;

/**
 * One process's hold on a {@link SimDisk}: usable until it is closed or its process crashes. Bytes are copied on their
 * way in and out. Not thread safe.
 */
public final class SimStore implements OrderedStore {
    private final SimDisk disk;
    /** Why it refuses everything; null while it is usable. */
    private String refusal;

    SimStore(SimDisk disk) {
        this.disk = disk;
    }

    @Override
    public void write(WriteBatch batch, boolean sync) {
        refuseUnlessUsable();
        disk.write(batch, sync);
    }

    @Override
    public byte[] get(byte[] key) {
        refuseUnlessUsable();
        disk.refuseToRead();
        return disk.value(key);
    }

    @Override
    public void scan(byte[] from, byte[] to, Visitor visitor) {
        refuseUnlessUsable();
        disk.refuseToRead();
        if (Arrays.compareUnsigned(from, to) >= 0) {
            return;
        }
        for (Map.Entry<byte[], byte[]> pair : disk.pairs().subMap(from, to).entrySet()) {
            visitor.pair(pair.getKey().clone(), pair.getValue().clone());
        }
    }

    /** Closes it as an orderly end of the process does: everything written stays, and what is un-synced stays so. */
    @Override
    public void close() {
        if (refusal == null) {
            refuseBecause("it was closed");
            disk.closed();
        }
    }

    void refuseBecause(String reason) {
        refusal = reason;
    }

    void refuseUnlessUsable() {
        if (refusal != null) {
            throw new StoreException("the store cannot be used any more, " + refusal + ": open it anew");
        }
    }
}
