package dev.seaworthy.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.sim.scenario.ScenarioGenerator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That timelines are words for people, in runs in which everything happens. */
class TimelineWordsTest {
    private static final long SEEDS = 12;

    private static List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            ScenarioRun.run(ScenarioGenerator.generate(seed, 0), (atNanos, place, what) -> lines.add(what));
        }
        return lines;
    }

    @Test
    void noLineShowsARecord() {
        assertEquals(
                List.of(),
                lines().stream()
                        .filter(line -> line.matches(".*\\w+\\[\\w+=.*"))
                        .toList());
    }

    @Test
    void configurationsAndWishesAreToldInWords() {
        List<String> lines = lines();
        for (String words : List.of(
                "uses the configuration of entry \\d+: voters? n\\d.*; before: voters? n\\d.*",
                "uses the configuration of entry \\d+: voters? .*, and of the one it leaves voters? n\\d.*",
                "asks n\\d+ for the voters n\\d.*",
                "sets out to .* \\(action \\d+, (?:waiting for|by) .*\\)")) {
            assertTrue(lines.stream().anyMatch(line -> line.matches(words)), words);
        }
        assertEquals(
                List.of(),
                lines.stream()
                        .filter(line -> line.matches("sets out to .*(?:patient|hasty|stale|swap).*"))
                        .toList());
    }

    @Test
    void answersTellTheirValue() {
        List<String> answers =
                lines().stream().filter(line -> line.startsWith("answers ")).toList();
        assertEquals(
                List.of(),
                answers.stream().filter(line -> line.contains("an answer")).toList());
        for (String words : List.of(
                ".*: k\\d+=\\S+, with entries applied up to \\d+",
                ".*: nothing found, with entries applied up to \\d+",
                ".*: session \\d+, entry \\d+",
                ".*: put, entry \\d+")) {
            assertTrue(answers.stream().anyMatch(line -> line.matches(words)), words);
        }
    }
}
