package dev.seaworthy.cli.zoo;

import dev.seaworthy.sim.TraceSink;
import dev.seaworthy.sim.Violation;
import dev.seaworthy.sim.campaign.Runs;
import dev.seaworthy.sim.campaign.ScenarioRunner;
import dev.seaworthy.sim.campaign.ScenarioVerdict;
import dev.seaworthy.sim.scenario.Scenario;
import dev.seaworthy.sim.scenario.ScenarioJson;
import java.util.Optional;

/** Runs scenarios in a simulator that is linked against broken code. For any number of threads. */
public final class BrokenRuns implements Runs {
    private final ScenarioRunner broken;

    /** A simulator around this build. */
    public BrokenRuns(BrokenBuild build) {
        broken = new BrokenClassLoader(build.classes()).runner();
    }

    @Override
    public Optional<Violation> run(Scenario scenario, TraceSink trace) {
        ScenarioVerdict verdict = broken.run(ScenarioJson.write(scenario), trace);
        return verdict.isClean()
                ? Optional.empty()
                : Optional.of(new Violation(verdict.property(), verdict.story(), verdict.atNanos()));
    }
}
