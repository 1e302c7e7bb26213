package dev.seaworthy.sim.campaign;

import dev.seaworthy.sim.EventSink;
import dev.seaworthy.sim.RunResult;
import dev.seaworthy.sim.ScenarioRun;
import dev.seaworthy.sim.TraceSink;
import dev.seaworthy.sim.scenario.Portfolio;
import dev.seaworthy.sim.scenario.Scenario;
import dev.seaworthy.sim.scenario.ScenarioGenerator;

/** This module's simulator, around the engine this class is linked against. */
public final class RaftSimulator implements Simulator {
    @Override
    public Scenario scenario(long seed, Portfolio portfolio) {
        return ScenarioGenerator.generate(seed, portfolio);
    }

    @Override
    public RunResult run(Scenario scenario, TraceSink trace) {
        return ScenarioRun.run(scenario, trace);
    }

    @Override
    public RunResult run(Scenario scenario, TraceSink trace, EventSink events) {
        return ScenarioRun.run(scenario, trace, events);
    }
}
