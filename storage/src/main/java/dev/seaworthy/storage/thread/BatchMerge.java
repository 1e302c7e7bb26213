package dev.seaworthy.storage.thread;

import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.LogStart;
import dev.seaworthy.engine.host.StorageBatch;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes one batch of several: written, it leaves what the several would leave one after the other. So batches that
 * arrive while a sync is under way share the next one (group commit), and entries that a later batch removes again are
 * never written.
 *
 * <p>A batch that moves the log's beginning only ever comes first. Behind entries that are not stored yet, a beginning
 * among them cannot be told in one batch from a snapshot that takes the place of the log.
 */
public final class BatchMerge {
    /** About what an entry takes on the disk beyond its payload, in bytes. */
    private static final int ENTRY_OVERHEAD_BYTES = 64;

    private BatchMerge() {}

    /** Whether a batch may be merged into one before it. */
    public static boolean canFollow(StorageBatch batch) {
        return batch.start() == null;
    }

    /** About how many bytes a batch takes on the disk. */
    public static long bytesOf(StorageBatch batch) {
        long bytes = ENTRY_OVERHEAD_BYTES;
        List<LogEntry> entries = batch.entries();
        for (int i = 0; i < entries.size(); i++) {
            bytes += ENTRY_OVERHEAD_BYTES + entries.get(i).payload().length;
        }
        return bytes;
    }

    /**
     * One batch with the effect of all.
     *
     * @param batches in the order of submission; every one but the first {@linkplain #canFollow can follow}
     */
    public static StorageBatch of(List<StorageBatch> batches) {
        if (batches.size() == 1) {
            return batches.get(0);
        }
        HardState hardState = null;
        long truncateFrom = 0;
        LogStart start = batches.get(0).start();
        List<LogEntry> entries = new ArrayList<>();
        for (int i = 0; i < batches.size(); i++) {
            StorageBatch batch = batches.get(i);
            if (i > 0 && !canFollow(batch)) {
                throw new IllegalArgumentException("a batch that moves the log's beginning cannot follow another one");
            }
            hardState = batch.hardState() == null ? hardState : batch.hardState();
            if (batch.truncateFrom() > 0) {
                truncateFrom = truncateFrom == 0 ? batch.truncateFrom() : Math.min(truncateFrom, batch.truncateFrom());
                removeFrom(batch.truncateFrom(), entries);
            }
            entries.addAll(batch.entries());
        }
        return new StorageBatch(batches.get(batches.size() - 1).ioSeq(), hardState, truncateFrom, start, entries);
    }

    private static void removeFrom(long index, List<LogEntry> entries) {
        int kept = entries.size();
        while (kept > 0 && entries.get(kept - 1).index() >= index) {
            kept--;
        }
        entries.subList(kept, entries.size()).clear();
    }
}
