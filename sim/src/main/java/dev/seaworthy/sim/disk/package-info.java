/**
 * The simulated disk: an ordered store that forgets, in a crash, what no sync has covered.
 *
 * <p>A {@link dev.seaworthy.sim.disk.SimDisk} outlives processes; each process opens a
 * {@link dev.seaworthy.sim.disk.SimStore} on it, which keeps exactly the promises of
 * {@link dev.seaworthy.storage.OrderedStore} and no more. {@link dev.seaworthy.sim.disk.DiskTimes} decides how long
 * syncs take.
 *
 * <p>A disk may stand on a {@link dev.seaworthy.sim.disk.Platter}, a real store outside the simulated world that has to
 * come to the same whatever befalls it.
 *
 * <p>What survives a crash is some prefix of the batches written, each whole, unless the world asks for worse: lost
 * batches and entries, flipped bits, reads, writes and syncs that fail, and a disk that is full.
 */
package dev.seaworthy.sim.disk;
