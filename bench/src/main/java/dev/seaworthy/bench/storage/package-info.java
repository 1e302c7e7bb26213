/**
 * Benchmarks of the store below the log: what LevelDB makes of a disk that can do so much with plain file I/O.
 *
 * <p>{@code bench/run storage} writes groups of entries, each group durable before the next, to a
 * {@link dev.seaworthy.bench.storage.LevelDbLog} and to a {@link dev.seaworthy.bench.storage.PlainLog} in turns of a
 * fraction of a second, so that what else the machine does meets both.
 */
package dev.seaworthy.bench.storage;
