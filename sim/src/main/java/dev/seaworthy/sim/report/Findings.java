package dev.seaworthy.sim.report;

import dev.seaworthy.sim.Violation;
import dev.seaworthy.sim.scenario.Scenario;
import dev.seaworthy.sim.shrink.Necessity;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a run beside what happened in it.
 *
 * @param scenario what was run
 * @param violation what broke, if anything did
 * @param command how to see the run again, as one types it; the report itself stands for the scenario
 * @param bug the bug of the zoo that the engine had; null for none
 * @param needs for each fault of the scenario, in order, what becomes of the run without it; empty where nobody tried
 * @param taken words for what shrinking found to be needless, in order; empty where nothing was shrunk
 */
public record Findings(
        Scenario scenario,
        Optional<Violation> violation,
        String command,
        String bug,
        List<Necessity> needs,
        List<String> taken) {
    public Findings {
        needs = List.copyOf(needs);
        taken = List.copyOf(taken);
    }
}
