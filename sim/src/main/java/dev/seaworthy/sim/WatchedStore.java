package dev.seaworthy.sim;

import dev.seaworthy.engine.host.SnapshotView;
import dev.seaworthy.engine.host.StateMachine;
import dev.seaworthy.engine.session.Digested;
import dev.seaworthy.engine.session.StateDigest;
import dev.seaworthy.kv.KvStateMachine;
import java.io.IOException;
import java.io.InputStream;

/**
 * The key-value store, which notes what really reaches it: the sessions around it say in their replies what they
 * executed, and oracles do not take their word for it. Not thread safe.
 */
final class WatchedStore implements StateMachine, Digested {
    private final KvStateMachine store = new KvStateMachine();
    private long lastExecuted;

    /** The index of the last command that was carried out in this process's life; 0 where none was. */
    long lastExecuted() {
        return lastExecuted;
    }

    @Override
    public byte[] apply(long index, long timeNanos, byte[] command) {
        lastExecuted = index;
        return store.apply(index, timeNanos, command);
    }

    @Override
    public byte[] query(byte[] query) {
        return store.query(query);
    }

    @Override
    public SnapshotView snapshot() {
        return store.snapshot();
    }

    @Override
    public void restore(InputStream in) throws IOException {
        store.restore(in);
    }

    @Override
    public long lastApplied() {
        return store.lastApplied();
    }

    @Override
    public StateDigest digest() {
        return store.digest();
    }
}
