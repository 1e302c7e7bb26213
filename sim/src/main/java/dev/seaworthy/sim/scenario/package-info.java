/**
 * What decides a run, as data.
 *
 * <p>A {@link dev.seaworthy.sim.scenario.Scenario} holds everything: cluster, limits, network, disks, clocks, workload
 * and {@linkplain dev.seaworthy.sim.scenario.Fault faults}, which strike at a time or when a
 * {@linkplain dev.seaworthy.sim.scenario.Trigger trigger} is pulled.
 * {@link dev.seaworthy.sim.scenario.ScenarioGenerator} makes one of a seed,
 * {@link dev.seaworthy.sim.scenario.ScenarioJson} writes one so that a person can read and change it. The same scenario
 * gives the same run.
 *
 * <p>Nothing here runs anything.
 */
package dev.seaworthy.sim.scenario;
