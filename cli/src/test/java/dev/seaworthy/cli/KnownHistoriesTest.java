package dev.seaworthy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.checker.Budget;
import dev.seaworthy.checker.LinearizabilityChecker;
import dev.seaworthy.checker.Verdict;
import dev.seaworthy.checker.Workers;
import dev.seaworthy.checker.knossos.KnossosAlgorithm;
import dev.seaworthy.checker.knossos.KnossosSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Recorded histories of real systems as the command takes them: form and model seen from the content, and every checker
 * that applies asked. They are found through the system property {@code seaworthy.histories}: a folder with a list
 * {@code verdicts.txt} of lines "path model verdict".
 */
class KnownHistoriesTest {
    private static final String PROPERTY = "seaworthy.histories";
    private static final List<String> ALWAYS_APPLY = List.of("auto", "search", "wing-gong-lowe");

    @TestFactory
    Stream<DynamicTest> everyCheckerIsRightAboutEveryHistory() throws IOException {
        String folder = System.getProperty(PROPERTY);
        Assumptions.assumeTrue(folder != null, "skipped: -D" + PROPERTY + " names no folder of known histories");
        List<String> lines = Files.readAllLines(Path.of(folder, "verdicts.txt")).stream()
                .filter(line -> !line.isBlank())
                .toList();
        assertFalse(lines.isEmpty(), "verdicts.txt is empty");
        return lines.stream().map(line -> {
            String[] words = line.trim().split("\\s+");
            return DynamicTest.dynamicTest(
                    line, () -> judge(Path.of(folder, words[0]), words[1], Verdict.valueOf(words[2])));
        });
    }

    private static void judge(Path file, String model, Verdict verdict) throws IOException {
        CheckInput input = CheckInput.read(file, Optional.empty(), Deadline.in(Optional.empty(), System::nanoTime));
        assertEquals(model, input.model().name());
        for (String name : ALWAYS_APPLY) {
            assertEquals(verdict, verdictOf(name, input), name);
        }
        Verdict zones = verdictOf("near-linear", input);
        assertTrue(zones == verdict || zones == Verdict.UNKNOWN, "near-linear: " + zones);
    }

    private static Verdict verdictOf(String name, CheckInput input) {
        KnossosSettings unused = KnossosSettings.of(KnossosAlgorithm.WGL);
        LinearizabilityChecker checker = CheckerChoice.named(name, Workers.CALLER, () -> false, unused);
        return checker.check(input.history(), input.model(), Budget.GENEROUS).verdict();
    }
}
