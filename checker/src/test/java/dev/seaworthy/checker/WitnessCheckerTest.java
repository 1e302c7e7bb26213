package dev.seaworthy.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.checker.model.Models;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WitnessCheckerTest {
    private final History.Builder history = History.builder();
    private final WitnessChecker checker = new WitnessChecker();

    @Test
    void anOrderThatReplaysAndRespectsTimeIsAProof() {
        int write = history.invoke(1, "write", 7L);
        int read = history.invoke(2, "read", null);
        history.ok(read, 7L);
        history.ok(write, null);
        CheckResult result = check(10, 20);
        assertEquals(Verdict.LINEARIZABLE, result.verdict());
        assertEquals(
                List.of(0, 1),
                result.linearization().orElseThrow().operations().stream()
                        .map(Operation::index)
                        .toList());
    }

    @Test
    void anOrderThatDoesNotReplayProvesNothing() {
        int write = history.invoke(1, "write", 7L);
        int read = history.invoke(2, "read", null);
        history.ok(read, 7L);
        history.ok(write, null);
        assertUnknown(check(20, 10), "read → 7 is impossible: the register is not set");
    }

    @Test
    void anOrderAgainstRealTimeProvesNothing() {
        history.ok(history.invoke(1, "write", 1L), null);
        history.ok(history.invoke(1, "write", 2L), null);
        assertUnknown(check(2, 1), "the order puts write 1 after write 2");
        assertTrue(check(1, 2).isLinearizable());
    }

    @Test
    void realTimeCountsAcrossKeys() {
        history.ok(history.invoke(1, "put", "a", "x"), null);
        history.ok(history.invoke(2, "put", "b", "y"), null);
        Witness backwards = new Witness(new long[] {2, 1});
        CheckResult result = checker.check(history.build(), Models.keyValue(), backwards);
        assertUnknown(result, "the order puts put a x after put b y");
    }

    @Test
    void keysAreReplayedApart() {
        history.ok(history.invoke(1, "put", "a", "x"), null);
        history.ok(history.invoke(2, "get", "b", null), null);
        history.ok(history.invoke(2, "get", "a", null), "x");
        assertTrue(checker.check(history.build(), Models.keyValue(), new Witness(new long[] {1, 1, 1}))
                .isLinearizable());
    }

    @Test
    void everyCompletedOperationNeedsAPosition() {
        history.ok(history.invoke(1, "write", 7L), null);
        history.ok(history.invoke(1, "read", null), 7L);
        assertUnknown(check(1, Witness.ABSENT), "no position is given for read → 7");
    }

    @Test
    void anUnknownOperationMayHaveTakenEffectOrNot() {
        history.invoke(1, "write", 7L);
        history.ok(history.invoke(2, "read", null), 7L);
        assertTrue(check(1, 2).isLinearizable());
        assertUnknown(check(Witness.ABSENT, 2), "impossible");
    }

    @Test
    void anUnknownOperationCannotTakeEffectBeforeItsInvocation() {
        history.ok(history.invoke(2, "read", null), 7L);
        history.invoke(1, "write", 7L);
        assertUnknown(check(2, 1), "the order puts read → 7 after write 7");
    }

    @Test
    void anUnknownCasThatFindsAnotherValueChangesNothing() {
        history.ok(history.invoke(1, "write", 1L), null);
        history.invoke(2, "cas", List.of(5L, 6L));
        history.ok(history.invoke(1, "read", null), 1L);
        assertTrue(check(1, 2, 3).isLinearizable());
    }

    @Test
    void aFailedOperationHasNoEffectWhateverTheWitnessSays() {
        history.fail(history.invoke(1, "write", 7L));
        history.ok(history.invoke(1, "read", null), null);
        assertTrue(check(1, 2).isLinearizable());
    }

    @Test
    void operationsAtOnePositionComeInTheOrderOfTheirInvocations() {
        history.ok(history.invoke(1, "write", 7L), null);
        history.ok(history.invoke(2, "read", null), 7L);
        history.ok(history.invoke(3, "read", null), 7L);
        assertTrue(check(5, 5, 5).isLinearizable());
    }

    @Test
    void aWrongWitnessDoesNotSpoilTheVerdict() {
        int write = history.invoke(1, "write", 7L);
        history.ok(history.invoke(2, "read", null), 7L);
        history.ok(write, null);
        Optional<Witness> wrong = Optional.of(new Witness(new long[] {2, 1}));
        CheckResult result = new Checker().check(history.build(), Models.register(), wrong, Budget.SMALL);
        assertEquals(Verdict.LINEARIZABLE, result.verdict());
        assertEquals(Checker.ZONES.name(), result.algorithm());
    }

    @Test
    void aWitnessOfAnotherSizeIsAMistakeOfTheCaller() {
        history.invoke(1, "write", 7L);
        assertThrows(IllegalArgumentException.class, () -> check(1, 2));
    }

    @Test
    void positionsInAnyDisorderAreSorted() {
        int size = 1_000;
        List<Integer> writes = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            writes.add(history.invoke(i, "write", (long) i));
        }
        long[] positions = new long[size + 1];
        for (int i = 0; i < size; i++) {
            positions[i] = (i * 7_919L) % size - size / 2;
            history.ok(writes.get(i), null);
        }
        int last = 0;
        for (int i = 0; i < size; i++) {
            last = positions[i] > positions[last] ? i : last;
        }
        positions[size] = size;
        history.ok(history.invoke(0, "read", null), (long) last);
        CheckResult result = check(positions);
        assertTrue(result.isLinearizable(), result::toString);
        assertTrue(BruteForce.explains(
                result.linearization().orElseThrow().operations(), history.build(), Models.register()));
    }

    private CheckResult check(long... positions) {
        return checker.check(history.build(), Models.casRegister(), new Witness(positions));
    }

    private static void assertUnknown(CheckResult result, String reason) {
        assertEquals(Verdict.UNKNOWN, result.verdict());
        assertTrue(result.reason().orElseThrow().contains(reason), result.reason()::toString);
    }
}
