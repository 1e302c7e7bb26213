package dev.seaworthy.engine.host;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.entry.LogEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * A store in memory. What was handed over becomes durable when a test syncs, and only that is found after a restart.
 */
final class MemoryDisk implements LogStore {
    /** Every batch ever handed over, in order. */
    final List<StorageBatch> batches = new ArrayList<>();

    private final List<LogEntry> entries = new ArrayList<>();
    private HardState hardState = HardState.INITIAL;
    private Checkpoint checkpoint;
    private int synced;

    @Override
    public void submit(StorageBatch batch) {
        batches.add(batch);
    }

    /** Makes everything handed over durable and tells the replica, if there is anything to tell. */
    void sync(Replica replica) {
        if (synced == batches.size()) {
            return;
        }
        while (synced < batches.size()) {
            write(batches.get(synced++));
        }
        replica.persisted(batches.get(synced - 1).ioSeq());
    }

    Checkpoint checkpoint() {
        return checkpoint;
    }

    Restored restored(Configuration configuration) {
        return new Restored(configuration, hardState, List.copyOf(entries), checkpoint);
    }

    private void write(StorageBatch batch) {
        if (batch.hardState() != null) {
            hardState = batch.hardState();
        }
        if (batch.truncateFrom() > 0 && batch.truncateFrom() <= entries.size()) {
            entries.subList((int) batch.truncateFrom() - 1, entries.size()).clear();
        }
        for (LogEntry entry : batch.entries()) {
            if (entry.index() != entries.size() + 1L) {
                throw new IllegalStateException("entry " + entry.index() + " after " + entries.size());
            }
            entries.add(entry);
        }
        if (batch.checkpoint() != null) {
            checkpoint = batch.checkpoint();
        }
    }
}
