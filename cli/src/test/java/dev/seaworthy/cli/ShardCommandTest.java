package dev.seaworthy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("campaigns in shards")
class ShardCommandTest {
    private static final PlantedSimulator PLANTED = new PlantedSimulator();
    private static final List<String> TIMES = List.of(
            "wallSeconds", "eventsPerSecond", "eventsPerSecondPerCore", "seedsPerSecondPerCore", "code", "missing");

    @TempDir
    private Path folder;

    @Test
    void anyNumberOfShardsComesToWhatOneMachineDoes() {
        JsonNode alone = counts(Shell.run(PLANTED, "sim", "--seeds", "2..100", "--json")
                .expect(1)
                .json());
        for (int shards : new int[] {1, 3, 8}) {
            List<String> merge = new ArrayList<>(List.of("sim", "merge", "--json"));
            for (int shard = shards; shard >= 1; shard--) {
                Path out = folder.resolve("of-" + shards + "/" + shard);
                shard(out, shard + "/" + shards, "2..100");
                merge.add(out.toString());
            }
            JsonNode merged =
                    Shell.run(PLANTED, merge.toArray(String[]::new)).expect(1).json();
            assertEquals(0, merged.get("missing").size(), merged::toString);
            assertEquals(alone, counts(merged));
        }
    }

    @Test
    void realRunsAddUpToo() {
        JsonNode alone =
                counts(Shell.run("sim", "--seeds", "1..7", "--json").expect(0).json());
        for (String part : List.of("1/3", "2/3", "3/3")) {
            Shell.run("sim", "--seeds", "1..7", "--shard", part, "--chunk", "2", "--out", folder.toString())
                    .expect(0);
        }
        JsonNode merged =
                Shell.run("sim", "merge", folder.toString(), "--json").expect(0).json();
        assertEquals(alone, counts(merged));
    }

    @Test
    void aShardThatWasInterruptedGoesOnWhereItWas() throws IOException {
        Path whole = folder.resolve("whole");
        shard(whole, "2/3", "1..200");
        Path torn = folder.resolve("torn");
        Path file = torn.resolve("shard-2-of-3.jsonl");
        AtomicLong time = new AtomicLong();
        Surroundings impatient = Shell.surroundings(PLANTED, () -> time.getAndAdd(100_000_000));
        run(impatient, torn, "2/3", "1..200", "--time", "5s");
        List<String> begun = Files.readAllLines(file);
        assertTrue(begun.size() > 2 && begun.size() < 8, begun::toString);
        // The process dies in the midst of a line, after every number of bytes of it.
        String last = begun.get(begun.size() - 1) + "\n";
        byte[] content = Files.readAllBytes(file);
        int beforeLast = content.length - last.getBytes(StandardCharsets.UTF_8).length;
        for (int kept : new int[] {0, 1, last.length() / 2, last.length() - 2, last.length() - 1, last.length()}) {
            Files.write(file, content);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(beforeLast + kept);
            }
            shard(torn, "2/3", "1..200");
            assertEquals(counts(merged(whole)), counts(merged(torn)), "after " + kept + " bytes");
            assertEquals(
                    Files.readAllLines(whole.resolve("shard-2-of-3.jsonl")).size(),
                    Files.readAllLines(file).size());
        }
        // The file grew, but what was written to it did not reach the disk.
        Files.writeString(file, new String(content, 0, beforeLast, StandardCharsets.UTF_8) + "\0\0\0\n");
        shard(torn, "2/3", "1..200");
        assertEquals(counts(merged(whole)), counts(merged(torn)));
    }

    @Test
    void whatIsDoneIsNotDoneAgain() throws IOException {
        shard(folder, "1/2", "1..100");
        String before = Files.readString(folder.resolve("shard-1-of-2.jsonl"));
        shard(folder, "1/2", "1..100");
        assertEquals(before, Files.readString(folder.resolve("shard-1-of-2.jsonl")));
    }

    @Test
    void findingsAreWrittenBesideTheFileAndReplayedWithTheirOptions() {
        String out = run(Shell.surroundings(PLANTED, () -> 0), folder, "1/1", "1..20", "--profile", "swarm")
                .expect(1)
                .out();
        assertTrue(out.contains("Shard 1 of 1, seeds 1..20, 3 of 3 chunks done:"), out);
        assertTrue(out.contains("replay: ./seaworthy replay 3 --profile swarm" + System.lineSeparator()), out);
        assertTrue(Files.exists(folder.resolve("seed-3.json")) && Files.exists(folder.resolve("seed-5.trace")));
        String merged =
                Shell.run(PLANTED, "sim", "merge", folder.toString()).expect(1).out();
        assertTrue(merged.contains("replay: ./seaworthy replay 3 --profile swarm" + System.lineSeparator()), merged);
    }

    @Test
    void whatIsMissingIsToldAndIsNoCleanEnd() {
        shard(folder, "3/3", "10..99");
        Shell.Outcome outcome =
                Shell.run(PLANTED, "sim", "merge", folder.toString()).expect(3);
        assertTrue(outcome.out().contains("shard 1 of seeds 10..99 in 3 shards is not here"), outcome.out());
        AtomicLong time = new AtomicLong();
        Surroundings impatient = Shell.surroundings(PLANTED, () -> time.getAndAdd(100_000_000));
        run(impatient, folder, "1/3", "10..99", "--time", "1s");
        String out =
                Shell.run(PLANTED, "sim", "merge", folder.toString()).expect(3).out();
        assertTrue(out.contains("shard 1 of seeds 10..99 in 3 shards has done 1 of its 5 chunks"), out);
    }

    @Test
    void differentCampaignsDoNotMix() throws IOException {
        Path one = folder.resolve("one");
        Path two = folder.resolve("two");
        shard(one, "1/2", "1..100");
        assertRefused(
                "is of another campaign",
                "sim",
                "--seeds",
                "1..90",
                "--shard",
                "1/2",
                "--chunk",
                "7",
                "--out",
                one.toString());
        run(Shell.surroundings(PLANTED, () -> 0), two, "2/2", "1..100", "--nodes", "5");
        assertRefused("with different options", "sim", "merge", one.toString(), two.toString());
        Path other = Files.createDirectories(folder.resolve("other"));
        String text = Files.readString(one.resolve("shard-1-of-2.jsonl"));
        Files.writeString(other.resolve("shard-1-of-2.jsonl"), text.replaceFirst("\"code\":\"", "\"code\":\"other-"));
        assertRefused("ran different code", "sim", "merge", one.toString(), other.toString());
        Path again = Files.createDirectories(folder.resolve("again"));
        Files.writeString(again.resolve("shard-1-of-2.jsonl"), text);
        assertRefused("were run in", "sim", "merge", one.toString(), again.toString());
        Path overlapping = folder.resolve("overlapping");
        shard(overlapping, "1/1", "50..60");
        assertRefused("were run in", "sim", "merge", one.toString(), overlapping.toString());
    }

    @Test
    void campaignsOfOtherSeedsGoTogether() {
        shard(folder.resolve("a"), "1/1", "6..50");
        shard(folder.resolve("b"), "1/1", "51..99");
        JsonNode alone =
                counts(Shell.run(PLANTED, "sim", "--seeds", "6..99", "--json").json());
        JsonNode merged = Shell.run(
                        PLANTED,
                        "sim",
                        "merge",
                        "--json",
                        folder.resolve("a").toString(),
                        folder.resolve("b").toString())
                .expect(0)
                .json();
        assertEquals(alone, counts(merged));
    }

    @Test
    void aDamagedLineIsRefusedWithItsNumber() throws IOException {
        shard(folder, "1/1", "1..100");
        Path file = folder.resolve("shard-1-of-1.jsonl");
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.set(2, lines.get(2).replace("\"seeds\":7", "\"seeds\":8"));
        Files.write(file, lines);
        assertRefused("line 3 is damaged: seeds 8..14 are no chunk of", "sim", "merge", folder.toString());
        lines.set(2, lines.get(2).substring(1));
        Files.write(file, lines);
        assertRefused("line 3 is damaged: it is no JSON object", "sim", "merge", folder.toString());
    }

    @Test
    void oneFileHasOneWriter() throws IOException {
        Path file = folder.resolve("shard-1-of-1.jsonl");
        try (FileChannel held = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            assertTrue(held.tryLock().isValid());
            assertRefused("is being written by", "sim", "--shard", "1/1", "--out", folder.toString());
        }
    }

    @Test
    void badUsageIsSaid() {
        assertRefused("--shard needs --out DIR", "sim", "--shard", "1/2");
        assertRefused("expected I/N, as in 2/8", "sim", "--shard", "1", "--out", folder.toString());
        assertRefused("there is no shard 3/2", "sim", "--shard", "3/2", "--out", folder.toString());
        assertRefused("there is no shard-I-of-N.jsonl", "sim", "merge", folder.toString());
        assertRefused("Missing required parameter", "sim", "merge");
    }

    private JsonNode merged(Path out) {
        return Shell.run(PLANTED, "sim", "merge", out.toString(), "--json").json();
    }

    private static void shard(Path out, String part, String seeds) {
        run(Shell.surroundings(PLANTED, () -> 0), out, part, seeds);
    }

    private static Shell.Outcome run(Surroundings surroundings, Path out, String part, String seeds, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "sim", "--seeds", seeds, "--shard", part, "--chunk", "7", "--jobs", "2", "--out", out.toString()));
        arguments.addAll(List.of(more));
        return Shell.run(surroundings, arguments.toArray(String[]::new));
    }

    private static void assertRefused(String why, String... arguments) {
        Shell.Outcome outcome = Shell.run(PLANTED, arguments).expect(2);
        assertTrue(outcome.err().contains(why), outcome.err());
    }

    /** What does not depend on how fast the machine is. */
    private static JsonNode counts(JsonNode json) {
        ObjectNode counts = json.deepCopy();
        counts.remove(TIMES);
        return counts;
    }
}
