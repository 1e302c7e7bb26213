/**
 * The simulated disk: an ordered store that forgets, in a crash, what no sync has covered.
 *
 * <p>A {@link dev.seaworthy.sim.disk.SimDisk} outlives processes; each process opens a
 * {@link dev.seaworthy.sim.disk.SimStore} on it, which keeps exactly the promises of
 * {@link dev.seaworthy.storage.OrderedStore} and no more. {@link dev.seaworthy.sim.disk.DiskTimes} decides how long
 * syncs take.
 *
 * <p>Damage, errors and full disks are not simulated here: what survives a crash is some prefix of the batches written,
 * each whole.
 */
package dev.seaworthy.sim.disk;
