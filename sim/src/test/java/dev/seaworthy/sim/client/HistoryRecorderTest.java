package dev.seaworthy.sim.client;

import static dev.seaworthy.sim.client.ScriptedWorld.held;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.checker.Budget;
import dev.seaworthy.checker.CheckResult;
import dev.seaworthy.checker.Conflict;
import dev.seaworthy.checker.History;
import dev.seaworthy.checker.LinearizabilityChecker;
import dev.seaworthy.checker.Model;
import dev.seaworthy.checker.Verdict;
import dev.seaworthy.checker.WingGongLowe;
import dev.seaworthy.checker.WitnessChecker;
import dev.seaworthy.sim.client.ScriptedWorld.Status;
import dev.seaworthy.sim.kernel.Draws;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HistoryRecorderTest {
    private static final long SESSION = 7;

    private final List<String> violations = new ArrayList<>();
    private HistoryRecorder history = recorder(Budget.SMALL);
    private long index;
    private long operations;

    @Test
    void historyThatFollowsTheLogIsExplainedByIt() {
        put("a");
        put("b");
        get("b", index);
        cas("b", "c", Status.OK, "b");
        delete("c");
        get(null, index);
        Judgement judgement = history.judge();
        assertEquals(Verdict.LINEARIZABLE, judgement.verdict());
        assertEquals(WitnessChecker.NAME, judgement.algorithm());
        assertEquals(6, judgement.operations());
        assertEquals(0, judgement.unknownOperations());
        assertEquals(List.of(), violations);
    }

    @Test
    void staleReadIsFound() {
        put("a");
        put("b");
        get("a", 1);
        assertNotLinearizable();
    }

    @Test
    void lostWriteIsFound() {
        put("a");
        put("b");
        get("b", 2);
        get("a", 2);
        assertNotLinearizable();
    }

    @Test
    void casExecutedTwiceIsFound() {
        put("a");
        StoreOperation cas = operation(OperationKind.CAS, "b", "a");
        int recorded = history.invoked(0, cas);
        executed(cas);
        put("a");
        history.answered(recorded, ScriptedWorld.reply(cas, held(Status.MISMATCH, "b")), index);
        assertNotLinearizable();
    }

    @Test
    void writeOfUnknownOutcomeMayTakeEffectLate() {
        StoreOperation lost = operation(OperationKind.PUT, "late", null);
        history.unknown(history.invoked(1, lost));
        put("a");
        get("a", index);
        executed(lost);
        get("late", index);
        Judgement judgement = history.judge();
        assertEquals(Verdict.LINEARIZABLE, judgement.verdict());
        assertEquals(WitnessChecker.NAME, judgement.algorithm());
        assertEquals(1, judgement.unknownOperations());
    }

    @Test
    void writeOfUnknownOutcomeMayNeverTakeEffect() {
        history.unknown(history.invoked(1, operation(OperationKind.PUT, "never", null)));
        put("a");
        get("a", index);
        assertEquals(Verdict.LINEARIZABLE, history.judge().verdict());
    }

    @Test
    void failedWriteThatTookEffectIsFound() {
        put("a");
        StoreOperation refused = operation(OperationKind.PUT, "refused", null);
        history.failed(history.invoked(0, refused));
        executed(refused);
        get("refused", index);
        assertNotLinearizable();
    }

    @Test
    void wrongWitnessIsNoViolationIfAnotherOrderExplainsTheHistory() {
        put("a");
        get("a", 7);
        put("b");
        Judgement judgement = history.judge();
        assertEquals(Verdict.LINEARIZABLE, judgement.verdict());
        assertEquals(WingGongLowe.NAME, judgement.algorithm());
    }

    @Test
    void undecidedIsNoPass() {
        history = recorder(new Budget(0, 0));
        put("a");
        get("a", 7);
        put("b");
        Judgement judgement = history.judge();
        assertEquals(Verdict.UNKNOWN, judgement.verdict());
        assertTrue(judgement.explanation().length() > 0);
        assertEquals(List.of(), violations);
    }

    @Test
    void operationThatNeverEndedIsOfUnknownOutcome() {
        history.invoked(1, operation(OperationKind.GET, null, null));
        put("a");
        Judgement judgement = history.judge();
        assertEquals(Verdict.LINEARIZABLE, judgement.verdict());
        assertEquals(1, judgement.unknownOperations());
    }

    @Test
    void disagreementOfWitnessAndSearchIsReported() {
        history = new HistoryRecorder(specification(), new Accuser(), true, Budget.SMALL, this::note);
        put("a");
        assertEquals(Verdict.LINEARIZABLE, history.judge().verdict());
        assertEquals(
                List.of("CheckersAgree: the log's order explains the history, but the search says that it is wrong"),
                violations);
    }

    @Test
    void historyOutsideTheSampleIsNotSearchedIfItsWitnessHolds() {
        history = new HistoryRecorder(specification(), new Accuser(), false, Budget.SMALL, this::note);
        put("a");
        assertEquals(Verdict.LINEARIZABLE, history.judge().verdict());
        assertEquals(List.of(), violations);
    }

    @Test
    void someRunsOutOfHundredAreSearchedInAnyCase() {
        int searched = 0;
        for (long seed = 0; seed < 1_000; seed++) {
            history = new HistoryRecorder(specification(), new Draws(seed), Budget.SMALL, this::note);
            searched += history.isSearchedInAnyCase() ? 1 : 0;
        }
        assertTrue(searched > 5 && searched < 50, searched + " of 1000");
    }

    /** A checker that finds everything wrong. */
    private static final class Accuser implements LinearizabilityChecker {
        @Override
        public String name() {
            return "accuser";
        }

        @Override
        public <S> CheckResult check(History history, Model<S> model, Budget budget) {
            return new CheckResult(
                    Verdict.NOT_LINEARIZABLE,
                    history.size(),
                    name(),
                    0,
                    Optional.empty(),
                    Optional.of(new Conflict("", history.operations().subList(0, 1), "it is wrong")),
                    Optional.empty());
        }
    }

    private void put(String value) {
        StoreOperation put = operation(OperationKind.PUT, value, null);
        int recorded = history.invoked(0, put);
        executed(put);
        history.answered(recorded, ScriptedWorld.reply(put, held(Status.OK, null)), index);
    }

    private void cas(String expected, String value, Status status, String before) {
        StoreOperation cas = operation(OperationKind.CAS, value, expected);
        int recorded = history.invoked(0, cas);
        executed(cas);
        history.answered(recorded, ScriptedWorld.reply(cas, held(status, before)), index);
    }

    private void delete(String removed) {
        StoreOperation delete = operation(OperationKind.DELETE, null, null);
        int recorded = history.invoked(0, delete);
        executed(delete);
        history.answered(recorded, ScriptedWorld.reply(delete, held(Status.OK, removed)), index);
    }

    @Test
    void aCommandOfASessionThatNobodyWasGivenIsNoClients() {
        history.executed(4, SESSION, 1);
        assertEquals(
                List.of("ValidAnswer: a command of session 7 was executed, which no client was given"), violations);
    }

    private void get(String seen, long appliedIndex) {
        StoreOperation get = operation(OperationKind.GET, null, null);
        int recorded = history.invoked(0, get);
        history.answered(
                recorded,
                ScriptedWorld.reply(get, held(seen == null ? Status.NOT_FOUND : Status.OK, seen)),
                appliedIndex);
    }

    private StoreOperation operation(OperationKind kind, String value, String expected) {
        return new StoreOperation(1, operations++, kind, "k0", value, expected, 0);
    }

    private void executed(StoreOperation operation) {
        history.opened(SESSION, 1);
        history.executed(++index, SESSION, operation.number() + 1);
    }

    private void assertNotLinearizable() {
        Judgement judgement = history.judge();
        assertEquals(Verdict.NOT_LINEARIZABLE, judgement.verdict());
        assertEquals(List.of("Linearizability: " + judgement.explanation()), violations);
    }

    private HistoryRecorder recorder(Budget budget) {
        return new HistoryRecorder(specification(), new Draws(1), budget, this::note);
    }

    private Specification specification() {
        return new LogReplay(this::note);
    }

    /** What the store should have answered is not asked here: no command is replayed. */
    private void note(String property, String story) {
        if (!property.equals(LogReplay.AS_SPECIFIED)) {
            violations.add(property + ": " + story);
        }
    }
}
