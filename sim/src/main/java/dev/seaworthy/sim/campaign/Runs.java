package dev.seaworthy.sim.campaign;

import dev.seaworthy.sim.TraceSink;
import dev.seaworthy.sim.Violation;
import dev.seaworthy.sim.scenario.Scenario;
import java.util.Optional;

/**
 * Where scenarios are run to see how they fail: in this simulator, or in one that is linked against broken code. A run
 * that throws is a violation too. The same scenario always ends in the same way; may be called by many threads at once.
 */
public interface Runs {
    /**
     * Runs a scenario to its end, or to the first violation.
     *
     * @param trace receives the timeline; null for none
     * @return what broke, if anything did
     */
    Optional<Violation> run(Scenario scenario, TraceSink trace);
}
