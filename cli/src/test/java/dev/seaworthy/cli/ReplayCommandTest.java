package dev.seaworthy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.seaworthy.sim.scenario.FailureSignature;
import dev.seaworthy.sim.scenario.Scenario;
import dev.seaworthy.sim.scenario.ScenarioJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest {
    private static final PlantedSimulator PLANTED = new PlantedSimulator();

    @TempDir
    private Path folder;

    @Test
    void onRealDirectoriesItIsTheSameRun() {
        String simulated = Shell.run("replay", "11").expect(0).out();
        String real =
                Shell.run("replay", "11", "--storage", "leveldb").expect(0).out();
        String hash = simulated
                .lines()
                .filter(line -> line.startsWith("  hash"))
                .findFirst()
                .orElseThrow();
        assertTrue(real.contains(hash), real);
        assertTrue(real.contains("  storage ") && real.contains(" LevelDB"), real);
    }

    @Test
    void theSameSeedHasTheSameHashAndTraceEveryTime() {
        String first = Shell.run("replay", "7", "--trace").expect(0).out();
        assertEquals(first, Shell.run("replay", "7", "--trace").expect(0).out());
        String hash =
                Shell.run("replay", "7", "--json").expect(0).json().get("hash").asText();
        assertTrue(hash.matches("[0-9a-f]{32}"), hash);
        assertTrue(first.contains(hash), "watching does not change the run");
        assertNotEquals(
                hash, Shell.run("replay", "8", "--json").json().get("hash").asText());
    }

    @Test
    void aSavedScenarioIsTheSameRunAsItsSeed() throws IOException {
        Path file = folder.resolve("scenario.json");
        Files.writeString(
                file, Shell.run("scenario", "7", "--nodes", "3").expect(0).out());
        JsonNode ofFile =
                Shell.run("replay", file.toString(), "--json").expect(0).json();
        JsonNode ofSeed =
                Shell.run("replay", "7", "--nodes", "3", "--json").expect(0).json();
        assertEquals(ofSeed.get("hash"), ofFile.get("hash"));
    }

    @Test
    void theTimelineIsAligned() {
        String out = Shell.run(PLANTED, "replay", "1", "--trace", "--nodes", "3")
                .expect(0)
                .out();
        assertEquals("""
                          ms  place  what
                       1.234  n1     becomes leader of 3
                   12000.000  client  asks
                """, out.lines().limit(3).map(line -> line + "\n").reduce("", String::concat));
    }

    @Test
    void aViolationEndsWithOneAndTellsHowToSeeItAgain() {
        JsonNode json = Shell.run(PLANTED, "replay", "3", "--nodes", "5", "--json")
                .expect(1)
                .json();
        assertEquals(1, json.get("seeds").asLong());
        assertEquals(
                "./seaworthy replay 3 --nodes 5",
                json.at("/violations/0/replay").asText());
        assertEquals("%032x".formatted(3 * 31 + 5), json.get("hash").asText());
    }

    @Test
    void aCrashEndsWithOneAndItsTraceWithTheStack() {
        String out = Shell.run(PLANTED, "replay", "5", "--trace").expect(1).out();
        assertTrue(out.contains("becomes leader") && out.contains("\tat dev.seaworthy"), out);
        assertTrue(out.contains("VIOLATION Crash in seed 5"), out);
        JsonNode json = Shell.run(PLANTED, "replay", "5", "--json").expect(1).json();
        assertTrue(json.get("hash").isNull());
    }

    @Test
    void aViolationInAFileIsReplayedByTheFile() throws IOException {
        Path file = folder.resolve("edited.json");
        Files.writeString(file, ScenarioJson.write(PLANTED.scenario(3, 3)));
        JsonNode json = Shell.run(PLANTED, "replay", file.toString(), "--json")
                .expect(1)
                .json();
        assertEquals(
                "./seaworthy replay " + file, json.at("/violations/0/replay").asText());
    }

    @Test
    void aScenarioThatSaysHowItFailsIsCompared() throws IOException {
        FailureSignature planted = FailureSignature.of("ElectionSafety", PlantedSimulator.STORY);
        assertExpected("STILL_FAILS", PLANTED.scenario(3, 3).expecting(planted), 1);
        assertExpected("PASSES", PLANTED.scenario(1, 3).expecting(planted), 0);
        assertExpected("FAILS_DIFFERENTLY", PLANTED.scenario(5, 3).expecting(planted), 1);
        assertExpected(null, PLANTED.scenario(3, 3), 1);
    }

    private void assertExpected(String expected, Scenario scenario, int code) throws IOException {
        Path file = folder.resolve("said.json");
        Files.writeString(file, ScenarioJson.write(scenario));
        JsonNode json = Shell.run(PLANTED, "replay", file.toString(), "--json")
                .expect(code)
                .json();
        assertEquals(expected, json.get("expected").textValue());
    }

    @Test
    void aReportIsAScenarioToo() throws IOException {
        Path page = folder.resolve("report.html");
        String hash = Shell.run("replay", "7", "--nodes", "3", "--html", page.toString(), "--json")
                .expect(0)
                .json()
                .get("hash")
                .asText();
        JsonNode again =
                Shell.run("replay", page.toString(), "--json").expect(0).json();
        assertEquals(hash, again.get("hash").asText());
        assertEquals(
                hash,
                Shell.run("replay", "7", "--nodes", "3", "--json")
                        .json()
                        .get("hash")
                        .asText(),
                "recording does not change the run");
        assertTrue(Files.readString(page).contains(hash));
    }

    @Test
    void theReportOfAFailureSaysWhichFaultsItNeeds() throws IOException {
        Path page = folder.resolve("failure.html");
        Shell.run(PLANTED, "replay", "3", "--html", page.toString()).expect(1);
        String text = Files.readString(page);
        assertTrue(
                text.contains("VIOLATION</b> of <b>ElectionSafety") && text.contains("it fails without it too"), text);
        Shell.run(PLANTED, "replay", "5", "--html", page.toString()).expect(1);
        assertTrue(Files.readString(page).contains("The run crashed after "));
        Shell.run(PLANTED, "shrink", page.toString()).expect(0);
    }

    @Test
    void aBugOfTheZooIsReplayedWithItsHash() throws IOException {
        Path page = folder.resolve("zoo.html");
        String file =
                System.getProperty("seaworthy.home") + "/sim/src/test/resources/corpus/001-vote-not-persisted.json";
        JsonNode json = Shell.run("replay", file, "--zoo", "1", "--html", page.toString(), "--json")
                .expect(1)
                .json();
        assertEquals("STILL_FAILS", json.get("expected").asText());
        assertTrue(json.get("hash").asText().matches("[0-9a-f]{32}"), json::toString);
        assertTrue(json.at("/violations/0/replay").asText().endsWith(" --zoo 1"));
        JsonNode again = Shell.run("replay", page.toString(), "--zoo", "vote-not-persisted", "--json")
                .expect(1)
                .json();
        assertEquals(json.get("hash"), again.get("hash"));
        // As a headline it begins with a capital.
        String story = json.at("/violations/0/story").asText();
        assertTrue(Files.readString(page).contains(story.substring(1) + "</h1>"), story);
    }

    @Test
    void aViolationIsToldAsAStory() {
        String out = Shell.run(PLANTED, "replay", "3").expect(1).out();
        assertTrue(out.contains("At 2500.0 ms, ElectionSafety was broken: n1 and n2 both"), out);
    }

    @Test
    void whatCannotBeReplayedIsSaidInOneLine() throws IOException {
        assertBadInput("'nothing' is neither a seed nor a file", "nothing");
        Path broken = Files.writeString(folder.resolve("broken.json"), "{\"format\": 1, ");
        assertBadInput(broken + ":", broken.toString());
        Path own = Files.writeString(
                folder.resolve("own.json"),
                Shell.run("scenario", "3").expect(0).out().replaceFirst("\"profile\": \"", "$0own state machine, "));
        assertBadInput("the scenario of a state machine of somebody's own", own.toString());
        Path other = Files.writeString(folder.resolve("other.json"), "{\"colour\": \"green\"}");
        assertBadInput(other + ":", other.toString());
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xC3, (byte) 0x28});
        assertBadInput("expected a scenario in JSON", binary.toString());
        Path scenario = Files.writeString(folder.resolve("scenario.json"), ScenarioJson.write(PLANTED.scenario(1, 3)));
        assertBadInput("a scenario says itself how many nodes", scenario.toString(), "--nodes", "5");
        assertBadInput("choose one", "1", "--trace", "--json");
        assertBadInput("SEED|FILE");
    }

    private static void assertBadInput(String expected, String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "replay";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        Shell.Outcome outcome = Shell.run(PLANTED, all).expect(2);
        assertEquals("", outcome.out());
        assertTrue(outcome.err().contains(expected), outcome.err());
        assertTrue(outcome.err().lines().count() <= 2, outcome.err());
    }
}
