/**
 * Benchmarks of the checker: whole histories from files and from a generator, beside other checkers where they can be
 * built, and microbenchmarks of what it does most.
 */
package dev.seaworthy.bench.checker;
