package dev.seaworthy.junit;

import dev.seaworthy.sim.scenario.FailureSignature;
import dev.seaworthy.sim.scenario.Scenario;
import dev.seaworthy.sim.scenario.ScenarioJson;
import dev.seaworthy.sim.shrink.UnrepeatableException;
import dev.seaworthy.sim.testing.Failure;
import dev.seaworthy.sim.testing.Simulation;
import dev.seaworthy.sim.testing.SimulationResult;
import java.nio.file.Path;
import java.util.Optional;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** One call of a {@link SimulationTest}: some of its seeds, or a scenario that was kept. For one thread. */
public final class Trial {
    private final Sequence sequence;
    private final Path saved;
    private final long fromSeed;
    private final long toSeed;

    private Trial(Sequence sequence, Path saved, long fromSeed, long toSeed) {
        this.sequence = sequence;
        this.saved = saved;
        this.fromSeed = fromSeed;
        this.toSeed = toSeed;
    }

    /** What all calls of one test have in common. */
    static final class Sequence {
        private final ScenarioFolder folder;
        private final long shrinkTries;
        private boolean failed;

        Sequence(ScenarioFolder folder, long shrinkTries) {
            this.folder = folder;
            this.shrinkTries = shrinkTries;
        }
    }

    static Trial ofSaved(Sequence sequence, Path file) {
        return new Trial(sequence, file, 0, 0);
    }

    static Trial ofSeeds(Sequence sequence, long from, long to) {
        return new Trial(sequence, null, from, to);
    }

    /** What it is about, for the report of the tests. */
    String name() {
        return saved == null ? "seeds " + fromSeed + " to " + toSeed : "saved " + saved.getFileName();
    }

    /**
     * Runs the simulation on what this trial has, whatever seeds it names itself.
     *
     * @throws AssertionFailedError where a property is broken; its message has seed, property, story and file
     * @throws TestAbortedException where an earlier trial of the test has failed
     */
    public void run(Simulation simulation) {
        if (saved != null) {
            replay(simulation);
            return;
        }
        if (sequence.failed) {
            throw new TestAbortedException("an earlier trial of this test has failed: mend that first");
        }
        SimulationResult result = simulation.seeds(fromSeed, toSeed).run();
        if (result.isClean()) {
            return;
        }
        sequence.failed = true;
        Failure first = result.failures().get(0);
        Failure small = sequence.shrinkTries == 0 ? first : simulation.shrink(first, sequence.shrinkTries);
        Path file = sequence.folder.keep(small);
        Path page = sequence.folder.report(file, simulation.report(small, "run the test of " + file.getFileName()));
        throw new AssertionFailedError(small + "\nIts scenario is in " + file
                + ", which is replayed first from now on; the page to look at is " + page + ". " + result.violations()
                + " of "
                + result.totals().seeds()
                + (result.totals().seeds() == 1 ? " seed" : " seeds") + " failed.");
    }

    private void replay(Simulation simulation) {
        Scenario scenario = ScenarioJson.read(saved);
        Optional<Failure> failure = simulation.replay(scenario);
        if (failure.isEmpty()) {
            return;
        }
        sequence.failed = true;
        FailureSignature now = failure.get().violation().signature();
        boolean same = scenario.expect() == null || scenario.expect().equals(now);
        throw new AssertionFailedError("the scenario in " + saved
                + (same
                        ? " still fails"
                        : " fails, though in another way than the " + scenario.expect()
                                + " it was kept for. Unless the code was changed since, "
                                + UnrepeatableException.CAUSES)
                + ".\n" + failure.get());
    }
}
