/**
 * The durable half of a replica: its log, hard state and newest checkpoint.
 *
 * <p>Two layers. Below, {@link dev.seaworthy.storage.OrderedStore}: an ordered map on a disk with exactly the promises
 * that LevelDB makes, kept by {@link dev.seaworthy.storage.LevelDbStore} in production and by a hostile disk in
 * simulation. Above, {@link dev.seaworthy.storage.DurableLogStore}: what Raft needs of a disk, the same code on either.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>One flush of a replica is one atomic, synced write.
 *   <li>Every record carries its version and a CRC32C that covers its key; nothing is served whose checksum was not
 *       verified.
 *   <li>The log in the store starts at index 1 and has no hole; terms never fall along it.
 *   <li>Damage is never repaired in place, and an empty store is never taken for a new one.
 * </ul>
 *
 * <p>What it does not do: it has no threads and no clock, it does not compact the log, and it does not tell a torn tail
 * from damage; it refuses both.
 *
 * <p>Start reading at {@link dev.seaworthy.storage.DurableLogStore}, then {@link dev.seaworthy.storage.KeyLayout} and
 * {@link dev.seaworthy.storage.EntryRecord} for the formats.
 */
package dev.seaworthy.storage;
