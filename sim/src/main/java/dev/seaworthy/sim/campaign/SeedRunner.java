package dev.seaworthy.sim.campaign;

/**
 * The door to a simulator in another class loader. It and {@link SeedVerdict} are the only types of ours that both
 * sides share; the rest of the simulator, and all of the engine, exists once on each side.
 */
public interface SeedRunner {
    /**
     * Runs the scenario of a seed and says how it ended. An exception within the run is a verdict too.
     *
     * @param nodes how many replicas; 0 lets the seed decide
     * @throws LinkageError if the simulator and the code under test do not fit together: nothing was learnt then
     */
    SeedVerdict run(long seed, int nodes);
}
