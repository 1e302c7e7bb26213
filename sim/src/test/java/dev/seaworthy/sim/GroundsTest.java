package dev.seaworthy.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.sim.scenario.ScenarioGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class GroundsTest {
    private static final long SEEDS = 12;
    private static final Pattern REFUSED =
            Pattern.compile("sends \\S+ (?:PreVoteReply|RequestVoteReply|AppendEntriesReply) .*(?:refused|lacks).*");
    private static final List<String> REASONS = List.of(
            "the log is behind, n",
            "it gave its vote of term",
            " is older than its term ",
            ": its log ends ",
            ": its own entry ");

    @Test
    void everyRefusalSaysWhyAndNoneIsWithoutReason() {
        TreeSet<String> met = new TreeSet<>();
        List<String> unexplained = new ArrayList<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            ScenarioRun.run(ScenarioGenerator.generate(seed, 0), (atNanos, place, what) -> {
                if (REFUSED.matcher(what).matches()) {
                    boolean isExplained = what.contains(": ") && !what.contains("no reason is known");
                    if (!isExplained) {
                        unexplained.add(what);
                    }
                    REASONS.stream().filter(what::contains).forEach(met::add);
                }
            });
        }
        assertEquals(List.of(), unexplained);
        assertEquals(REASONS.size(), met.size(), met::toString);
    }

    @Test
    void clientsAreToldWhyTheyAreRefused() {
        List<String> refused = new ArrayList<>();
        ScenarioRun.run(ScenarioGenerator.generate(1, 0), (atNanos, place, what) -> {
            if (what.startsWith("answers ") && what.contains(": refused")) {
                refused.add(what);
            }
        });
        assertTrue(!refused.isEmpty());
        for (String line : refused) {
            assertTrue(line.matches(".*: refused, (?:n\\d+ leads: )?\\w.*"), line);
        }
    }
}
