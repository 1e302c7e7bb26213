package dev.seaworthy.node;

import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.host.LogStore;
import dev.seaworthy.engine.host.Restored;
import dev.seaworthy.engine.host.SnapshotStore;

/** One member's data directory, open, with the threads that work on it. */
interface NodeDisk extends AutoCloseable {
    /** Whose cluster's it is. */
    long clusterId();

    /** Whose it is. */
    Member member();

    /** What was found when it was opened. */
    Restored restored();

    LogStore log();

    SnapshotStore snapshots();

    /** Ends what was begun, and closes the files. */
    @Override
    void close();
}
