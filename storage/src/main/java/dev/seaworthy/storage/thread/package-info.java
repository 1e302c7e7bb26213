/**
 * The disk of a replica in production: the engine's ports {@link dev.seaworthy.engine.host.LogStore} and
 * {@link dev.seaworthy.engine.host.SnapshotStore}, on threads.
 *
 * <p>{@link dev.seaworthy.storage.thread.ReplicaStorage} is the one class to use. The <b>log's thread</b> answers reads
 * that are due, else merges all the writes that wait to one batch ({@link dev.seaworthy.storage.thread.BatchMerge}),
 * writes and syncs it, and reports the newest of them durable. The <b>watcher</b> looks at the disk while it owes an
 * answer. Two more threads are for snapshots: one writes them out, one moves their pieces.
 *
 * <p><b>How the disk does</b> is judged by {@link dev.seaworthy.storage.thread.DiskWatch} and told to the replica where
 * it changes. SLOW and STALLED are for those who watch: the core steps down by a bound of its own. BUSY and FULL mean
 * that the replica takes no entries, neither from clients nor from its leader; heartbeats, votes and reads go on, and a
 * leader whose disk is full asks one after the other to take over.
 *
 * <p><b>Two thresholds for space.</b> Durability is cumulative: a vote behind a batch that cannot be written could not
 * be reported durable either. So nothing may get stuck while there is space for votes:
 *
 * <ul>
 *   <li>Below the first threshold, {@link dev.seaworthy.storage.thread.StorageLimits#fullBytes}, the disk is FULL and
 *       no new entries are taken. Everything that waits by then is written into what is left, and so are votes, the
 *       first entry of a term, and the new beginning of a log that is compacted.
 *   <li>Below the second one, the store's own, it throws {@link dev.seaworthy.storage.DiskFullException} before it has
 *       written anything. The batch stays first in line and is tried again, alone; until then this replica promises
 *       nothing new. The first threshold is counted from this one, and so far above it that what waits fits in between;
 *       only while LevelDB compacts, and for as long, may a batch be refused all the same.
 * </ul>
 *
 * <p>Above {@link dev.seaworthy.storage.thread.StorageLimits#spaceAgainBytes} everything goes on by itself. Snapshots,
 * which are what makes room, may use half of what is left below the first threshold.
 *
 * <p>Invariants: what is reported durable is durable, and reported in the order of submission; answers to questions
 * come in the order of asking and show all writes before the question; after a failure nothing is written and nothing
 * is told.
 *
 * <p>What it does not do: it neither opens files nor judges what is in them, and it never calls the replica; the
 * {@link dev.seaworthy.storage.thread.ReplicaInbox} does, by the replica's own thread.
 */
package dev.seaworthy.storage.thread;
