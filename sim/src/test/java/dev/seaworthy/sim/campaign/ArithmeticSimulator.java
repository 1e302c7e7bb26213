package dev.seaworthy.sim.campaign;

import dev.seaworthy.sim.RunResult;
import dev.seaworthy.sim.TraceSink;
import dev.seaworthy.sim.Violation;
import dev.seaworthy.sim.scenario.Portfolio;
import dev.seaworthy.sim.scenario.Scenario;
import dev.seaworthy.sim.scenario.ScenarioGenerator;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A simulator whose runs are computed from their seed at once. Those in which {@code seed % 10 == 3} break a property.
 */
final class ArithmeticSimulator implements Simulator {
    private final long crashingSeed;
    private final Throwable crash;

    ArithmeticSimulator() {
        this(0, null);
    }

    ArithmeticSimulator(long crashingSeed, Throwable crash) {
        this.crashingSeed = crashingSeed;
        this.crash = crash;
    }

    @Override
    public Scenario scenario(long seed, Portfolio portfolio) {
        return ScenarioGenerator.generate(seed, portfolio);
    }

    @Override
    public RunResult run(Scenario scenario, TraceSink trace) {
        long seed = scenario.seed();
        if (crash != null && seed == crashingSeed) {
            ArithmeticSimulator.<RuntimeException>throwAny(crash);
        }
        TreeMap<String, Long> faults = new TreeMap<>();
        faults.put("EVEN", seed % 2 == 0 ? 1L : 0L);
        faults.put("ALL", seed);
        Optional<Violation> violation =
                seed % 10 == 3 ? Optional.of(new Violation("NoThrees", "it ends in 3", seed)) : Optional.empty();
        return new RunResult(seed, "", 10 * seed, 20 * seed, 2, 3 * seed, 4, scenario.nodes(), faults, violation);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void throwAny(Throwable failure) throws T {
        throw (T) failure;
    }
}
