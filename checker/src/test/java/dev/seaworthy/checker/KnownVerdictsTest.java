package dev.seaworthy.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.seaworthy.checker.edn.EdnHistoryReader;
import dev.seaworthy.checker.edn.EdnHistoryWriter;
import dev.seaworthy.checker.model.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Recorded histories of real systems, whose verdicts other checkers agree on. They are found through the system
 * property {@code seaworthy.histories}: a folder with a list {@code verdicts.txt} of lines "path model verdict".
 */
class KnownVerdictsTest {
    private static final String PROPERTY = "seaworthy.histories";

    private record Known(Path file, String model, Verdict verdict) {}

    @TestFactory
    Stream<DynamicTest> everyKnownHistoryGetsItsVerdict() throws IOException {
        return knownHistories().stream()
                .map(known -> DynamicTest.dynamicTest(
                        known.file().getFileName() + " is " + known.verdict(), () -> judge(known)));
    }

    private static List<Known> knownHistories() throws IOException {
        String folder = System.getProperty(PROPERTY);
        Assumptions.assumeTrue(folder != null, "skipped: -D" + PROPERTY + " names no folder of known histories");
        Path list = Path.of(folder, "verdicts.txt");
        Assumptions.assumeTrue(Files.exists(list), "skipped: there is no " + list);
        List<Known> histories = new ArrayList<>();
        for (String line : Files.readAllLines(list)) {
            if (!line.isBlank()) {
                String[] words = line.trim().split("\\s+");
                histories.add(new Known(Path.of(folder, words[0]), words[1], Verdict.valueOf(words[2])));
            }
        }
        assertFalse(histories.isEmpty(), list + " is empty");
        return histories;
    }

    private static void judge(Known known) throws IOException {
        Model<?> language = Models.named(known.model()).orElseThrow();
        History history = EdnHistoryReader.read(known.file(), language);
        boolean hasProcesses = Files.readString(known.file()).contains(":invoke");
        assertEquals(hasProcesses, history.size() > 0, "operations in " + known.file());
        judge(known, history, Models.named(known.model(), history).orElseThrow());
    }

    private static <S> void judge(Known known, History history, Model<S> model) {
        requireVerdict(known, history, model, new Checker().check(history, model, Budget.GENEROUS));
        for (LinearizabilityChecker checker : List.of(Checker.JUST_IN_TIME, new WingGongLowe())) {
            requireVerdict(known, history, model, checker.check(history, model, Budget.GENEROUS));
        }
        CheckResult zones = Checker.ZONES.check(history, model, Budget.GENEROUS);
        if (zones.verdict() != Verdict.UNKNOWN) {
            requireVerdict(known, history, model, zones);
        }
        History again = EdnHistoryReader.parse("written again", EdnHistoryWriter.write(history));
        assertEquals(history, again);
    }

    private static <S> void requireVerdict(Known known, History history, Model<S> model, CheckResult result) {
        assertEquals(known.verdict(), result.verdict(), result::toString);
        result.linearization().ifPresent(order -> {
            CheckResult replayed = new WitnessChecker().check(history, model, order.toWitness());
            assertEquals(Verdict.LINEARIZABLE, replayed.verdict(), replayed::toString);
        });
    }
}
