package dev.seaworthy.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.checker.model.Models;
import dev.seaworthy.sim.scenario.Scenario;
import dev.seaworthy.sim.scenario.ScenarioJson;
import dev.seaworthy.sim.testing.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs tests that are simulations as a build would, and looks at what is reported and what is left behind. */
class SimulationTestTest {
    /** What the tests under test are simulations of. */
    private static boolean broken;

    @TempDir
    private Path folder;

    private final List<String> reported = new ArrayList<>();
    private final List<String> messages = new ArrayList<>();

    /** Not run by itself: broken as long as a flag says so. */
    static class Simulated {
        @SimulationTest(seeds = 9, chunk = 3, shrinkTries = 100)
        void aCounter(Trial trial) {
            trial.run(Simulation.of(() -> new Adder(broken))
                    .workload(turn -> turn.chance(50) ? Adder.add(1 + turn.below(9)) : Adder.read())
                    .closing(Adder.read())
                    .model(Models.counter())
                    .clients(2, 40));
        }
    }

    /** Not run by itself: has no trial. */
    static class Misused {
        @SimulationTest
        void withoutATrial() {
            throw new IllegalStateException("never called");
        }
    }

    @BeforeEach
    @AfterEach
    void mend() {
        broken = false;
    }

    @Test
    void allChunksPassWhereNothingIsWrongAndNothingIsKept() throws IOException {
        execute(Simulated.class);
        assertEquals(
                List.of("SUCCESSFUL seeds 1 to 3", "SUCCESSFUL seeds 4 to 6", "SUCCESSFUL seeds 7 to 9"), reported);
        assertEquals(List.of(), kept());
    }

    @Test
    void aFailureNamesItsSeedAndIsKeptAndTheRestIsSkipped() throws IOException {
        broken = true;
        execute(Simulated.class);
        assertEquals(List.of("FAILED seeds 1 to 3", "ABORTED seeds 4 to 6", "ABORTED seeds 7 to 9"), reported);
        assertEquals(List.of("Simulated.aCounter-1.html", "Simulated.aCounter-1.json"), kept());
        Scenario scenario = ScenarioJson.read(folder.resolve(kept().get(1)));
        assertEquals("AsSpecified", scenario.expect().property());
        String message = messages.get(0);
        assertTrue(message.startsWith("seed 1 broke AsSpecified: c"), message);
        assertTrue(message.contains("AsSpecified was broken"), message);
        assertTrue(message.contains("Its scenario is in " + folder.resolve("Simulated.aCounter-1.json")), message);
    }

    @Test
    void whatIsKeptIsReplayedFirst() throws IOException {
        broken = true;
        execute(Simulated.class);
        reported.clear();
        execute(Simulated.class);
        assertEquals(
                List.of(
                        "FAILED saved Simulated.aCounter-1.json",
                        "ABORTED seeds 1 to 3",
                        "ABORTED seeds 4 to 6",
                        "ABORTED seeds 7 to 9"),
                reported);
        assertTrue(messages.get(messages.size() - 4).contains("-1.json still fails"), messages::toString);
    }

    @Test
    void whatIsKeptPassesWhenTheMistakeIsMended() throws IOException {
        broken = true;
        execute(Simulated.class);
        mend();
        reported.clear();
        execute(Simulated.class);
        assertEquals(4, reported.size());
        assertEquals("SUCCESSFUL saved Simulated.aCounter-1.json", reported.get(0));
        assertTrue(reported.stream().allMatch(line -> line.startsWith("SUCCESSFUL")), reported::toString);
    }

    @Test
    void theScenariosOfOtherTestsAreLeftAlone() throws IOException {
        Files.writeString(folder.resolve("Simulated.aCounterOfSheep-1.json"), "no scenario");
        execute(Simulated.class);
        assertEquals(3, reported.size());
    }

    @Test
    void moreSeedsCanBeAskedForFromOutside() {
        execute(Simulated.class, "2");
        assertEquals(List.of("SUCCESSFUL seeds 1 to 2"), reported);
    }

    @Test
    void aMethodWithoutATrialIsRefused() {
        execute(Misused.class);
        assertTrue(messages.get(0).contains("needs one parameter, of type Trial"), messages::toString);
    }

    private void execute(Class<?> tests, String... seeds) {
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(tests))
                .filters(EngineFilter.includeEngines("junit-jupiter"))
                .configurationParameter(TrialProvider.SCENARIOS, folder.toString());
        if (seeds.length > 0) {
            request.configurationParameter(TrialProvider.SEEDS, seeds[0]);
        }
        LauncherDiscoveryRequest built = request.build();
        LauncherFactory.create().execute(built, new Notes());
    }

    private final class Notes implements TestExecutionListener {
        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            result.getThrowable().ifPresent(failure -> messages.add(String.valueOf(failure.getMessage())));
            if (test.isTest()) {
                reported.add(result.getStatus() + " " + test.getDisplayName());
            }
        }
    }

    private List<String> kept() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
