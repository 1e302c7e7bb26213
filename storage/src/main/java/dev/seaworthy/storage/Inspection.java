package dev.seaworthy.storage;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.core.SnapshotMeta;
import java.util.List;

/**
 * What is in a data directory, found without changing it. Made by {@link Inspector}.
 *
 * @param identity whose data it is
 * @param verdict what the disk did to it
 * @param hardState term and vote; null where they cannot be read
 * @param log the log, as far as it can be kept; null where nothing of it can be told
 * @param batches the headers of the last batches, oldest first
 * @param acknowledgedBatch the newest batch of which a mark tells; 0 where none can be read
 * @param snapshots all snapshots, oldest first
 */
public record Inspection(
        StoreIdentity identity,
        Verdict verdict,
        HardState hardState,
        Log log,
        List<Batch> batches,
        long acknowledgedBatch,
        List<Snapshot> snapshots) {
    /**
     * The shape of a log.
     *
     * @param base the entry right before the first
     * @param last the last entry; the base where there is none
     * @param payloadBytes the size of all payloads together
     * @param snapshot what covers the beginning; null where the log was never compacted
     * @param initial the configuration the disk was made with
     * @param terms runs of equal term, in order
     * @param configurations the configuration entries, in order
     */
    public record Log(
            EntryId base,
            EntryId last,
            long payloadBytes,
            SnapshotMeta snapshot,
            Configuration initial,
            List<TermRun> terms,
            List<ConfigurationEntry> configurations) {
        /** How many entries there are. */
        public long entries() {
            return last.index() - base.index();
        }
    }

    /** Neighbouring entries of one term, both ends included. */
    public record TermRun(long term, long firstIndex, long lastIndex) {}

    /** An entry that holds a configuration. */
    public record ConfigurationEntry(long index, Configuration configuration) {}

    /**
     * What a batch says of itself.
     *
     * @param sequence its number
     * @param firstIndex the first index it wrote; 0 where it wrote none
     * @param last where the log ended after it
     */
    public record Batch(long sequence, long firstIndex, EntryId last) {}

    /**
     * A snapshot.
     *
     * @param name the name of its file
     * @param meta what it is; null where that cannot be read
     * @param damage what is wrong with it; null where nothing was found
     */
    public record Snapshot(String name, SnapshotMeta meta, String damage) {}

    /** Whether anything that may have been acknowledged is missing or unreadable, snapshots included. */
    public boolean isDamaged() {
        return verdict instanceof Verdict.Damaged
                || verdict instanceof Verdict.Amnesia
                || snapshots.stream().anyMatch(snapshot -> snapshot.damage() != null);
    }
}
