/**
 * Benchmarks, each a subcommand of {@link dev.seaworthy.bench.Main}: {@code bench/run checker}, {@code bench/run jmh}.
 *
 * <p>Figures depend on the machine; what a benchmark prints is meant to be compared with what it prints beside it, in
 * the same run. A benchmark that others measure against, such as Porcupine, runs it itself, and says so if it cannot.
 */
package dev.seaworthy.bench;
