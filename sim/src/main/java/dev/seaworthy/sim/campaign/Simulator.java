package dev.seaworthy.sim.campaign;

import dev.seaworthy.sim.EventSink;
import dev.seaworthy.sim.RunResult;
import dev.seaworthy.sim.TraceSink;
import dev.seaworthy.sim.scenario.Portfolio;
import dev.seaworthy.sim.scenario.Scenario;

/**
 * Turns seeds into scenarios and scenarios into runs. Safe for use by many threads at once, as no two runs share
 * anything.
 */
public interface Simulator {
    /** The scenario a seed stands for in a portfolio. */
    Scenario scenario(long seed, Portfolio portfolio);

    /**
     * The scenario a seed stands for in the mixture of profiles.
     *
     * @param nodes how many replicas; 0 lets the seed decide
     */
    default Scenario scenario(long seed, int nodes) {
        return scenario(seed, Portfolio.ofNodes(nodes));
    }

    /**
     * Plays a scenario to its end. The same scenario always gives the same result.
     *
     * @param trace receives the timeline; null for none
     */
    RunResult run(Scenario scenario, TraceSink trace);

    /**
     * Plays a scenario to its end, and tells of every event. The result is that of {@link #run(Scenario, TraceSink)}.
     *
     * @param trace receives the timeline; null for none
     * @param events is told of every event, after the lines of the timeline that it led to
     */
    default RunResult run(Scenario scenario, TraceSink trace, EventSink events) {
        return run(scenario, trace);
    }
}
