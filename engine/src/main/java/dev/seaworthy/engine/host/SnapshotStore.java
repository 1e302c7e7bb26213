package dev.seaworthy.engine.host;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.SnapshotMeta;
import java.io.InputStream;

/**
 * The snapshots of one replica. Everything but {@link #open} returns at once; answers come by the methods of
 * {@link Replica} that are named here. A failure to write is final: {@link Replica#storageFailed}.
 *
 * <p>A snapshot is kept until {@link #drop}; at start all but the one the log stands on may go.
 */
public interface SnapshotStore {
    /**
     * Writes out a captured state aside, off the replica's thread, and makes it durable; then
     * {@link Replica#snapshotSaved}. One at a time.
     *
     * @param last the last entry whose effect it holds
     * @param timeNanos cluster time of that entry
     * @param configurationIndex the index of the entry that holds {@code configuration}
     * @param configuration the newest configuration up to {@code last}
     */
    void save(EntryId last, long timeNanos, long configurationIndex, Configuration configuration, SnapshotView view);

    /**
     * A durable snapshot's bytes; the caller closes the stream.
     *
     * @throws IllegalStateException where they cannot be read whole and sound
     */
    InputStream open(SnapshotMeta snapshot);

    /**
     * Asks for a piece of a durable snapshot; answered by {@link Replica#chunkRead}, in the order of asking.
     *
     * @param offset where it begins, in bytes
     * @param bytes its size
     */
    void read(SnapshotMeta snapshot, long offset, int bytes);

    /** Keeps a piece of a snapshot on its way here; pieces come in order, offset 0 begins anew. */
    void receive(SnapshotMeta snapshot, long offset, byte[] content);

    /**
     * All pieces have been received: verifies size and digest, makes it durable; then {@link Replica#snapshotReceived}.
     */
    void finish(SnapshotMeta snapshot);

    /**
     * Nobody needs this snapshot any more. Before anything that is asked for afterwards, {@link #save} above all: equal
     * states make equal snapshots, and this must not remove a later one.
     */
    void drop(SnapshotMeta snapshot);
}
