package dev.seaworthy.sim.campaign;

import dev.seaworthy.sim.TraceSink;
import dev.seaworthy.sim.scenario.ScenarioJson;

/**
 * Runs scenarios in a {@link RaftSimulator}. Found by {@link java.util.ServiceLoader}, in whichever class loader it is
 * asked for.
 */
public final class SimulatedScenarioRunner implements ScenarioRunner {
    private final Simulator simulator = new RaftSimulator();

    @Override
    public ScenarioVerdict run(String json, TraceSink trace) {
        return Crash.orViolation(simulator, ScenarioJson.read(json, "scenario"), trace)
                .map(violation -> new ScenarioVerdict(violation.property(), violation.story(), violation.atNanos()))
                .orElse(ScenarioVerdict.CLEAN);
    }
}
