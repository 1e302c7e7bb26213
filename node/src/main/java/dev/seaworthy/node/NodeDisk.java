package dev.seaworthy.node;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.host.LogStore;
import dev.seaworthy.engine.host.Restored;
import dev.seaworthy.engine.host.SnapshotStore;
import dev.seaworthy.storage.DataDirectory;
import dev.seaworthy.storage.StoreIdentity;
import dev.seaworthy.storage.Verdict;
import dev.seaworthy.storage.thread.ReplicaInbox;
import dev.seaworthy.storage.thread.ReplicaStorage;
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
     * Opens what {@link #format} has made, for the member that is wanted and no other.
     *
     * @param inbox takes what the disk has to say, for the replica's thread
     */
    NodeDisk(RaftNodeBuilder wanted, ReplicaInbox inbox) {
        DataDirectory directory =
                DataDirectory.open(wanted.directory, new StoreIdentity(wanted.clusterId, wanted.member));
        LOG.info("node {}: opened {}, {}", wanted.member.nodeId(), wanted.directory, words(directory.verdict()));
        restored = directory.log().restored();
        storage = new ReplicaStorage(directory, inbox, wanted.storage, wanted.syncs);
    }

    private static String words(Verdict verdict) {
        if (verdict instanceof Verdict.Torn torn) {
            return "torn: " + torn.what();
        }
        return verdict instanceof Verdict.Damaged damaged
                ? "damaged: " + damaged.why() + "; a leader has to give back what is missing"
                : verdict.word();
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
