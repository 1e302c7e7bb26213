package dev.seaworthy.bench.engine;

import dev.seaworthy.engine.host.SnapshotView;
import dev.seaworthy.engine.host.StateMachine;
import java.io.InputStream;

/** A state machine without a state. */
public final class IdleStateMachine implements StateMachine {
    private static final byte[] NOTHING = {};

    private long lastApplied;

    @Override
    public byte[] apply(long index, long timeNanos, byte[] command) {
        lastApplied = index;
        return NOTHING;
    }

    @Override
    public byte[] query(byte[] query) {
        return NOTHING;
    }

    @Override
    public SnapshotView snapshot() {
        return out -> {};
    }

    @Override
    public void restore(InputStream in) {
        throw new UnsupportedOperationException("nothing is ever restored here");
    }

    @Override
    public long lastApplied() {
        return lastApplied;
    }
}
