package dev.seaworthy.bench.storage;

import dev.seaworthy.storage.EntryRecord;
import dev.seaworthy.storage.KeyLayout;
import dev.seaworthy.storage.LevelDbOptions;
import dev.seaworthy.storage.LevelDbStore;
import dev.seaworthy.storage.WriteBatch;
import java.nio.file.Path;
import java.util.Random;

/**
 * The shape of a replica's log on LevelDB: one key for each entry, one synced batch for each group, and the entries at
 * its beginning deleted, many at once, as soon as there is a quarter more than are to be kept.
 */
final class LevelDbLog implements SyncedLog {
    private final LevelDbStore store;
    private final byte[] value;
    private final long keep;
    private final boolean sync;
    private long first = 1;
    private long next = 1;

    /**
     * Makes an empty one.
     *
     * @param directory where to
     * @param options how
     * @param payloadBytes of each entry
     * @param keepBytes how much of it is kept
     * @param sync whether groups are durable when they are appended
     */
    LevelDbLog(Path directory, LevelDbOptions options, int payloadBytes, long keepBytes, boolean sync) {
        store = LevelDbStore.create(directory, options);
        value = new byte[EntryRecord.OVERHEAD_BYTES + payloadBytes];
        new Random(1).nextBytes(value);
        keep = keepBytes / value.length;
        this.sync = sync;
    }

    @Override
    public void append(int entries) {
        WriteBatch batch = new WriteBatch();
        if (next - first > keep + keep / 4) {
            for (; first < next - keep; first++) {
                batch.delete(KeyLayout.entryKey(first));
            }
        }
        for (int i = 0; i < entries; i++) {
            batch.put(KeyLayout.entryKey(next++), value);
        }
        store.write(batch, sync);
    }

    @Override
    public void close() {
        store.close();
    }
}
