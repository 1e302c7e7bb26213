package dev.seaworthy.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.checker.model.Models;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class WingGongLoweTest {
    private final History.Builder history = History.builder();

    @Test
    void aHistoryWithoutOperationsIsLinearizable() {
        CheckResult result = check(Models.register(), Budget.SMALL);
        assertEquals(Verdict.LINEARIZABLE, result.verdict());
        assertEquals(0, result.linearization().orElseThrow().size());
    }

    @Test
    void aStaleReadIsExplainedByTheWriteItMissed() {
        history.ok(history.invoke(1, "write", 1L), null);
        history.ok(history.invoke(2, "write", 2L), null);
        history.ok(history.invoke(1, "read", null), 1L);
        Conflict conflict = check(Models.register(), Budget.SMALL).conflict().orElseThrow();
        assertEquals(
                "No order has a place for read → 1 by process 1 [4, 5]: until it completed, the value is 2 after write"
                        + " 2 by process 2 [2, 3]. Nothing else could come before that.",
                conflict.sentence());
        assertEquals(
                List.of(2, 1),
                conflict.operations().stream().map(Operation::index).toList());
    }

    @Test
    void aConflictNamesItsKeyAndWhatElseWasUnderWay() {
        history.ok(history.invoke(1, "put", "good", "x"), null);
        history.invoke(3, "append", "bad", "z");
        history.invoke(4, "cas", "bad", List.of("p", "q"));
        history.ok(history.invoke(1, "get", "bad", null), "y");
        history.ok(history.invoke(1, "get", "good", null), "x");
        CheckResult result = check(Models.keyValue(), Budget.SMALL);
        Conflict conflict = result.conflict().orElseThrow();
        assertEquals("bad", conflict.partition());
        assertEquals(
                "No order has a place for get bad → y by process 1 [4, 5]: until it completed, the value is \"z\""
                        + " after append bad z (outcome unknown) by process 3 [2, …], or the key is absent. Nor does it"
                        + " help to place before that cas bad [p, q] (outcome unknown) by process 4 [3, …].",
                conflict.sentence());
    }

    @Test
    void aReadOfNilSawThatNothingWasThere() {
        history.ok(history.invoke(1, "write", 1L), null);
        history.ok(history.invoke(1, "read", null), null);
        assertEquals(
                Verdict.NOT_LINEARIZABLE, check(Models.register(), Budget.SMALL).verdict());
        assertEquals(
                Verdict.NOT_LINEARIZABLE,
                check(Models.casRegister(), Budget.SMALL).verdict());
    }

    @Test
    void anUnknownWriteMayTakeEffectMuchLater() {
        history.invoke(9, "write", 9L);
        for (long i = 0; i < 200; i++) {
            history.ok(history.invoke(1, "write", i), null);
            history.ok(history.invoke(1, "read", null), i);
        }
        history.ok(history.invoke(1, "read", null), 9L);
        assertEquals(
                Verdict.LINEARIZABLE, check(Models.register(), Budget.SMALL).verdict());
        history.ok(history.invoke(1, "write", 0L), null);
        history.ok(history.invoke(1, "read", null), 9L);
        assertEquals(
                Verdict.NOT_LINEARIZABLE, check(Models.register(), Budget.SMALL).verdict());
    }

    @Test
    void anUnknownWriteCannotTakeEffectBeforeItsInvocation() {
        history.ok(history.invoke(1, "read", null), 9L);
        history.invoke(9, "write", 9L);
        assertEquals(
                Verdict.NOT_LINEARIZABLE, check(Models.register(), Budget.SMALL).verdict());
    }

    @Test
    void aFailedWriteNeverTookEffect() {
        history.fail(history.invoke(1, "write", 9L));
        history.ok(history.invoke(1, "read", null), 9L);
        assertEquals(
                Verdict.NOT_LINEARIZABLE, check(Models.register(), Budget.SMALL).verdict());
    }

    @Test
    void aSpentBudgetIsNoVerdict() {
        hard();
        CheckResult result = check(Models.casRegister(), new Budget(1_000, 1_000));
        assertEquals(Verdict.UNKNOWN, result.verdict());
        assertEquals(1_000, result.visited());
        assertEquals(
                "the budget of 1000 configurations was spent, on a partition of 26 operations",
                result.reason().orElseThrow());
    }

    @Test
    void memoryOfConfigurationsSavesWork() {
        for (long i = 0; i < 8; i++) {
            history.invoke(i, "write", i % 2);
        }
        for (int i = 0; i < 8; i++) {
            history.ok(i, null);
        }
        history.ok(history.invoke(0, "read", null), 5L);
        CheckResult with = check(Models.register(), Budget.GENEROUS);
        CheckResult without = check(Models.register(), new Budget(20_000_000, 0));
        assertEquals(Verdict.NOT_LINEARIZABLE, with.verdict());
        assertEquals(Verdict.NOT_LINEARIZABLE, without.verdict());
        assertTrue(with.visited() < 5_000, with::toString);
        assertTrue(without.visited() > 50_000, without::toString);
    }

    @Test
    void aContradictionOnASmallKeyIsFoundBesideAHardOne() {
        hardOnKey("a");
        history.ok(history.invoke(99, "get", "b", null), "never written");
        CheckResult result = check(Models.keyValue(), new Budget(1_000, 1_000));
        assertEquals(Verdict.NOT_LINEARIZABLE, result.verdict());
        assertEquals("b", result.conflict().orElseThrow().partition());
    }

    @Test
    void keysThatAreFineAloneAreJoinedIntoOneOrder() {
        RandomHistory random = new RandomHistory(5, "kv", 400, 6, false);
        CheckResult result = new WingGongLowe().check(random.history, Models.keyValue(), Budget.GENEROUS);
        List<Operation> order = result.linearization().orElseThrow().operations();
        assertTrue(BruteForce.explains(order, random.history, Models.keyValue()));
    }

    @Test
    void longHistoriesOfAnAtomicObjectAreExplained() {
        for (String language : RandomHistory.LANGUAGES) {
            RandomHistory random = new RandomHistory(6, language, 5_000, 5, false);
            Model<Object> model = language.equals("kv") ? Models.keyValue() : Models.casRegister();
            CheckResult result = new WingGongLowe().check(random.history, model, new Budget(2_000_000, 500_000));
            assertEquals(Verdict.LINEARIZABLE, result.verdict(), language);
            Witness certificate = result.linearization().orElseThrow().toWitness();
            assertTrue(new WitnessChecker()
                    .check(random.history, model, certificate)
                    .isLinearizable());
        }
    }

    @Test
    void theSameHistoryGetsTheSameResultToTheLastWord() {
        RandomHistory random = new RandomHistory(8, "cas-register", 60, 5, true);
        CheckResult first = new WingGongLowe().check(random.history, Models.casRegister(), Budget.SMALL);
        CheckResult second = new WingGongLowe().check(random.history, Models.casRegister(), Budget.SMALL);
        assertEquals(Verdict.NOT_LINEARIZABLE, first.verdict());
        assertEquals(first, second);
    }

    @Test
    void anOperationTheModelDoesNotKnowIsAMistakeOfTheCaller() {
        history.invoke(1, "cas", List.of(1L, 2L));
        assertThrows(IllegalArgumentException.class, () -> check(Models.register(), Budget.SMALL));
    }

    @Test
    void randomHistoriesAreOfBothKinds() {
        for (String language : RandomHistory.LANGUAGES) {
            Model<Object> model = language.equals("kv") ? Models.keyValue() : Models.casRegister();
            List<Boolean> verdicts = new ArrayList<>();
            for (long seed = 0; seed < 1_000; seed++) {
                History corrupted = new RandomHistory(seed, language, 8, 4, true).history;
                verdicts.add(
                        new WingGongLowe().check(corrupted, model, Budget.SMALL).isLinearizable());
            }
            int good = Collections.frequency(verdicts, true);
            assertTrue(good > 200 && good < 800, language + ": " + good + " of 1000 are linearizable");
        }
    }

    /** Writes of distinct values, all concurrent, and then a read of something else. */
    private void hard() {
        for (long i = 0; i < 25; i++) {
            history.invoke(i, "write", i);
        }
        for (int i = 0; i < 25; i++) {
            history.ok(i, null);
        }
        history.ok(history.invoke(0, "read", null), -1L);
    }

    private void hardOnKey(String key) {
        for (int i = 0; i < 25; i++) {
            history.invoke(i, "put", key, "v" + i);
        }
        for (int i = 0; i < 25; i++) {
            history.ok(i, null);
        }
        history.ok(history.invoke(0, "get", key, null), "other");
    }

    private <S> CheckResult check(Model<S> model, Budget budget) {
        return new WingGongLowe().check(history.build(), model, budget);
    }
}
