/**
 * Simulations as JUnit tests.
 *
 * <p>{@link dev.seaworthy.junit.SimulationTest} marks a test that is run many times, each time with a
 * {@link dev.seaworthy.junit.Trial} that has some of the seeds. What it finds it shrinks and keeps as a scenario file;
 * the files it finds are replayed before any seed.
 *
 * <p>What it does not do: it has no opinion on the simulation, which the test makes itself, and it runs one seed after
 * the other unless the simulation says otherwise.
 *
 * <p>Start reading at {@link dev.seaworthy.junit.SimulationTest}. Scenarios for properties are in {@code jqwik}.
 */
package dev.seaworthy.junit;
