package dev.seaworthy.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.seaworthy.fuzz.Allocation;
import dev.seaworthy.sim.scenario.Scenario;
import dev.seaworthy.sim.scenario.ScenarioFormatException;
import dev.seaworthy.sim.scenario.ScenarioJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Scenarios that somebody has edited: refused with the place of the slip, or read as they are written again. */
class ScenarioFuzzTest {
    static Stream<byte[]> scenarios() throws IOException {
        Path folder = Path.of(System.getProperty("seaworthy.home"), "sim/src/test/resources/scenarios");
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> some = files.sorted().limit(8).toList();
            assertTrue(some.size() > 1, folder + " has no scenarios");
            Stream.Builder<byte[]> all = Stream.builder();
            for (Path file : some) {
                all.add(Files.readAllBytes(file));
            }
            return all.build();
        }
    }

    @MethodSource("scenarios")
    @FuzzTest(maxDuration = "2m")
    void aScenarioIsRefusedAtAPlaceOrReadAsItIsWritten(byte[] bytes) throws Exception {
        String json = new String(bytes, StandardCharsets.UTF_8);
        Allocation.bounded(bytes, () -> {
            try {
                Scenario scenario = ScenarioJson.read(json, "fuzz");
                assertEquals(scenario, ScenarioJson.read(ScenarioJson.write(scenario), "again"));
            } catch (ScenarioFormatException refused) {
                assertTrue(refused.line() >= 1 && refused.column() >= 1, refused.getMessage());
            }
        });
    }
}
