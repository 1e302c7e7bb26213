package dev.seaworthy.engine.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The steps between configurations, examined with another engine's histories: see {@link ExamFile}. */
class ConfigurationChangeExamTest {
    /** Each file is one history: what a step leads to is what the next one starts from. */
    @TestFactory
    Stream<DynamicTest> everyStepLeadsToTheKnownConfiguration() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path file : ExamFile.ofKind("confchange")) {
            ExamHistory history = new ExamHistory();
            for (ExamFile.Case each : ExamFile.read(file)) {
                tests.add(DynamicTest.dynamicTest(
                        each.title(),
                        () -> assertEquals(ExamHistory.known(each.answer()), history.after(each.question()))));
            }
        }
        return tests.stream();
    }
}
