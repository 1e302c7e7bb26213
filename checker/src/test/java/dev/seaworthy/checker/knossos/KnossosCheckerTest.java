package dev.seaworthy.checker.knossos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.checker.Budget;
import dev.seaworthy.checker.CheckResult;
import dev.seaworthy.checker.History;
import dev.seaworthy.checker.Model;
import dev.seaworthy.checker.Operation;
import dev.seaworthy.checker.Verdict;
import dev.seaworthy.checker.WitnessChecker;
import dev.seaworthy.checker.edn.EdnHistoryReader;
import dev.seaworthy.checker.model.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The way to Knossos and back, against namespaces of the same names that stand on the class path in its place: the
 * fork, the conversion, and the end of what does not end by itself.
 */
class KnossosCheckerTest {
    private static final long TIME_MAX_MILLIS = 60_000;
    private static final String TWO_KEYS = """
            {:process 0, :type :invoke, :f :put, :key "a", :value "1"}
            {:process 0, :type :ok, :f :put, :key "a", :value nil}
            {:process 0, :type :invoke, :f :get, :key "b", :value nil}
            {:process 0, :type :ok, :f :get, :key "b", :value nil}
            {:process 0, :type :invoke, :f :cas, :key "a", :value ["1" nil]}
            {:process 0, :type :ok, :f :cas, :key "a", :value true}
            {:process 0, :type :invoke, :f :append, :key "b", :value "x"}
            {:process 0, :type :ok, :f :append, :key "b", :value nil}
            {:process 0, :type :invoke, :f :cas, :key "b", :value ["y" "z"]}
            {:process 0, :type :ok, :f :cas, :key "b", :value false}
            {:process 0, :type :invoke, :f :delete, :key "b", :value nil}
            {:process 0, :type :fail, :f :delete, :key "b", :value nil}
            {:process 0, :type :invoke, :f :get, :key "b", :value nil}
            {:process 0, :type :ok, :f :get, :key "b", :value "x"}
            """;

    @ParameterizedTest
    @EnumSource(KnossosAlgorithm.class)
    void everyAlgorithmJudgesKeyByKeyAndOursProvesIt(KnossosAlgorithm algorithm) throws IOException {
        History history = EdnHistoryReader.parse("text", TWO_KEYS);
        CheckResult result = checker(algorithm).check(history, Models.keyValue(), Budget.SMALL);
        assertEquals(Verdict.LINEARIZABLE, result.verdict(), result::toString);
        assertEquals("knossos-" + algorithm.namespace().substring("knossos.".length()), result.algorithm());
        CheckResult replayed = new WitnessChecker()
                .check(
                        history,
                        Models.keyValue(),
                        result.linearization().orElseThrow().toWitness());
        assertTrue(replayed.isLinearizable(), replayed::toString);
    }

    @Test
    void aBadKeyIsNamedWithTheOperationThatFitsNowhere() throws IOException {
        String stale = TWO_KEYS + """
            {:process 7, :type :invoke, :f :get, :key "a", :value nil}
            {:process 7, :type :ok, :f :get, :key "a", :value "1"}
            """;
        CheckResult result = check(KnossosAlgorithm.LINEAR, stale, Models.keyValue());
        assertEquals(Verdict.NOT_LINEARIZABLE, result.verdict(), result::toString);
        assertEquals("a", result.conflict().orElseThrow().partition());
        assertEquals(List.of(7), indexes(result.conflict().orElseThrow().operations()));
        assertEquals(
                "Knossos found no place for get a → 1 by process 7.",
                result.conflict().orElseThrow().sentence());
        CheckResult mute = check(KnossosAlgorithm.WGL, stale, Models.keyValue());
        assertEquals(List.of(0, 2, 7), indexes(mute.conflict().orElseThrow().operations()));
    }

    private static List<Integer> indexes(List<Operation> operations) {
        return operations.stream().map(Operation::index).toList();
    }

    @Test
    void aReadOfNothingDoesNotMatchEverything() throws IOException {
        CheckResult result = check(KnossosAlgorithm.COMPETITION, """
            {:process 0, :type :invoke, :f :write, :value 1}
            {:process 0, :type :ok, :f :write, :value 1}
            {:process 0, :type :invoke, :f :read, :value nil}
            {:process 0, :type :ok, :f :read, :value nil}
            """, Models.casRegister());
        assertEquals(Verdict.NOT_LINEARIZABLE, result.verdict(), result::toString);
    }

    @Test
    void whatKnossosHasNoModelForIsUnknown() throws IOException {
        CheckResult counter =
                check(KnossosAlgorithm.WGL, "{:process 0, :type :invoke, :f :add, :value 1}", Models.counter());
        assertEquals("Knossos has no model for a counter.", counter.reason().orElseThrow());
    }

    @Test
    void whatDoesNotEndIsEnded() throws IOException {
        KnossosChecker hasty =
                new KnossosChecker(settings(KnossosAlgorithm.LINEAR).withTimeMaxMillis(4_000));
        CheckResult result = hasty.check(written(":hang"), Models.casRegister(), Budget.SMALL);
        assertEquals(Verdict.UNKNOWN, result.verdict());
        assertTrue(
                result.reason().orElseThrow().contains("had not finished after 4000 ms and was ended"),
                result::toString);
        boolean left = ProcessHandle.current().children().anyMatch(ProcessHandle::isAlive);
        assertTrue(!left, "a JVM is left");
    }

    @Test
    void whatFailsIsUnknown() throws IOException {
        CheckResult failed =
                checker(KnossosAlgorithm.LINEAR).check(written(":fail"), Models.casRegister(), Budget.SMALL);
        assertEquals(
                "Knossos did not decide: it failed: java.lang.IllegalStateException: told to fail.",
                failed.reason().orElseThrow());
    }

    private static History written(String value) {
        return EdnHistoryReader.parse("text", "{:process 0, :type :invoke, :f :write, :value " + value + "}");
    }

    @Test
    void aVerdictThatOursContradictsIsUnknown() throws IOException {
        CheckResult result = check(KnossosAlgorithm.LINEAR, """
            {:process 0, :type :invoke, :f :acquire, :value nil}
            {:process 0, :type :ok, :f :acquire, :value nil}
            """, new Jammed());
        assertEquals(Verdict.UNKNOWN, result.verdict());
        assertTrue(
                result.reason().orElseThrow().startsWith("Knossos says that this is linearizable, and"),
                result::toString);
    }

    /** A lock that nobody can ever take. */
    private static final class Jammed implements Model<Boolean> {
        @Override
        public String name() {
            return "mutex";
        }

        @Override
        public Boolean initial() {
            return true;
        }

        @Override
        public Boolean step(Boolean state, Operation operation) {
            return null;
        }

        @Override
        public boolean isReadOnly(Operation operation) {
            return false;
        }

        @Override
        public Optional<String> objectionTo(Operation operation) {
            return Optional.empty();
        }
    }

    @Test
    void withoutKnossosItSaysWhatToAdd() {
        Assumptions.assumeTrue(
                getClass().getClassLoader().getResource("knossos/model.clj") == null, "skipped: Knossos is there");
        KnossosChecker alone =
                new KnossosChecker(KnossosSettings.of(KnossosAlgorithm.WGL).withTimeMaxMillis(TIME_MAX_MILLIS));
        KnossosMissingException missing = assertThrows(
                KnossosMissingException.class, () -> alone.check(written("1"), Models.casRegister(), Budget.SMALL));
        assertTrue(missing.getMessage().contains("knossos:knossos:0.3.16 from Clojars"), missing.getMessage());
        assertTrue(missing.getMessage().contains("--classpath or SEAWORTHY_CLASSPATH"), missing.getMessage());
        assertTrue(missing.getMessage().lines().count() == 1, missing.getMessage());
    }

    private static CheckResult check(KnossosAlgorithm algorithm, String text, Model<?> model) throws IOException {
        return checker(algorithm).check(EdnHistoryReader.parse("text", text), model, Budget.SMALL);
    }

    private static KnossosChecker checker(KnossosAlgorithm algorithm) {
        return new KnossosChecker(settings(algorithm));
    }

    private static KnossosSettings settings(KnossosAlgorithm algorithm) {
        Path folder = Path.of("src/test/resources/knossos-stand-in").toAbsolutePath();
        assertTrue(Files.isDirectory(folder), folder.toString());
        return KnossosSettings.of(algorithm).withClassPath(folder.toString()).withTimeMaxMillis(TIME_MAX_MILLIS);
    }
}
