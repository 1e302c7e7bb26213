package dev.seaworthy.storage.thread;

import dev.seaworthy.storage.OrderedStore;
import dev.seaworthy.storage.WriteBatch;

/** A store that stays when the log over it is closed, to be opened once more. */
record Unclosed(OrderedStore store) implements OrderedStore {
    @Override
    public void write(WriteBatch batch, boolean sync) {
        store.write(batch, sync);
    }

    @Override
    public byte[] get(byte[] key) {
        return store.get(key);
    }

    @Override
    public void scan(byte[] from, byte[] to, Visitor visitor) {
        store.scan(from, to, visitor);
    }

    @Override
    public void close() {
        // The test goes on with it.
    }
}
