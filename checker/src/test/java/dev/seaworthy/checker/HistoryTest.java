package dev.seaworthy.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HistoryTest {
    @Test
    void theBuilderNumbersEventsAsTheyCome() {
        History.Builder builder = History.builder();
        int write = builder.invoke(1, "write", 7L);
        int get = builder.invoke(2, "get", "k", null);
        builder.fail(get);
        builder.ok(write, null);
        int open = builder.invoke(2, "write", 8L);
        assertEquals(
                List.of(
                        new Operation(write, 1, "write", null, 7L, null, 0, 3, Outcome.OK),
                        new Operation(get, 2, "get", "k", null, null, 1, 2, Outcome.FAIL),
                        new Operation(open, 2, "write", null, 8L, null, 4, Operation.NEVER, Outcome.INFO)),
                builder.build().operations());
    }

    @Test
    void anOperationCompletesOnce() {
        History.Builder builder = History.builder();
        int write = builder.invoke(1, "write", 7L);
        builder.ok(write, null);
        assertThrows(IllegalStateException.class, () -> builder.fail(write));
    }

    @Test
    void aHistoryBuiltEarlierDoesNotChange() {
        History.Builder builder = History.builder();
        int write = builder.invoke(1, "write", 7L);
        History early = builder.build();
        builder.ok(write, null);
        assertEquals(Outcome.INFO, early.operation(0).outcome());
    }

    @Test
    void operationsPrecedeOthersOnlyIfTheyEndedStrictlyBefore() {
        Operation first = new Operation(0, 1, "write", null, 1L, null, 0, 5, Outcome.OK);
        Operation touching = new Operation(1, 2, "write", null, 2L, null, 5, 6, Outcome.OK);
        Operation later = new Operation(2, 3, "write", null, 2L, null, 6, 6, Outcome.OK);
        assertEquals(List.of(false, true), List.of(first.precedes(touching), first.precedes(later)));
    }

    @Test
    void impossibleOperationsAndHistoriesAreRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> new Operation(0, 1, "write", null, 1L, null, 5, 4, Outcome.OK));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Operation(0, 1, "write", null, 1L, null, 5, Operation.NEVER, Outcome.OK));
        assertThrows(
                IllegalArgumentException.class, () -> new Operation(0, 1, "write", null, 1L, null, 5, 6, Outcome.INFO));
        Operation late = new Operation(0, 1, "write", null, 1L, null, 5, 6, Outcome.OK);
        Operation early = new Operation(1, 1, "write", null, 1L, null, 4, 6, Outcome.OK);
        assertThrows(IllegalArgumentException.class, () -> History.of(List.of(late, early)));
        assertThrows(IllegalArgumentException.class, () -> History.of(List.of(early)));
    }

    @Test
    void aVerdictNeedsItsOwnEvidence() {
        for (Verdict verdict : Verdict.values()) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new CheckResult(verdict, 0, "none", 0, Optional.empty(), Optional.empty(), Optional.empty()));
        }
        assertTrue(CheckResult.unknown(History.builder().build(), "none", 0, "spent")
                .reason()
                .isPresent());
    }
}
