package dev.seaworthy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.seaworthy.sim.scenario.FailureSignature;
import dev.seaworthy.sim.scenario.Scenario;
import dev.seaworthy.sim.scenario.ScenarioJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimCommandTest {
    private static final PlantedSimulator PLANTED = new PlantedSimulator();

    @Test
    void withoutOptionsItRunsAThousandSeedsFromTheFirst() {
        JsonNode json = Shell.run(PLANTED, "sim", "--json").json();
        assertEquals(1_000, json.get("seeds").asLong());
        assertEquals(
                500_500 - PlantedSimulator.CRASHING_SEED,
                json.at("/faults/crash").asLong());
    }

    @Test
    void cleanSeedsEndWithZeroAndASummary() {
        String out = Shell.run(PLANTED, "sim", "--seeds", "10..1009").expect(0).out();
        for (String line : List.of(
                "Seeds 10..1009 on 2 threads:",
                "  seeds                               1,000",
                "  events                      1,000,000,000",
                "  virtual time                   1 h 23 min",
                "  elections                           2,000",
                "  commits                            30,000",
                "  operations checked                 40,000",
                "    of unknown outcome                1,000",
                "  faults injected                   509,500",
                "    crash                           509,500",
                "  violations                              0",
                "No violation.")) {
            assertTrue(out.contains(line + System.lineSeparator()), () -> line + "\nis not in\n" + out);
        }
        assertFalse(out.contains("pause"), "a kind of fault that never struck takes no line");
    }

    @Test
    void aViolationEndsWithOneAndTellsSeedPropertyStoryAndReplay() {
        String out = Shell.run(PLANTED, "sim", "--seeds", "1..4").expect(1).out();
        assertTrue(out.contains("VIOLATION ElectionSafety in seed 3 at 2500.000 ms"), out);
        assertTrue(out.contains("  " + PlantedSimulator.STORY), out);
        assertTrue(out.contains("  replay: ./seaworthy replay 3" + System.lineSeparator()), out);
    }

    @Test
    void theReplayCommandKeepsTheNumberOfNodes() {
        String out =
                Shell.run(PLANTED, "sim", "--seeds=3", "--nodes=5").expect(1).out();
        assertTrue(out.contains("./seaworthy replay 3 --nodes 5"), out);
    }

    @Test
    void theReplayCommandKeepsTheWholePortfolio() {
        String options = " --profile swarm --only crash,partition --without kill";
        String[] arguments = ("sim --seeds 3" + options).split(" ");
        String out = Shell.run(PLANTED, arguments).expect(1).out();
        assertTrue(out.contains("./seaworthy replay 3" + options + System.lineSeparator()), out);
    }

    /** The scenario of a seed is the same whichever command is asked, and another one without the options. */
    @Test
    void everyCommandUnderstandsThePortfolio(@TempDir Path folder) throws IOException {
        String[] options = {"--profile", "triggered", "--only", "process", "--without", "pause"};
        String scenario = Shell.run(join(options, "scenario", "3")).expect(0).out();
        assertNotEquals(Shell.run("scenario", "3").expect(0).out(), scenario);
        String hash = Shell.run(join(options, "hash", "--seeds", "3", "--each"))
                .expect(0)
                .out()
                .substring(0, 32);
        String seed = Shell.run(join(options, "replay", "3", "--json"))
                .expect(0)
                .json()
                .get("hash")
                .asText();
        assertEquals(hash, seed);
        Path file = Files.writeString(folder.resolve("3.json"), scenario);
        assertEquals(
                hash,
                Shell.run("replay", file.toString(), "--json")
                        .expect(0)
                        .json()
                        .get("hash")
                        .asText());
        Shell.run(PLANTED, join(options, "sim", "--seeds", "3", "--save", folder.toString()))
                .expect(1);
        assertEquals(
                ScenarioJson.read(file).faults(),
                ScenarioJson.read(folder.resolve("seed-3.json")).faults());
        Shell.Outcome shrunk = Shell.run(join(options, "shrink", "3")).expect(1);
        assertTrue(shrunk.err().contains("does not fail"), shrunk.err());
    }

    private static String[] join(String[] options, String... command) {
        String[] all = Arrays.copyOf(command, command.length + options.length);
        System.arraycopy(options, 0, all, command.length, options.length);
        return all;
    }

    @Test
    void aCrashIsAViolationAndTheOtherSeedsRun() {
        Shell.Outcome outcome =
                Shell.run(PLANTED, "sim", "--seeds", "4..6", "--json").expect(1);
        JsonNode json = outcome.json();
        assertEquals(3, json.get("seeds").asLong());
        assertEquals(2_000_000, json.get("events").asLong());
        JsonNode crash = json.get("violations").get(0);
        assertEquals("Crash", crash.get("property").asText());
        assertTrue(crash.get("story").asText().startsWith("java.lang.IllegalStateException: planted at PlantedSim"));
    }

    @Test
    void jsonIsOneObjectWithThePromisedFieldsAndNothingElse() {
        AtomicLong time = new AtomicLong();
        Surroundings surroundings = Shell.surroundings(PLANTED, () -> time.getAndAdd(1_000_000_000));
        Shell.Outcome outcome = Shell.run(surroundings, "sim", "--seeds", "1..4", "--jobs", "1", "--json")
                .expect(1);
        assertEquals("", outcome.err());
        JsonNode json = outcome.json();
        assertEquals(4, json.get("seeds").asLong());
        assertEquals(4_000_000, json.get("events").asLong());
        assertEquals(20.0, json.get("virtualSeconds").asDouble());
        assertEquals(8.0, json.get("wallSeconds").asDouble());
        assertEquals(666_667, json.get("eventsPerSecondPerCore").asLong());
        assertEquals(8, json.get("elections").asLong());
        assertEquals(120, json.get("commits").asLong());
        assertEquals(160, json.get("operationsChecked").asLong());
        assertEquals(10, json.at("/faults/crash").asLong());
        assertEquals(0, json.at("/faults/pause").asLong());
        assertEquals(1, json.get("violations").size());
        JsonNode violation = json.get("violations").get(0);
        assertEquals(3, violation.get("seed").asLong());
        assertEquals("ElectionSafety", violation.get("property").asText());
        assertEquals(PlantedSimulator.STORY, violation.get("story").asText());
        assertEquals("./seaworthy replay 3", violation.get("replay").asText());
    }

    @Test
    void timeEndsTheCampaign() {
        AtomicLong time = new AtomicLong();
        Surroundings surroundings = Shell.surroundings(PLANTED, () -> time.getAndAdd(100_000_000));
        String[] arguments = {"sim", "--seeds", "10", "--jobs", "1", "--time", "2s", "--json"};
        JsonNode json = Shell.run(surroundings, arguments).expect(0).json();
        assertEquals(18, json.get("seeds").asLong());
        assertEquals((10 + 27) * 18 / 2, json.at("/faults/crash").asLong());
    }

    @Test
    void outGetsScenarioTimelineAndSummary(@TempDir Path folder) throws IOException {
        Path out = folder.resolve("deep/er");
        Shell.run(PLANTED, "sim", "--seeds", "1..6", "--nodes", "5", "--out", out.toString())
                .expect(1);
        try (Stream<Path> files = Files.list(out)) {
            assertEquals(
                    List.of("seed-3.json", "seed-3.trace", "seed-5.json", "seed-5.trace", "summary.json"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        Scenario scenario = ScenarioJson.read(out.resolve("seed-3.json"));
        assertEquals(
                PLANTED.scenario(3, 5).expecting(FailureSignature.of("ElectionSafety", PlantedSimulator.STORY)),
                scenario);
        String trace = Files.readString(out.resolve("seed-3.trace"));
        assertTrue(trace.contains("1.234  n1     becomes leader of 5"), trace);
        assertTrue(trace.contains("ElectionSafety: " + PlantedSimulator.STORY), trace);
        String crash = Files.readString(out.resolve("seed-5.trace"));
        assertTrue(crash.contains("becomes leader") && crash.contains("\tat dev.seaworthy"), crash);
        assertTrue(Files.readString(out.resolve("summary.json")).contains("\"violationsFound\" : 2"));
    }

    @Test
    void saveGetsTheScenariosAndEachSaysHowItFails(@TempDir Path folder) throws IOException {
        Shell.run(PLANTED, "sim", "--seeds", "1..6", "--save", folder.toString())
                .expect(1);
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(
                    List.of("seed-3.json", "seed-5.json"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        String out = Shell.run(PLANTED, "replay", folder.resolve("seed-3.json").toString())
                .expect(1)
                .out();
        assertTrue(out.contains("Still fails. It was said to break ElectionSafety (n both became leader"), out);
    }

    @Test
    void anOutThatCannotBeMadeIsSaidBeforeAnythingRuns(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        Shell.Outcome outcome =
                Shell.run(PLANTED, "sim", "--out", file.resolve("below").toString());
        outcome.expect(2);
        assertEquals("", outcome.out());
        assertTrue(outcome.err().startsWith("seaworthy sim: cannot make the folder"), outcome.err());
    }

    @Test
    void badUsageEndsWithTwoAndSaysWhatWasExpected() {
        assertBadUsage("expected FROM..TO", "sim", "--seeds", "x");
        assertBadUsage("runs backwards", "sim", "--seeds", "9..3");
        assertBadUsage("as in 60s", "sim", "--time", "60");
        assertBadUsage("as in 60s", "sim", "--time", "0s");
        assertBadUsage("--nodes must be 1 to 9, not 10", "sim", "--nodes", "10");
        assertBadUsage("--nodes must be 1 to 9, not 0", "sim", "--nodes", "0");
        assertBadUsage("--jobs must be at least 1, not 0", "sim", "--jobs", "0");
        assertBadUsage("there is no profile 'storm'; there are default, calm", "sim", "--profile", "storm");
        assertBadUsage("nothing that goes wrong is called 'rain'; there are bandwidth", "sim", "--only", "rain");
        assertBadUsage("nothing that goes wrong is called 'rain'; there are bandwidth", "sim", "--without", "rain");
        assertBadUsage("nothing is left that could go wrong", "sim", "--only", "crash", "--without", "crash");
        assertBadUsage("nothing to choose from", "sim", "--profile", "calm", "--without", "crash");
        assertBadUsage("leave their number out", "sim", "--profile", "corpus", "--nodes", "3");
        assertBadUsage("Possible solutions: --seeds", "sim", "--seds", "1");
        assertBadUsage("Unmatched argument", "sim", "1..10");
    }

    @Test
    void theRealSimulatorRunsCleanly() {
        JsonNode json = Shell.run("sim", "--seeds", "1..5", "--json").expect(0).json();
        assertEquals(5, json.get("seeds").asLong());
        assertTrue(json.get("events").asLong() > 1_000, json::toString);
        assertTrue(json.get("operationsChecked").asLong() > 10, json::toString);
    }

    @Test
    void onRealDirectoriesTheTotalsAreTheSameAndMoreIsTold(@TempDir Path folder) throws IOException {
        Path data = folder.resolve("data");
        JsonNode simulated = Shell.run("sim", "--seeds", "11", "--json").json();
        JsonNode real = Shell.run("sim", "--seeds", "11", "--storage", "leveldb", "--data", data.toString(), "--json")
                .expect(0)
                .json();
        assertEquals(simulated.get("events"), real.get("events"));
        assertEquals(simulated.get("faults"), real.get("faults"));
        assertFalse(simulated.has("storage"), simulated.toString());
        assertEquals("leveldb", real.at("/storage/kind").asText());
        assertTrue(real.at("/storage/directories").asLong() > 0, real::toString);
        assertFalse(Files.exists(data), "nothing failed, so nothing is kept");
    }

    @Test
    void aPlaceForDirectoriesThatWillNotDoIsBadUsage(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("mine"), "precious");
        Shell.Outcome outcome = Shell.run("sim", "--storage", "leveldb", "--data", folder.toString())
                .expect(2);
        assertTrue(outcome.err().contains("it is not empty; name an empty directory"), outcome.err());
        assertBadUsage("--storage must be simulated or leveldb, not 'tape'", "sim", "--storage", "tape");
        assertBadUsage("--data is for --storage leveldb", "sim", "--data", folder.toString());
    }

    private static void assertBadUsage(String expected, String... arguments) {
        Shell.Outcome outcome = Shell.run(PLANTED, arguments).expect(2);
        assertEquals("", outcome.out());
        assertTrue(outcome.err().contains(expected), outcome.err());
        assertFalse(outcome.err().contains("\tat "), outcome.err());
    }
}
