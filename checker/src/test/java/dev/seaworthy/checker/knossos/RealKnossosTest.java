package dev.seaworthy.checker.knossos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.seaworthy.checker.Budget;
import dev.seaworthy.checker.CheckResult;
import dev.seaworthy.checker.History;
import dev.seaworthy.checker.Model;
import dev.seaworthy.checker.Verdict;
import dev.seaworthy.checker.edn.EdnHistoryReader;
import dev.seaworthy.checker.model.Models;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Histories that real Knossos judges. It is there with {@code -Pknossos}, or where the system property
 * {@code seaworthy.knossos.classpath} says; else these tests are skipped with what to add.
 */
class RealKnossosTest {
    private static final String PROPERTY = "seaworthy.knossos.classpath";
    private static final long TIME_MAX_MILLIS = 120_000;

    @Test
    void registers() {
        assertVerdict(Verdict.LINEARIZABLE, Models.casRegister(), """
            {:process 0, :type :invoke, :f :read, :value nil}
            {:process 0, :type :ok, :f :read, :value nil}
            {:process 0, :type :invoke, :f :write, :value 1}
            {:process 1, :type :invoke, :f :cas, :value [1 2]}
            {:process 0, :type :info, :f :write, :value 1}
            {:process 1, :type :ok, :f :cas, :value [1 2]}
            {:process 1, :type :invoke, :f :cas, :value [7 8]}
            {:process 1, :type :fail, :f :cas, :value :no}
            {:process 0, :type :invoke, :f :read, :value nil}
            {:process 0, :type :ok, :f :read, :value 2}
            """);
        assertVerdict(Verdict.NOT_LINEARIZABLE, Models.casRegister(), """
            {:process 0, :type :invoke, :f :write, :value 1}
            {:process 0, :type :ok, :f :write, :value 1}
            {:process 0, :type :invoke, :f :read, :value nil}
            {:process 0, :type :ok, :f :read, :value nil}
            """);
        assertVerdict(Verdict.NOT_LINEARIZABLE, Models.casRegister(), """
            {:process 0, :type :invoke, :f :write, :value 1}
            {:process 0, :type :ok, :f :write, :value 1}
            {:process 0, :type :invoke, :f :cas, :value [1 2]}
            {:process 0, :type :ok, :f :cas, :value false}
            """);
    }

    @Test
    void maps() {
        String appended = """
            {:process 0, :type :invoke, :f :append, :key "k", :value "a"}
            {:process 1, :type :invoke, :f :append, :key "k", :value "b"}
            {:process 0, :type :ok, :f :append, :key "k", :value nil}
            {:process 1, :type :ok, :f :append, :key "k", :value nil}
            {:process 0, :type :invoke, :f :put, :key "l", :value "v"}
            {:process 0, :type :ok, :f :put, :key "l", :value nil}
            {:process 0, :type :invoke, :f :delete, :key "l", :value nil}
            {:process 0, :type :ok, :f :delete, :key "l", :value "v"}
            {:process 1, :type :invoke, :f :get, :key "k", :value nil}
            """;
        assertVerdict(
                Verdict.LINEARIZABLE,
                Models.keyValue(),
                appended + "{:process 1, :type :ok, :f :get, :key \"k\", :value \"ba\"}");
        assertVerdict(
                Verdict.NOT_LINEARIZABLE,
                Models.keyValue(),
                appended + "{:process 1, :type :ok, :f :get, :key \"k\", :value \"b\"}");
    }

    @Test
    void otherModels() {
        assertVerdict(Verdict.NOT_LINEARIZABLE, Models.mutex(), """
            {:process 0, :type :invoke, :f :acquire, :value nil}
            {:process 0, :type :ok, :f :acquire, :value nil}
            {:process 1, :type :invoke, :f :acquire, :value nil}
            {:process 1, :type :ok, :f :acquire, :value nil}
            """);
        assertVerdict(Verdict.LINEARIZABLE, Models.fifoQueue(), """
            {:process 0, :type :invoke, :f :enqueue, :value 1}
            {:process 1, :type :invoke, :f :dequeue, :value nil}
            {:process 1, :type :ok, :f :dequeue, :value 1}
            {:process 0, :type :ok, :f :enqueue, :value 1}
            """);
        assertVerdict(Verdict.NOT_LINEARIZABLE, Models.set(), """
            {:process 0, :type :invoke, :f :add, :value 1}
            {:process 0, :type :ok, :f :add, :value 1}
            {:process 1, :type :invoke, :f :read, :value nil}
            {:process 1, :type :ok, :f :read, :value []}
            """);
        String transactions = """
            {:process 0, :type :invoke, :f :txn, :value [[:write :x 1] [:write :y 2]]}
            {:process 1, :type :invoke, :f :txn, :value [[:read :x nil] [:read :y nil]]}
            """;
        assertVerdict(
                Verdict.LINEARIZABLE,
                Models.multiRegister(0L),
                transactions + "{:process 1, :type :ok, :f :txn, :value [[:read :x 1] [:read :y 2]]}");
        assertVerdict(
                Verdict.NOT_LINEARIZABLE,
                Models.multiRegister(0L),
                transactions + "{:process 1, :type :ok, :f :txn, :value [[:read :x 0] [:read :y 2]]}");
    }

    @Test
    void everyAlgorithm() {
        String stale = """
            {:process 0, :type :invoke, :f :write, :value 1}
            {:process 0, :type :ok, :f :write, :value 1}
            {:process 0, :type :invoke, :f :read, :value nil}
            {:process 0, :type :ok, :f :read, :value 2}
            """;
        assertVerdict(Verdict.NOT_LINEARIZABLE, Models.register(), stale, KnossosAlgorithm.LINEAR);
        assertVerdict(Verdict.NOT_LINEARIZABLE, Models.register(), stale, KnossosAlgorithm.WGL);
    }

    private static void assertVerdict(Verdict expected, Model<?> model, String text) {
        assertVerdict(expected, model, text, KnossosAlgorithm.COMPETITION);
    }

    private static void assertVerdict(Verdict expected, Model<?> model, String text, KnossosAlgorithm algorithm) {
        History history = EdnHistoryReader.parse("text", text, model);
        KnossosSettings settings = KnossosSettings.of(algorithm)
                .withClassPath(System.getProperty(PROPERTY, ""))
                .withTimeMaxMillis(TIME_MAX_MILLIS);
        try {
            CheckResult result = new KnossosChecker(settings).check(history, model, Budget.SMALL);
            assertEquals(expected, result.verdict(), result::toString);
        } catch (KnossosMissingException missing) {
            Assumptions.abort("skipped: " + missing.getMessage());
        }
    }
}
