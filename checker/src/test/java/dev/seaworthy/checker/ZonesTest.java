package dev.seaworthy.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.checker.Refutation.Rule;
import dev.seaworthy.checker.model.Models;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The decision by zones: every rule by the smallest history that breaks it, and every way out. */
class ZonesTest {
    private final History.Builder history = History.builder();
    private long processes;

    @Test
    void aValueThatNobodyWroteCannotBeSeen() {
        int read = read(5L);
        assertBroken(Rule.NEVER_WRITTEN, List.of(read), List.of());
    }

    @Test
    void aValueCannotBeSeenBeforeItIsWritten() {
        int read = read(5L);
        int write = write(5L);
        assertBroken(Rule.READ_BEFORE_WRITTEN, List.of(read), List.of(write));
    }

    @Test
    void aValueCannotBeSeenAfterItWasOverwritten() {
        int old = write(1L);
        int later = write(2L);
        int read = read(1L);
        assertBroken(Rule.OVERWRITTEN, List.of(read), List.of(old, later));
    }

    @Test
    void theInitialStateIsOverwrittenToo() {
        int write = write(1L);
        int read = read(null);
        assertBroken(Rule.OVERWRITTEN, List.of(read), List.of(write));
    }

    @Test
    void aValueIsReplacedOnce() {
        int write = write(1L);
        int one = invoke("cas", List.of(1L, 2L));
        int other = invoke("cas", List.of(1L, 3L));
        history.ok(one, true);
        history.ok(other, true);
        assertBroken(Rule.CONSUMED_TWICE, List.of(one, other), List.of(write));
    }

    @Test
    void replacementsHaveABeginning() {
        int one = invoke("cas", List.of(1L, 2L));
        int other = invoke("cas", List.of(2L, 1L));
        history.ok(one, true);
        history.ok(other, true);
        assertBroken(Rule.CYCLE, List.of(one, other), List.of());
    }

    @Test
    void replacementsOfUnknownOutcomeInACircleAreProvedByWhoSawThem() {
        invoke("cas", List.of(1L, 2L));
        invoke("cas", List.of(2L, 1L));
        int read = read(1L);
        Conflict conflict = refute(Rule.CYCLE);
        assertEquals(read, conflict.operations().get(0).index());
    }

    @Test
    void replacementsFollowEachOtherInTime() {
        write(1L);
        int later = invoke("cas", List.of(2L, 3L));
        history.ok(later, true);
        int earlier = invoke("cas", List.of(1L, 2L));
        history.ok(earlier, true);
        Conflict conflict = refute(Rule.READ_BEFORE_WRITTEN);
        assertEquals(later, conflict.operations().get(0).index());
    }

    @Test
    void whoSawTheEarlierValueOfAChainComesBeforeTheLaterOne() {
        write(1L);
        int cas = invoke("cas", List.of(1L, 2L));
        history.ok(cas, true);
        int read = read(1L);
        Conflict conflict = refute(Rule.OVERWRITTEN);
        assertEquals(read, conflict.operations().get(0).index());
    }

    @Test
    void aChainIsCheckedFromEndToEnd() {
        int first = invoke("write", 1L);
        int middle = invoke("cas", List.of(1L, 2L));
        int last = invoke("cas", List.of(2L, 3L));
        history.ok(last, true);
        int read = read(1L);
        history.ok(middle, true);
        history.ok(first, null);
        assertBroken(Rule.OUT_OF_ORDER, List.of(read), List.of(last));
    }

    @Test
    void twoValuesCannotBeCurrentAtOnce() {
        int one = invoke("write", 1L);
        int two = invoke("write", 2L);
        int readOne = read(1L);
        int readTwo = read(2L);
        int readOneAgain = read(1L);
        history.ok(one, null);
        int readTwoAgain = read(2L);
        history.ok(two, null);
        assertBroken(Rule.BOTH_CURRENT, List.of(one, readOne, readOneAgain), List.of(two, readTwo, readTwoAgain));
    }

    @Test
    void aValueNeedsAMomentOfItsOwn() {
        int one = invoke("write", 1L);
        int readOne = read(1L);
        int two = write(2L);
        int readOneAgain = read(1L);
        history.ok(one, null);
        assertBroken(Rule.NO_ROOM, List.of(one, readOne, readOneAgain), List.of(two));
    }

    @Test
    void everyAbsenceNeedsADelete() {
        put("a");
        int one = invokeKv("delete", null);
        int two = invokeKv("delete", null);
        get(null);
        put("b");
        get(null);
        put("c");
        get(null);
        history.ok(one, null);
        history.ok(two, null);
        CheckResult result = Checker.ZONES.check(history.build(), Models.keyValue(), Budget.SMALL);
        Conflict conflict = result.conflict().orElseThrow();
        assertEquals(Rule.NOT_COVERABLE, conflict.refutation().rule(), result::toString);
        assertTrue(!BruteForce.isLinearizable(history.build(), Models.keyValue()));
    }

    @Test
    void twoDeletesCoverTwoAbsences() {
        put("a");
        int one = invokeKv("delete", null);
        int two = invokeKv("delete", null);
        get(null);
        put("c");
        get(null);
        history.ok(one, null);
        history.ok(two, null);
        assertProved(Models.keyValue());
    }

    @Test
    void fewValuesWrittenFarApartCountAsDifferent() {
        for (int round = 0; round < 100; round++) {
            write(round % 2 == 0 ? 1L : 2L);
            read(round % 2 == 0 ? 1L : 2L);
        }
        CheckResult result = assertProved(Models.register());
        assertEquals(0, result.visited());
    }

    @Test
    void aWriteOfUnknownOutcomeHappenedIfItWasSeen() {
        write(1L);
        invoke("write", 2L);
        invoke("write", 3L);
        read(1L);
        read(2L);
        CheckResult result = assertProved(Models.register());
        assertEquals(4, result.linearization().orElseThrow().size());
    }

    @Test
    void aReadOfUnknownOutcomeSaysNothing() {
        write(1L);
        invoke("read", null);
        read(1L);
        assertEquals(
                2, assertProved(Models.register()).linearization().orElseThrow().size());
    }

    @Test
    void aRefusalIsPlacedWhereItWasRight() {
        int write = invoke("write", 1L);
        int refused = invoke("cas", Arrays.asList(null, 5L));
        history.ok(refused, false);
        history.ok(write, null);
        assertProved(Models.casRegister());
    }

    @Test
    void aRefusalThatDoesNotFitIsLeftToTheSearch() {
        int refused = invoke("cas", Arrays.asList(null, 5L));
        history.ok(refused, false);
        write(1L);
        assertUndecided("an answer that tells only what the value was not", Models.casRegister());
    }

    @Test
    void aReplacementThatMayHaveLedToAnAmbiguousValueIsLeftToTheSearch() {
        write(1L);
        int one = invoke("write", 7L);
        invoke("cas", List.of(1L, 7L));
        read(7L);
        history.ok(one, null);
        assertUndecided("a cas of unknown outcome", Models.casRegister());
    }

    @Test
    void whatARegisterCannotDoIsLeftToTheSearch() {
        history.ok(history.invoke(processes++, "append", "k", "x"), null);
        assertUndecided("some operation does what a register cannot do", Models.keyValue());
    }

    @Test
    void otherModelsAreLeftToTheSearch() {
        history.ok(history.invoke(processes++, "acquire", null), null);
        assertUndecided("a mutex is not a register", Models.mutex());
    }

    @Test
    void aSearchOfTheResidueHasABudget() {
        int[] deletes = new int[12];
        for (int i = 0; i < deletes.length; i++) {
            deletes[i] = invokeKv("delete", null);
        }
        for (int delete : deletes) {
            put("v" + delete);
            get(null);
        }
        for (int delete : deletes) {
            history.ok(delete, null);
        }
        CheckResult result = Checker.ZONES.check(history.build(), Models.keyValue(), new Budget(1, 0));
        assertEquals(Verdict.UNKNOWN, result.verdict(), result::toString);
        assertTrue(result.reason().orElseThrow().contains("left too much to try"), result::toString);
    }

    private int invoke(String function, Object input) {
        return history.invoke(processes++, function, input);
    }

    private int invokeKv(String function, Object input) {
        return history.invoke(processes++, function, "k", input);
    }

    private int write(Object value) {
        int write = invoke("write", value);
        history.ok(write, null);
        return write;
    }

    private int read(Object value) {
        int read = invoke("read", null);
        history.ok(read, value);
        return read;
    }

    private void put(String value) {
        history.ok(invokeKv("put", value), null);
    }

    private int get(Object value) {
        int get = invokeKv("get", null);
        history.ok(get, value);
        return get;
    }

    private void assertBroken(Rule rule, List<Integer> one, List<Integer> other) {
        Refutation refutation = refute(rule).refutation();
        assertEquals(one, refutation.one().stream().map(Operation::index).toList(), refutation::toString);
        assertEquals(other, refutation.other().stream().map(Operation::index).toList(), refutation::toString);
    }

    private Conflict refute(Rule rule) {
        History built = history.build();
        CheckResult result = Checker.ZONES.check(built, Models.casRegister(), Budget.SMALL);
        Conflict conflict = result.conflict().orElseThrow(() -> new AssertionError(result));
        assertEquals(rule, conflict.refutation().rule(), conflict::sentence);
        assertTrue(!BruteForce.isLinearizable(built, Models.casRegister()));
        return conflict;
    }

    private <S> CheckResult assertProved(Model<S> model) {
        History built = history.build();
        CheckResult result = Checker.ZONES.check(built, model, Budget.SMALL);
        List<Operation> order = result.linearization()
                .orElseThrow(() -> new AssertionError(result))
                .operations();
        assertTrue(BruteForce.explains(order, built, model), order::toString);
        return result;
    }

    private void assertUndecided(String reason, Model<?> model) {
        CheckResult result = Checker.ZONES.check(history.build(), model, Budget.SMALL);
        assertEquals(Verdict.UNKNOWN, result.verdict(), result::toString);
        assertTrue(result.reason().orElseThrow().startsWith(reason), result::toString);
        assertTrue(new Checker().check(history.build(), model, Budget.SMALL).verdict() != Verdict.UNKNOWN);
    }
}
