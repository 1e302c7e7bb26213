package dev.seaworthy.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.sim.scenario.Scenario;
import dev.seaworthy.sim.scenario.ScenarioJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Shrunk scenarios, each of which shows one bug of the zoo: without the bug nothing breaks. Each says by {@code expect}
 * what does with it.
 */
class CorpusTest {
    private static final Path CORPUS = Path.of(System.getProperty("seaworthy.home"), "sim/src/test/resources/corpus");

    @TestFactory
    Stream<DynamicTest> scenariosOfTheZooAreCleanOnGoodCode() throws IOException {
        try (Stream<Path> files = Files.list(CORPUS)) {
            var all = files.sorted().toList();
            assertTrue(all.size() >= 10, "the corpus is gone");
            return all.stream()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> assertClean(file)));
        }
    }

    private static void assertClean(Path file) throws IOException {
        Scenario scenario = ScenarioJson.read(file);
        assertNotNull(scenario.expect());
        assertEquals(ScenarioJson.write(scenario), Files.readString(file), "written in the newest format");
        assertEquals(Optional.empty(), ScenarioRun.run(scenario, null).violation());
    }
}
