/**
 * Simulated runs on real LevelDB directories. Every disk of a run is a directory; where the world lets the power of a
 * machine fail, the directory becomes what a power failure could have left of it, and is opened again by the code that
 * production opens it with.
 *
 * <p>The run itself stays in its world: which batches survive is drawn there, and what is made of a directory holds
 * just those. So a seed has the same events and the same hash as without directories, and where it has not, either
 * LevelDB, the code around it, or the simulated disk is wrong. What does differ from run to run is when LevelDB's own
 * threads merge tables; nothing in the world sees it.
 *
 * <p>Only the log is in directories. Hard state, marks and snapshots stay in the simulated disk.
 *
 * <p>Start reading at {@link dev.seaworthy.cli.disk.LevelDbSimulator}; {@link dev.seaworthy.cli.disk.LevelDbPlatter} is
 * one disk, {@link dev.seaworthy.cli.disk.CrashImage} what a power failure leaves of its last log file.
 */
package dev.seaworthy.cli.disk;
