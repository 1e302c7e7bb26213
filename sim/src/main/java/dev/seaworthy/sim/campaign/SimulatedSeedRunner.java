package dev.seaworthy.sim.campaign;

import dev.seaworthy.sim.RunResult;
import dev.seaworthy.sim.Violation;

/**
 * Runs seeds in a {@link RaftSimulator}. Found by {@link java.util.ServiceLoader}, in whichever class loader it is
 * asked for.
 */
public final class SimulatedSeedRunner implements SeedRunner {
    private final Simulator simulator = new RaftSimulator();

    @Override
    public SeedVerdict run(long seed, int nodes) {
        try {
            RunResult result = simulator.run(simulator.scenario(seed, nodes), null);
            return result.violation()
                    .map(violation -> new SeedVerdict(violation.property(), violation.story(), result.events()))
                    .orElseGet(() -> new SeedVerdict(null, null, result.events()));
        } catch (Throwable failure) {
            if (failure instanceof LinkageError misfit && !(failure instanceof ExceptionInInitializerError)) {
                throw misfit;
            }
            Violation crash = Crash.of(failure);
            return new SeedVerdict(crash.property(), crash.story(), 0);
        }
    }
}
