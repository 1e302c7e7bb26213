package dev.seaworthy.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.checker.Refutation.Rule;
import dev.seaworthy.checker.model.Models;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The search that places operations just in time. */
class JustInTimeTest {
    private final History.Builder history = History.builder();

    @Test
    void anyNumberOfOperationsMayBeUnderWayAtOnce() {
        int clients = 300;
        for (int i = 0; i < clients; i++) {
            history.invoke(i, "add", 1L);
        }
        for (int i = 0; i < clients; i++) {
            history.ok(i, (long) clients - i);
        }
        history.ok(history.invoke(0, "read", null), (long) clients);
        assertTrue(decide(Models.counter(), Budget.SMALL).isLinearizable());
        history.ok(history.invoke(0, "read", null), (long) clients + 1);
        assertEquals(
                Verdict.NOT_LINEARIZABLE, decide(Models.counter(), Budget.SMALL).verdict());
    }

    @Test
    void theSearchGoesThroughALongHistoryInOneSweep() {
        for (long i = 0; i < 20_000; i++) {
            int one = history.invoke(1, "write", i % 3);
            int read = history.invoke(2, "read", null);
            history.ok(one, null);
            history.ok(read, i % 3);
        }
        CheckResult result = decide(Models.casRegister(), Budget.GENEROUS);
        assertTrue(result.isLinearizable());
        assertTrue(result.visited() <= 20_001, () -> "visited " + result.visited());
    }

    @Test
    void aHundredUnknownWritesOfOneValueAreNotAHundredChoices() {
        for (int i = 0; i < 100; i++) {
            history.invoke(i, "write", 1L);
        }
        history.ok(history.invoke(200, "write", 2L), null);
        history.ok(history.invoke(200, "read", null), 1L);
        history.ok(history.invoke(200, "read", null), 3L);
        CheckResult result = decide(Models.casRegister(), Budget.SMALL);
        assertEquals(Verdict.NOT_LINEARIZABLE, result.verdict());
        assertTrue(result.visited() < 20, () -> "visited " + result.visited());
    }

    @Test
    void aFewOperationsThatContradictEachOtherAreFoundBehindAHardPast() {
        int clients = 14;
        for (int round = 0; round < 40; round++) {
            int[] writes = new int[clients];
            for (int i = 0; i < clients; i++) {
                writes[i] = history.invoke(i, "write", (long) ((i + round) % 7));
            }
            int read = history.invoke(clients, "read", null);
            for (int write : writes) {
                history.ok(write, null);
            }
            history.ok(read, (long) (round % 7));
        }
        history.ok(history.invoke(1, "write", 1L), null);
        int wrong = history.invoke(1, "read", null);
        history.ok(wrong, 2L);
        history.ok(history.invoke(1, "write", 2L), null);
        CheckResult result = decide(Models.casRegister(), Budget.GENEROUS);
        Conflict conflict = result.conflict().orElseThrow(() -> new AssertionError(result));
        assertEquals(Rule.WINDOW, conflict.refutation().rule());
        assertTrue(conflict.operations().stream().anyMatch(o -> o.index() == wrong), conflict::sentence);
        assertTrue(conflict.operations().size() <= 64, conflict::sentence);
    }

    @Test
    void theDeadEndNamesWhoFoundNoPlace() {
        int add = history.invoke(1, "add", 2L);
        history.ok(add, null);
        int read = history.invoke(1, "read", null);
        history.ok(read, 3L);
        Conflict conflict = decide(Models.counter(), Budget.SMALL).conflict().orElseThrow();
        assertEquals(Rule.DEAD_END, conflict.refutation().rule());
        assertEquals(List.of(history.operation(read)), conflict.refutation().one());
        assertEquals(List.of(history.operation(add)), conflict.refutation().other());
        assertTrue(conflict.sentence().contains("the count is 2 after add 2"), conflict::sentence);
    }

    @Test
    void theBudgetOfConfigurationsIsKept() {
        hardQueue();
        CheckResult result = decide(Models.fifoQueue(), new Budget(1_000, 1_000));
        assertEquals(Verdict.UNKNOWN, result.verdict());
        assertEquals(1_000, result.visited());
        assertTrue(result.reason().orElseThrow().startsWith("the budget of 1000 configurations was spent"));
    }

    @Test
    void theBudgetOfMemoryIsKeptAndNamed() {
        hardQueue();
        CheckResult tooLittle = decide(Models.fifoQueue(), Budget.GENEROUS.withMemoryMaxBytes(1_000));
        assertEquals(Verdict.UNKNOWN, tooLittle.verdict());
        assertTrue(tooLittle.reason().orElseThrow().contains("1 MiB are allowed"), tooLittle::toString);
        CheckResult states = decide(Models.fifoQueue(), Budget.GENEROUS.withMemoryMaxBytes(1 << 20));
        assertEquals(Verdict.UNKNOWN, states.verdict());
        assertTrue(
                states.reason().orElseThrow().startsWith("the states reached took their half of the 1 MiB"),
                states::toString);
    }

    @Test
    void whereMemoryIsShortTheSearchGoesOnWithoutRemembering() {
        for (int i = 0; i < 8; i++) {
            history.invoke(i, "add", 1L + i);
        }
        for (int i = 0; i < 8; i++) {
            history.ok(i, null);
        }
        history.ok(history.invoke(9, "read", null), 37L);
        CheckResult result = decide(Models.counter(), new Budget(10_000_000, 5));
        assertEquals(Verdict.NOT_LINEARIZABLE, result.verdict());
    }

    @Test
    void theCallersPatienceEndsIt() {
        hardQueue();
        Checker impatient = new Checker(Workers.CALLER, () -> true);
        CheckResult result = impatient.check(history.build(), Models.fifoQueue(), Optional.empty(), Budget.GENEROUS);
        assertEquals(Verdict.UNKNOWN, result.verdict());
        assertTrue(result.reason().orElseThrow().startsWith("the time allowed was over"), result::toString);
    }

    /** Values put in at the same time come out in an order that fits, but for the last. */
    private void hardQueue() {
        int clients = 16;
        for (int i = 0; i < clients; i++) {
            history.invoke(i, "enqueue", (long) i);
        }
        for (int i = 0; i < clients; i++) {
            history.ok(i, null);
        }
        for (int i = clients - 1; i > 0; i--) {
            history.ok(history.invoke(i, "dequeue", null), (long) i);
        }
        history.ok(history.invoke(0, "dequeue", null), 1L);
    }

    private CheckResult decide(Model<?> model, Budget budget) {
        return Checker.JUST_IN_TIME.check(history.build(), model, budget);
    }
}
