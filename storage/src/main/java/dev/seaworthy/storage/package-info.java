/**
 * The durable half of a replica: its log, its hard state and its snapshots.
 *
 * <p>Two layers. Below, what a disk promises: {@link dev.seaworthy.storage.OrderedStore}, an ordered map with exactly
 * the promises that LevelDB makes, and {@link dev.seaworthy.storage.BlobStore}, named byte strings with exactly those
 * of a directory. Production keeps them with {@link dev.seaworthy.storage.LevelDbStore} and
 * {@link dev.seaworthy.storage.FileBlobStore}, a simulation with hostile disks. Above, what Raft needs of a disk, the
 * same code on either: {@link dev.seaworthy.storage.DurableLogStore} and {@link dev.seaworthy.storage.SnapshotArchive}.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>One flush of a replica is one atomic, synced write.
 *   <li>Every record carries its version and a CRC32C that covers its key; nothing is served whose checksum was not
 *       verified.
 *   <li>The log in the store begins right after its base and has no hole; terms never fall along it.
 *   <li>A log begins after entry 1 only where a snapshot, durable before, covers what is gone.
 *   <li>A snapshot is there wholly or not at all.
 *   <li>A loss of acknowledged entries is never covered up: the replica starts as one that has to recover. An empty
 *       store is never taken for a new one.
 * </ul>
 *
 * <p>What it does not do: it has no threads and no clock, and it does not tell a torn tail from damage by itself; it
 * refuses both.
 *
 * <p>Start reading at {@link dev.seaworthy.storage.DurableLogStore}, then {@link dev.seaworthy.storage.KeyLayout} and
 * {@link dev.seaworthy.storage.EntryRecord} for the formats; for snapshots at
 * {@link dev.seaworthy.storage.SnapshotArchive}.
 */
package dev.seaworthy.storage;
