package dev.seaworthy.storage.thread;

import dev.seaworthy.engine.core.DiskCondition;
import dev.seaworthy.engine.core.SnapshotMeta;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.Replica;
import java.util.List;

/** What a storage has to tell: of {@link Replica}'s inputs, those that are a disk's. Never blocks. */
interface Answers {
    void persisted(long ioSeq);

    void entriesRead(List<LogEntry> entries);

    void chunkRead(byte[] content);

    void snapshotSaved(SnapshotMeta snapshot);

    void snapshotReceived(SnapshotMeta snapshot, boolean sound);

    void diskCondition(DiskCondition condition);

    void storageFailed(String evidence);

    void stateMachineFailed(String evidence);

    /** Leaves every answer in an inbox, for the replica's own thread. */
    static Answers through(ReplicaInbox inbox) {
        return new Answers() {
            @Override
            public void persisted(long ioSeq) {
                inbox.add(replica -> replica.persisted(ioSeq));
            }

            @Override
            public void entriesRead(List<LogEntry> entries) {
                inbox.add(replica -> replica.entriesRead(entries));
            }

            @Override
            public void chunkRead(byte[] content) {
                inbox.add(replica -> replica.chunkRead(content));
            }

            @Override
            public void snapshotSaved(SnapshotMeta snapshot) {
                inbox.add(replica -> replica.snapshotSaved(snapshot));
            }

            @Override
            public void snapshotReceived(SnapshotMeta snapshot, boolean sound) {
                inbox.add(replica -> replica.snapshotReceived(snapshot, sound));
            }

            @Override
            public void diskCondition(DiskCondition condition) {
                inbox.add(replica -> replica.diskCondition(condition));
            }

            @Override
            public void storageFailed(String evidence) {
                inbox.add(replica -> replica.storageFailed(evidence));
            }

            @Override
            public void stateMachineFailed(String evidence) {
                inbox.add(replica -> replica.stateMachineFailed(evidence));
            }
        };
    }
}
