package dev.seaworthy.cli;

import dev.seaworthy.sim.RunResult;
import dev.seaworthy.sim.TraceSink;
import dev.seaworthy.sim.Violation;
import dev.seaworthy.sim.campaign.Simulator;
import dev.seaworthy.sim.scenario.Portfolio;
import dev.seaworthy.sim.scenario.Scenario;
import dev.seaworthy.sim.scenario.ScenarioGenerator;
import java.util.Optional;
import java.util.TreeMap;

/** Real scenarios, whose runs are computed at once: seed 3 breaks a property, seed 5 crashes, all others are clean. */
final class PlantedSimulator implements Simulator {
    static final long VIOLATING_SEED = 3;
    static final long CRASHING_SEED = 5;
    static final String STORY = "n1 and n2 both became leader in term 4";

    @Override
    public Scenario scenario(long seed, Portfolio portfolio) {
        return ScenarioGenerator.generate(seed, portfolio);
    }

    @Override
    public RunResult run(Scenario scenario, TraceSink trace) {
        long seed = scenario.seed();
        if (trace != null) {
            trace.line(1_234_567, "n1", "becomes leader of " + scenario.nodes());
            trace.line(12_000_000_000L, "client", "asks");
        }
        if (seed == CRASHING_SEED) {
            throw new IllegalStateException("planted");
        }
        TreeMap<String, Long> faults = new TreeMap<>();
        faults.put("crash", seed);
        faults.put("pause", 0L);
        Optional<Violation> violation = seed == VIOLATING_SEED
                ? Optional.of(new Violation("ElectionSafety", STORY, 2_500_000_000L))
                : Optional.empty();
        String hash = "%032x".formatted(seed * 31 + scenario.nodes());
        return new RunResult(seed, hash, 1_000_000, 5_000_000_000L, 2, 30, 40, 1, faults, violation);
    }
}
