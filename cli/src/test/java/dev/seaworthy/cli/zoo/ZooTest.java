package dev.seaworthy.cli.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.seaworthy.sim.Violation;
import dev.seaworthy.sim.campaign.Crash;
import dev.seaworthy.sim.campaign.RaftSimulator;
import dev.seaworthy.sim.campaign.Simulator;
import dev.seaworthy.sim.scenario.Scenario;
import dev.seaworthy.sim.scenario.ScenarioJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The bugs in the zoo: all of them apply and compile; each shows itself in its scenario of the corpus, where it has
 * one, as that says; those that show themselves soon are hunted in every build.
 */
class ZooTest {
    private static final Path HOME = Path.of(System.getProperty("seaworthy.home"));
    private static final Path CORPUS = HOME.resolve("sim/src/test/resources/corpus");
    private static final long SEEDS_MAX = 200;
    private static final List<String> QUICK = List.of(
            "vote-not-persisted",
            "quorum-is-half",
            "ack-before-sync",
            "sessions-lost-on-restart",
            "leader-counts-undurable-entries",
            "append-not-synced");

    @TestFactory
    Stream<DynamicTest> everyPatchAppliesAndCompilesAndShowsInItsScenario() throws IOException {
        List<Path> files = patches();
        assertFalse(files.isEmpty(), "an empty zoo measures nothing");
        return files.stream().map(file -> dynamicTest(file.getFileName().toString(), () -> check(file)));
    }

    private static void check(Path file) throws IOException, ZooPatchException {
        ZooPatch patch = ZooPatch.read(file);
        assertTrue(file.endsWith(file.getFileName().toString().substring(0, 4) + patch.name() + ".patch"));
        for (String said : List.of(patch.breaks(), patch.source(), patch.shows())) {
            assertNotEquals(ZooPatch.NOT_SAID, said, file + " lacks a line of its header");
        }
        BrokenRuns broken = new BrokenRuns(BrokenBuild.of(patch, HOME));
        Path recorded = CORPUS.resolve(file.getFileName().toString().replace(".patch", ".json"));
        if (Files.exists(recorded)) {
            Scenario scenario = ScenarioJson.read(recorded);
            assertEquals(
                    Optional.of(scenario.expect()),
                    broken.run(scenario, null).map(Violation::signature),
                    "what " + recorded.getFileName() + " shows");
        }
        if (QUICK.contains(patch.name())) {
            Simulator good = new RaftSimulator();
            ZooResult result = new ZooHunt(
                            seed -> good.scenario(seed, 0),
                            (scenario, trace) -> Crash.orViolation(good, scenario, trace),
                            SEEDS_MAX)
                    .hunt(patch, broken);
            assertTrue(result.isFound(), () -> patch.name() + " was not found within " + SEEDS_MAX + " seeds");
        }
    }

    @Test
    void theQuickOnesAreInTheZoo() throws IOException {
        List<String> files = patches().stream().map(Path::toString).toList();
        for (String name : QUICK) {
            assertTrue(files.stream().anyMatch(file -> file.endsWith("-" + name + ".patch")), name);
        }
    }

    @Test
    void everyScenarioOfTheCorpusIsOfABugInTheZoo() throws IOException {
        List<String> names = patches().stream()
                .map(file -> file.getFileName().toString().replace(".patch", ".json"))
                .toList();
        try (Stream<Path> scenarios = Files.list(CORPUS)) {
            assertEquals(
                    List.of(),
                    scenarios
                            .map(file -> file.getFileName().toString())
                            .filter(name -> !names.contains(name))
                            .toList());
        }
    }

    private static List<Path> patches() throws IOException {
        try (Stream<Path> files = Files.list(HOME.resolve("zoo"))) {
            return files.filter(path -> path.toString().endsWith(".patch"))
                    .sorted()
                    .toList();
        }
    }
}
