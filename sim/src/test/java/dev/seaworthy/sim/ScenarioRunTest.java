package dev.seaworthy.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.seaworthy.sim.scenario.Scenario;
import dev.seaworthy.sim.scenario.ScenarioGenerator;
import dev.seaworthy.sim.scenario.ScenarioJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ScenarioRunTest {
    private static final Path SCENARIOS =
            Path.of(System.getProperty("seaworthy.home"), "sim/src/test/resources/scenarios");

    @Test
    void theSameScenarioGivesTheSameRunWhetherOrNotItIsWatched() {
        for (long seed = 1; seed <= 20; seed++) {
            Scenario scenario = ScenarioGenerator.generate(seed, 0);
            List<String> timeline = new ArrayList<>();
            RunResult watched = ScenarioRun.run(scenario, (atNanos, place, what) -> timeline.add(place + what));
            assertEquals(watched, ScenarioRun.run(scenario, null));
            assertFalse(timeline.isEmpty());
        }
    }

    @Test
    void anotherSeedGivesAnotherRunOfTheSameScenario() {
        Scenario scenario = ScenarioGenerator.generate(3, 0);
        RunResult run = ScenarioRun.run(scenario, null);
        RunResult other = ScenarioRun.run(withSeed(scenario, 4), null);
        assertNotEquals(run.hash(), other.hash());
    }

    @Test
    void whatAScenarioSurvivesAsJsonIsTheSameRun() {
        Scenario scenario = ScenarioGenerator.generate(5, 0);
        Scenario read = ScenarioJson.read(ScenarioJson.write(scenario), "memory");
        assertEquals(ScenarioRun.run(scenario, null), ScenarioRun.run(read, null));
    }

    @Test
    void theStormReachesWhatItIsMeantToDisturb() {
        long elections = 0;
        long commits = 0;
        long operations = 0;
        long crashes = 0;
        for (long seed = 1; seed <= 50; seed++) {
            RunResult run = ScenarioRun.run(ScenarioGenerator.generate(seed, 0), null);
            assertEquals(Optional.empty(), run.violation(), "seed " + seed);
            elections += run.elections();
            commits += run.commits();
            operations += run.operations();
            crashes += run.faults().get("crash");
        }
        assertTrue(elections > 75, "elections: " + elections);
        assertTrue(commits > 2_500, "commits: " + commits);
        assertTrue(operations > 5_000, "operations: " + operations);
        assertTrue(crashes > 50, "crashes: " + crashes);
    }

    /** Each of these scenarios once showed a bug; see the track record. */
    @TestFactory
    Stream<DynamicTest> scenariosThatFoundBugsStayClean() throws IOException {
        try (Stream<Path> files = Files.list(SCENARIOS)) {
            List<Path> all = files.sorted().toList();
            assertFalse(all.isEmpty());
            return all.stream()
                    .map(file -> dynamicTest(
                            file.getFileName().toString(),
                            () -> assertEquals(
                                    Optional.empty(),
                                    ScenarioRun.run(ScenarioJson.read(file), null)
                                            .violation())));
        }
    }

    private static Scenario withSeed(Scenario s, long seed) {
        return new Scenario(
                s.format(),
                seed,
                s.profile(),
                s.nodes(),
                s.voters(),
                s.limits(),
                s.replica(),
                s.network(),
                s.disk(),
                s.machines(),
                s.sessions(),
                s.workload(),
                s.actions(),
                s.faults(),
                s.healNanos());
    }
}
