package dev.seaworthy.junit.jqwik;

import dev.seaworthy.sim.scenario.Scenario;
import dev.seaworthy.sim.scenario.ScenarioGenerator;
import dev.seaworthy.sim.story.TracedRun;
import dev.seaworthy.sim.testing.Simulation;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/**
 * Scenarios for properties. Each is that of a seed, drawn by jqwik; shrinking takes faults, actions, operations,
 * machines and noise out of it, and makes numbers round, as the simulator's own shrinker does.
 */
public final class Scenarios {
    private static final long SEEDS = 1L << 40;

    private Scenarios() {}

    /** Scenarios of the simulator's default portfolio. Operations stay the whole workload. */
    public static Arbitrary<Scenario> any() {
        return of(seed -> ScenarioGenerator.generate(seed, 0), UnaryOperator.identity());
    }

    /**
     * Scenarios as a simulation has them. When one is to be shrunk, its operations are spelled out first, by running it
     * once, so that they can be taken out one by one; that is still the same run.
     */
    public static Arbitrary<Scenario> of(Simulation simulation) {
        return of(simulation::scenario, scenario -> spelledOut(simulation, scenario));
    }

    private static Arbitrary<Scenario> of(LongFunction<Scenario> ofSeed, UnaryOperator<Scenario> beforeShrinking) {
        return Arbitraries.fromGenerator(random ->
                new ShrinkableScenario(ofSeed.apply(1 + Math.floorMod(random.nextLong(), SEEDS)), beforeShrinking));
    }

    private static Scenario spelledOut(Simulation simulation, Scenario scenario) {
        if (scenario.operations() != null) {
            return scenario;
        }
        TracedRun run = TracedRun.of(simulation.runs(), scenario);
        return scenario.doing(run.operations(scenario));
    }
}
