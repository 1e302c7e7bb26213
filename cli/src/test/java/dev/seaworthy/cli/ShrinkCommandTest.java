package dev.seaworthy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.cli.zoo.BrokenBuild;
import dev.seaworthy.cli.zoo.BrokenRuns;
import dev.seaworthy.cli.zoo.ZooPatch;
import dev.seaworthy.sim.Violation;
import dev.seaworthy.sim.campaign.Runs;
import dev.seaworthy.sim.scenario.Scenario;
import dev.seaworthy.sim.scenario.ScenarioGenerator;
import dev.seaworthy.sim.scenario.ScenarioJson;
import dev.seaworthy.sim.shrink.Probe;
import dev.seaworthy.sim.shrink.ShrinkProgress;
import dev.seaworthy.sim.shrink.Shrinker;
import dev.seaworthy.sim.shrink.Shrunk;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShrinkCommandTest {
    private static final PlantedSimulator PLANTED = new PlantedSimulator();
    private static final Path HOME = Path.of(System.getProperty("seaworthy.home"));

    @TempDir
    private Path folder;

    /** The canary: were this not to fail, the corpus would prove nothing. */
    @Test
    void aScenarioOfTheCorpusFailsWithItsBugAndShrinksNoFurtherOnAnyNumberOfThreads() throws Exception {
        String name = "032-wiped-node-votes-under-its-old-name";
        Runs broken = new BrokenRuns(BrokenBuild.of(ZooPatch.read(HOME.resolve("zoo/" + name + ".patch")), HOME));
        Scenario scenario = ScenarioJson.read(HOME.resolve("sim/src/test/resources/corpus/" + name + ".json"));
        Violation violation = broken.run(scenario, null).orElseThrow();
        assertEquals(scenario.expect(), violation.signature());

        Scenario noisy = ScenarioGenerator.generate(scenario.seed(), 0);
        Shrunk alone = shrink(broken, Probe.IN_TURN, noisy);
        try (ThreadProbe four = new ThreadProbe(4)) {
            assertEquals(alone, shrink(broken, four, noisy));
        }
        assertEquals(violation.signature(), alone.violation().signature());
        assertTrue(alone.scenario().faults().size() <= 6 && alone.operations() <= 8, alone::toString);
    }

    private static Shrunk shrink(Runs runs, Probe probe, Scenario scenario) {
        return new Shrinker(runs, probe, ShrinkProgress.NONE, Shrinker.TRIES_MAX)
                .shrink(scenario)
                .orElseThrow();
    }

    @Test
    void theSmallScenarioIsWrittenAndTold() {
        Path file = folder.resolve("small.json");
        Shell.Outcome outcome =
                Shell.run(PLANTED, "shrink", "3", "-o", file.toString()).expect(0);
        assertEquals("", outcome.out());
        assertTrue(
                outcome.err().contains("shrunk to 0 faults, 0 actions, 0 operations, 1 node; it was"), outcome.err());
        assertTrue(outcome.err().contains("ElectionSafety was broken: " + PlantedSimulator.STORY), outcome.err());
        Scenario small = ScenarioJson.read(file);
        assertEquals(1, small.nodes());
        assertEquals("ElectionSafety", small.expect().property());
        Shell.run(PLANTED, "replay", file.toString()).expect(1);
    }

    @Test
    void withoutAFileStandardOutputIsTheScenario() {
        Shell.Outcome outcome = Shell.run(PLANTED, "shrink", "3").expect(0);
        assertEquals(1, ScenarioJson.read(outcome.out(), "out").nodes());
    }

    @Test
    void aScenarioThatDoesNotFailEndsWithOne() {
        Shell.Outcome outcome = Shell.run(PLANTED, "shrink", "4").expect(1);
        assertEquals("", outcome.out());
        assertTrue(outcome.err().contains("seed 4 does not fail"), outcome.err());
    }

    @Test
    void badUsageEndsWithTwo() {
        assertTrue(Shell.run(PLANTED, "shrink", "nothing").expect(2).err().contains("neither a seed nor a file"));
        assertTrue(
                Shell.run(PLANTED, "shrink", "3", "--jobs", "0").expect(2).err().contains("at least 1"));
        assertTrue(Shell.run(PLANTED, "shrink", "3", "--zoo", "nothing")
                .expect(2)
                .err()
                .contains("no bug 'nothing'"));
    }

    @Test
    void threadsFindTheSmallestNumberAndAskNoneFarAbove() {
        try (ThreadProbe probe = new ThreadProbe(4)) {
            for (int wanted = 0; wanted < 40; wanted += 13) {
                int smallest = wanted;
                AtomicInteger highest = new AtomicInteger();
                assertEquals(smallest, probe.first(1_000_000, number -> {
                    highest.accumulateAndGet(number, Math::max);
                    return number >= smallest;
                }));
                assertTrue(highest.get() < smallest + 4, () -> smallest + " asked up to " + highest);
            }
            assertEquals(-1, probe.first(10, number -> false));
            assertEquals(-1, probe.first(0, number -> true));
        }
    }
}
