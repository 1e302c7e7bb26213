package dev.seaworthy.sim.campaign;

import dev.seaworthy.sim.TraceSink;

/**
 * The door to a simulator in another class loader. It, {@link ScenarioVerdict} and {@link TraceSink} are the only types
 * of ours that both sides share; the rest of the simulator, and all of the engine, exists once on each side.
 */
public interface ScenarioRunner {
    /**
     * Runs a scenario and says how it ended. An exception within the run is a verdict too.
     *
     * @param json the scenario, as {@link dev.seaworthy.sim.scenario.ScenarioJson} writes it
     * @param trace receives the timeline; null for none
     * @throws LinkageError if the simulator and the code under test do not fit together: nothing was learnt then
     */
    ScenarioVerdict run(String json, TraceSink trace);
}
