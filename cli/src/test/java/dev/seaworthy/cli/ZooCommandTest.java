package dev.seaworthy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.seaworthy.cli.zoo.PatchFiles;
import dev.seaworthy.sim.campaign.RaftSimulator;
import dev.seaworthy.sim.scenario.Scenario;
import dev.seaworthy.sim.scenario.ScenarioJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZooCommandTest {
    private static final Path HOME = Path.of(System.getProperty("seaworthy.home"));
    private static final String QUORUM = "engine/src/main/java/dev/seaworthy/engine/core/Quorum.java";
    private static final String REPLICA = "engine/src/main/java/dev/seaworthy/engine/host/Replica.java";

    @TempDir
    private Path zoo;

    @Test
    void aBugIsFoundAndItsRowTellsWhatItTook() throws IOException {
        patch("001-anyone-is-a-majority.patch", QUORUM, "voters / 2 + 1", "1");
        Shell.Outcome table = run("--seeds", "50").expect(0);
        assertTrue(
                table.out().matches("(?s)bug +property +seed +seeds +CPU s\\Ranyone-is-a-majority +\\w+ .*"),
                table.out());
        assertTrue(table.out().endsWith("1 of 1 bug found." + System.lineSeparator()), table.out());
        assertTrue(table.err().startsWith("1/1 anyone-is-a-majority: found in seed "), table.err());

        Shell.Outcome json = run("--seeds", "50", "--json").expect(0);
        assertEquals("", json.err());
        JsonNode bug = json.json().at("/bugs/0");
        assertEquals("anyone-is-a-majority", bug.get("name").asText());
        assertTrue(bug.get("found").asBoolean());
        assertTrue(bug.get("property").isTextual() && bug.get("seed").asLong() >= 1, bug::toString);
        assertEquals(bug.get("seed").asLong(), bug.get("seeds").asLong());
        assertTrue(bug.get("cpuSeconds").asDouble() > 0, bug::toString);
    }

    @Test
    void theTableTellsWhatRandomFaultsTakeAndHowSmallTheScenarioBecomes() throws IOException {
        patch("001-anyone-is-a-majority.patch", QUORUM, "voters / 2 + 1", "1");
        Path corpus = Files.createDirectory(zoo.resolve("corpus"));
        Shell.Outcome table = run("--seeds", "50", "--random", "--table", "--corpus", corpus.toString())
                .expect(0);
        assertTrue(
                table.out()
                        .matches(
                                "(?s)\\| bug \\|.*\\R\\| `anyone-is-a-majority` \\| \\w+ \\| \\d+ \\| [\\d.]+ \\| \\d+"
                                        + " \\| [\\d.]+ \\| \\d+, \\d+ \\| \\d+, \\d+ \\| [\\d.]+ \\|\\R\\RRandom faults take .*"),
                table.out());
        assertTrue(table.err().contains(", shrunk to "), table.err());
        Path small = corpus.resolve("001-anyone-is-a-majority.json");
        Scenario scenario = ScenarioJson.read(small);
        assertTrue(
                table.out()
                        .contains("| `anyone-is-a-majority` | "
                                + scenario.expect().property()),
                table.out());
        assertTrue(scenario.faults().size() <= 2, "hardly a fault is needed: " + scenario.faults());

        JsonNode bug = run("--seeds", "50", "--random", "--shrink", "--json")
                .expect(0)
                .json()
                .at("/bugs/0");
        assertTrue(bug.at("/random/found").asBoolean(), bug::toString);
        assertTrue(bug.at("/shrink/minimal").asBoolean(), bug::toString);
        assertEquals(
                scenario.operations().size(), bug.at("/shrink/after/operations").asInt(), bug::toString);
        assertTrue(bug.at("/shrink/before/operations").asInt() > 50, bug::toString);
    }

    @Test
    void aBugThatIsNoneIsNotFoundAndEndsWithOne() throws IOException {
        patch("001-harmless.patch", QUORUM, "voters / 2 + 1", "1 + voters / 2");
        JsonNode bug = run("--seeds", "3", "--json").expect(1).json().at("/bugs/0");
        assertEquals(false, bug.get("found").asBoolean());
        assertTrue(bug.get("property").isNull() && bug.get("seed").isNull(), bug::toString);
        assertEquals(3, bug.get("seeds").asLong());
        String out = run("--seeds", "3", "--only", "harmless").expect(1).out();
        assertTrue(out.contains("not found") && out.contains("breaks: a rule"), out);
    }

    @Test
    void anExceptionInTheBrokenCodeIsAFind() throws IOException {
        String thrown = "if (voters > 0) { throw new IllegalStateException(\"planted\"); } return 1";
        patch("001-throws.patch", QUORUM, "return voters / 2 + 1", thrown);
        JsonNode bug = run("--json").expect(0).json().at("/bugs/0");
        assertEquals("Crash", bug.get("property").asText());
        assertEquals(1, bug.get("seed").asLong());
    }

    @Test
    void aPatchThatDoesNotApplyIsBadInputAndNamesFileAndHunk() throws IOException {
        Path file = patch("001-stale.patch", QUORUM, "voters / 2 + 1", "voters");
        Files.writeString(file, Files.readString(file).replace("static int majority", "static int plurality"));
        assertBadInput("001-stale.patch: hunk 1 does not match " + QUORUM);
    }

    @Test
    void aPatchThatDoesNotCompileIsBadInput() throws IOException {
        patch("001-typo.patch", QUORUM, "voters / 2 + 1", "voters / 2 + one");
        assertBadInput("001-typo.patch does not compile:");
    }

    @Test
    void aPatchThatDoesNotFitTheSimulatorIsBadInputAndNotAFind() throws IOException {
        patch("001-renames.patch", REPLICA, "public long refusedFrames()", "public long framesRefused()");
        assertBadInput("001-renames.patch changes what other modules were compiled against");
    }

    @Test
    void onlyChoosesByNameNumberOrFile() throws IOException {
        patch("001-one.patch", QUORUM, "voters / 2 + 1", "1 + voters / 2");
        patch("002-two.patch", QUORUM, "voters / 2 + 1", "1 + voters / 2");
        for (String name : new String[] {"two", "2", "002", "002-two", "002-two.patch"}) {
            JsonNode bugs = run("--seeds", "1", "--json", "--only", name)
                    .expect(1)
                    .json()
                    .get("bugs");
            assertEquals(1, bugs.size());
            assertEquals("two", bugs.at("/0/name").asText());
        }
        Shell.Outcome wrong = run("--only", "three").expect(2);
        assertTrue(
                wrong.err().contains("there is no bug 'three'") && wrong.err().contains("one, two"), wrong.err());
    }

    @Test
    void badUsageEndsWithTwo() {
        assertBadInput("there is no NNN-name.patch in");
        Shell.run("zoo", "--dir", zoo.resolve("nowhere").toString()).expect(2);
        run("--seeds", "0").expect(2);
        run("--jobs", "0").expect(2);
        run("--json", "--table").expect(2);
        run("--corpus", zoo.resolve("nowhere").toString()).expect(2);
        Surroundings homeless =
                new Surroundings(new RaftSimulator(), () -> 0, () -> 0, 1, Optional.empty(), false, false);
        String err = Shell.run(homeless, "zoo").expect(2).err();
        assertTrue(err.contains("seaworthy.home"), err);
    }

    private void assertBadInput(String expected) {
        Shell.Outcome outcome = run("--seeds", "3").expect(2);
        assertEquals("", outcome.out());
        assertTrue(outcome.err().contains(expected), outcome.err());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
    }

    private Path patch(String name, String path, String old, String replacement) throws IOException {
        return PatchFiles.write(zoo, name, HOME, path, old, replacement);
    }

    private Shell.Outcome run(String... options) {
        String[] arguments = new String[options.length + 3];
        arguments[0] = "zoo";
        arguments[1] = "--dir";
        arguments[2] = zoo.toString();
        System.arraycopy(options, 0, arguments, 3, options.length);
        return Shell.run(arguments);
    }
}
