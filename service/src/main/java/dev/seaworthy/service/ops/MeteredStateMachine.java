package dev.seaworthy.service.ops;

import dev.seaworthy.engine.host.SnapshotView;
import dev.seaworthy.engine.host.StateMachine;
import dev.seaworthy.kv.members.ServedStateMachine;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.DoubleConsumer;

/** A store that is measured while it applies, and whose size any thread may ask for. */
public final class MeteredStateMachine implements StateMachine {
    private static final double NANOS = 1e9;

    private final ServedStateMachine store;
    private final DoubleConsumer applied;
    private volatile Size size = new Size(0, 0, 0);

    /**
     * How large a store is.
     *
     * @param revision how many mutations it has seen, and one
     * @param compactedRevision reads below this one are refused; 0 where none are
     * @param keys how many are present
     */
    record Size(long revision, long compactedRevision, long keys) {}

    MeteredStateMachine(ServedStateMachine store, DoubleConsumer applied) {
        this.store = store;
        this.applied = applied;
    }

    Size size() {
        return size;
    }

    @Override
    public byte[] apply(long index, long timeNanos, byte[] command) {
        long begun = System.nanoTime();
        byte[] answer = store.apply(index, timeNanos, command);
        applied.accept((System.nanoTime() - begun) / NANOS);
        look();
        return answer;
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
        look();
    }

    @Override
    public long lastApplied() {
        return store.lastApplied();
    }

    private void look() {
        size = new Size(
                store.store().revision(),
                store.store().compactedRevision(),
                store.store().size());
    }
}
