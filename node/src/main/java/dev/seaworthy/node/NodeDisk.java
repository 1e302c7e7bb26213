package dev.seaworthy.node;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.host.LogStore;
import dev.seaworthy.engine.host.Restored;
import dev.seaworthy.engine.host.SnapshotStore;
import dev.seaworthy.storage.DataDirectory;
import dev.seaworthy.storage.StoreIdentity;
import dev.seaworthy.storage.thread.ReplicaInbox;
import dev.seaworthy.storage.thread.ReplicaStorage;
import dev.seaworthy.storage.thread.StorageLimits;
import dev.seaworthy.storage.thread.StorageStatistics;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One member's data directory, open, and the threads that work on it. */
final class NodeDisk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NodeDisk.class);

    private final Restored restored;
    private final ReplicaStorage storage;

    /**
     * Opens what {@link #format} has made, for this member and no other.
     *
     * @param inbox takes what the disk has to say, for the replica's thread
     */
    NodeDisk(Path path, long clusterId, Member self, StorageLimits limits, ReplicaInbox inbox) {
        DataDirectory directory = DataDirectory.open(path, new StoreIdentity(clusterId, self));
        LOG.info("node {}: opened {}, {}", self.nodeId(), path, directory.verdict());
        restored = directory.log().restored();
        storage = new ReplicaStorage(directory, inbox, limits);
    }

    static void format(Path path, long clusterId, Member self, Configuration initial) {
        DataDirectory.init(path, new StoreIdentity(clusterId, self), initial);
    }

    /** What was found when it was opened. */
    Restored restored() {
        return restored;
    }

    LogStore log() {
        return storage;
    }

    SnapshotStore snapshots() {
        return storage;
    }

    /** How the disk does; by any thread. */
    StorageStatistics statistics() {
        return storage.statistics();
    }

    /**
     * Ends what was begun, closes the files, and gives the directory back.
     *
     * @throws dev.seaworthy.storage.StoreException where the disk does not answer; the directory stays locked then
     */
    @Override
    public void close() {
        storage.close();
    }
}
