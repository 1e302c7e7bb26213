/**
 * Benchmarks of the engine: what a committed entry costs, without disks and networks.
 *
 * <p>{@code bench/run engine} prints a small table; {@code bench/run jmh EntryBenchmark -prof gc} gives the same
 * figures with their errors, and every other profiler of JMH.
 *
 * <p>Three replicas run in one thread on virtual time, one of them leading:
 * {@link dev.seaworthy.bench.engine.ReplicaTrio} with everything a real replica does between its ports, encoded frames
 * included, {@link dev.seaworthy.bench.engine.CoreTrio} with the consensus state alone.
 * {@link dev.seaworthy.bench.engine.PlainCopies} does only what no engine can leave out, for comparison in the same
 * run.
 */
package dev.seaworthy.bench.engine;
