package dev.seaworthy.bench.engine;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.SnapshotMeta;
import dev.seaworthy.engine.host.LogStore;
import dev.seaworthy.engine.host.Replica;
import dev.seaworthy.engine.host.SnapshotStore;
import dev.seaworthy.engine.host.SnapshotView;
import dev.seaworthy.engine.host.StorageBatch;
import java.io.InputStream;

/** A disk that keeps nothing and is done at once. Nobody lags here, so it is never asked for anything old. */
final class MemoryDisk implements LogStore, SnapshotStore {
    private Replica replica;

    /** Says whom to tell. */
    void serve(Replica served) {
        replica = served;
    }

    @Override
    public void submit(StorageBatch batch) {
        replica.persisted(batch.ioSeq());
    }

    @Override
    public void read(long firstIndex, long lastIndex) {
        throw new UnsupportedOperationException("entries " + firstIndex + " to " + lastIndex + " are not kept");
    }

    @Override
    public void save(
            EntryId last, long timeNanos, long configurationIndex, Configuration configuration, SnapshotView view) {
        replica.snapshotSaved(new SnapshotMeta(last, timeNanos, configurationIndex, configuration, 0, 0, 0));
    }

    @Override
    public InputStream open(SnapshotMeta snapshot) {
        throw new UnsupportedOperationException("snapshot " + snapshot + " is not kept");
    }

    @Override
    public void read(SnapshotMeta snapshot, long offset, int bytes) {
        throw new UnsupportedOperationException("snapshot " + snapshot + " is not kept");
    }

    @Override
    public void receive(SnapshotMeta snapshot, long offset, byte[] content) {
        throw new UnsupportedOperationException("nobody needs snapshot " + snapshot);
    }

    @Override
    public void finish(SnapshotMeta snapshot) {
        throw new UnsupportedOperationException("nobody needs snapshot " + snapshot);
    }

    @Override
    public void drop(SnapshotMeta snapshot) {}
}
