/**
 * The simulator for state machines that are not ours.
 *
 * <p>{@link dev.seaworthy.sim.testing.Simulation} is the door: a state machine, a
 * {@link dev.seaworthy.sim.testing.Workload} that says what clients ask of it, and a model of the checker that says
 * what it may answer. {@code run} gives a {@link dev.seaworthy.sim.testing.SimulationResult} with a
 * {@link dev.seaworthy.sim.testing.Failure} for each seed that broke something; a failure can be shrunk, kept as a file
 * and replayed.
 *
 * <p>What holds: the same simulation gives the same result, with the same hash, on every JVM and with any number of
 * jobs, as long as state machine, workload and model are functions of what they are given. That a state machine is not
 * is one of the things found.
 *
 * <p>What it does not do: it runs no threads of the state machine's own, and does not find two of them at odds.
 *
 * <p>Where to start reading: {@code docs/testing-your-state-machine.md}, then
 * {@link dev.seaworthy.sim.testing.Simulation}.
 */
package dev.seaworthy.sim.testing;
