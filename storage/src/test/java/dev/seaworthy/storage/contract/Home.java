package dev.seaworthy.storage.contract;

import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.SnapshotMeta;
import dev.seaworthy.engine.host.LogStart;
import dev.seaworthy.engine.host.Restored;
import dev.seaworthy.engine.host.StorageBatch;
import dev.seaworthy.storage.DataDirectory;
import dev.seaworthy.storage.LevelDbOptions;
import dev.seaworthy.storage.StoreException;
import dev.seaworthy.storage.StoreIdentity;
import dev.seaworthy.storage.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Everything a replica has on its disk, through the code that production runs. */
final class Home implements AutoCloseable {
    static final StoreIdentity IDENTITY = new StoreIdentity(77, Workload.member(1));

    private final DataDirectory directory;
    private SnapshotMeta snapshot;
    private long ioSeq;

    private Home(DataDirectory directory) {
        this.directory = directory;
        LogStart start = directory.log().restored().start();
        this.snapshot = start == null ? null : start.snapshot();
    }

    static void create(Path directory) {
        DataDirectory.init(directory, IDENTITY, Workload.CONFIGURATION);
    }

    /** What a restart finds, with LevelDB as in production and exact marks. */
    static Home open(Path directory) {
        return open(directory, new Run(0, 0, 0, 0));
    }

    /**
     * What a restart finds.
     *
     * @param run says how
     * @throws StoreException where the directory is refused
     */
    static Home open(Path directory, Run run) {
        LevelDbOptions options = new LevelDbOptions(run.writeBufferBytes(), 4 << 10, 1 << 20);
        return new Home(DataDirectory.open(directory, IDENTITY, run.markSync(), options));
    }

    /** What opening it said of it. */
    Verdict verdict() {
        return directory.verdict();
    }

    /**
     * Everything that was there at the opening, read and verified.
     *
     * @throws StoreException where the snapshot is damaged
     */
    Contents contents() {
        Restored restored = directory.log().restored();
        byte[] content = null;
        if (snapshot != null) {
            try (InputStream in = directory.snapshots().open(snapshot)) {
                content = in.readAllBytes();
            } catch (IOException e) {
                throw new StoreException("the snapshot could not be read", e);
            }
        }
        EntryId last = snapshot == null ? null : snapshot.last();
        return Contents.of(restored.hardState(), last, content, restored.base(), restored.entries());
    }

    /** Takes a step, and returns when it is durable. */
    void write(Step step) {
        LogStart start = null;
        SnapshotMeta before = snapshot;
        if (step.snapshot() != null) {
            snapshot = directory
                    .snapshots()
                    .save(step.snapshot(), 0, 0, Workload.CONFIGURATION, out -> out.write(step.snapshotContent()));
            start = new LogStart(snapshot, step.base());
        }
        directory.log().write(new StorageBatch(++ioSeq, step.hardState(), step.truncateFrom(), start, step.entries()));
        if (start != null && before != null && !before.equals(snapshot)) {
            directory.snapshots().drop(before);
        }
    }

    @Override
    public void close() {
        directory.close();
    }
}
