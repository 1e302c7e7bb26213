/**
 * The simulated world: one run of a cluster in virtual time, with faults, watched at every event.
 *
 * <p>{@link dev.seaworthy.sim.ScenarioRun} runs a {@link dev.seaworthy.sim.scenario.Scenario} to its end and gives a
 * {@link dev.seaworthy.sim.RunResult}. What runs inside is not a model: every {@link dev.seaworthy.sim.SimNode} has the
 * engine's own replica, the log store of {@code storage} and a state machine, that of {@code kv} or another one's; they
 * are told another time, another network and another disk, and cannot tell the difference.
 *
 * <p>The rooms: {@code kernel} (time and chance), {@code network}, {@code disk}, {@code scenario} (a run as data, and
 * the generator that makes one of a seed), {@code client} (workload and history), {@code operator} (who changes members
 * and hands leadership over), {@code oracle} (what must hold), {@code campaign} (many seeds), {@code testing} (the door
 * for state machines that are not ours).
 *
 * <p>What always holds: the same scenario gives the same events and the same hash on every JVM. Nothing here looks at a
 * clock, starts a thread or walks a hash map.
 *
 * <p>Where to start reading: {@code ScenarioRun.run}, then {@code SimNode}.
 */
package dev.seaworthy.sim;
