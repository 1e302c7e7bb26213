package dev.seaworthy.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.checker.explain.Explainer;
import dev.seaworthy.checker.explain.Explanation;
import dev.seaworthy.checker.explain.Rule;
import dev.seaworthy.checker.model.Models;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What models say of values from nowhere, against {@link BruteForce}, and what checkers make of it. */
class OriginsTest {
    private static final int HISTORIES = 6_000;
    private static final int WRITERS = 30;

    private final History.Builder history = History.builder();

    @Test
    void whatIsCalledFromNowhereHasNoPlaceInAnyOrder() {
        TreeMap<String, Integer> found = new TreeMap<>();
        List<String> languages = new ArrayList<>(RandomHistory.OTHERS);
        languages.add("kv");
        for (int seed = 0; seed < HISTORIES; seed++) {
            String language = languages.get(seed % languages.size());
            History random = new RandomHistory(seed, language, 3 + seed % 5, 3, true).history;
            Model<?> model = Models.named(language, random).orElseThrow();
            for (Partition partition : Partition.allOf(random, model)) {
                List<Operation> operations = operations(random, partition);
                model.fromNowhere(operations).ifPresent(operation -> {
                    assertTrue(operation.isOk(), operation::toString);
                    assertFalse(BruteForce.isLinearizable(withoutTimes(operations), model), () -> language + random);
                    found.merge(language, 1, Integer::sum);
                });
            }
        }
        for (String language : List.of("fifo-queue", "kv", "multi-register", "set")) {
            assertTrue(found.getOrDefault(language, 0) > 20, () -> language + " was rarely from nowhere: " + found);
        }
    }

    private static List<Operation> operations(History history, Partition partition) {
        List<Operation> operations = new ArrayList<>();
        for (int place = 0; place < partition.size(); place++) {
            operations.add(history.operation(partition.index(place)));
        }
        return operations;
    }

    /** The same operations, all at once: then every order of them is allowed. */
    private static History withoutTimes(List<Operation> operations) {
        List<Operation> together = new ArrayList<>();
        for (Operation o : operations) {
            long completion = o.isInfo() ? Operation.NEVER : 1;
            together.add(new Operation(
                    together.size(),
                    o.process(),
                    o.function(),
                    o.key(),
                    o.input(),
                    o.output(),
                    0,
                    completion,
                    o.outcome()));
        }
        return History.of(together);
    }

    @Test
    void amongManyConcurrentAppendsATextFromNowhereIsRefusedAtOnce() {
        for (int i = 0; i < WRITERS; i++) {
            history.invoke(i, "append", "k", "v" + i + ";");
        }
        history.ok(history.invoke(WRITERS, "get", "k", null), "v3;v1;w;");
        assertFromNowhere("kv");
    }

    @Test
    void whatIsAppendedOnceIsNotSeenTwice() {
        for (int i = 0; i < WRITERS; i++) {
            history.invoke(i, "append", "k", "v" + i + ";");
        }
        history.ok(history.invoke(WRITERS, "get", "k", null), "v3;v1;v3;");
        assertFromNowhere("kv");
    }

    @Test
    void amongManyConcurrentEnqueuesAValueFromNowhereIsRefusedAtOnce() {
        for (int i = 0; i < WRITERS; i++) {
            history.invoke(i, "enqueue", (long) i);
        }
        history.ok(history.invoke(WRITERS, "dequeue", null), 777L);
        assertFromNowhere("fifo-queue");
    }

    @Test
    void amongManyConcurrentAddsAValueFromNowhereIsRefusedAtOnce() {
        for (int i = 0; i < WRITERS; i++) {
            history.invoke(i, "add", (long) i);
        }
        history.ok(history.invoke(WRITERS, "read", null), List.of(3L, 777L));
        assertFromNowhere("set");
    }

    @Test
    void amongManyConcurrentTransactionsAValueFromNowhereIsRefusedAtOnce() {
        for (long i = 0; i < WRITERS; i++) {
            history.invoke(i, "txn", List.of(part("write", "x", i), part("write", "y", i)));
        }
        history.ok(
                history.invoke(WRITERS, "txn", List.of(part("read", "x", null), part("read", "y", null))),
                List.of(part("read", "x", 3L), part("read", "y", 777L)));
        assertFromNowhere("multi-register");
    }

    private static List<Object> part(String function, String register, Long value) {
        return Arrays.asList(new Keyword(function), register, value);
    }

    private void assertFromNowhere(String name) {
        for (int i = 0; i < WRITERS; i++) {
            history.ok(i, history.operation(i).input());
        }
        History whole = history.build();
        Model<?> model = Models.named(name).orElseThrow();
        CheckResult result = new Checker().check(whole, model, new Budget(1_000, 1_000));
        assertEquals(Verdict.NOT_LINEARIZABLE, result.verdict(), result::toString);
        assertEquals("origins", result.algorithm());
        assertEquals(
                List.of(whole.operation(WRITERS)),
                result.conflict().orElseThrow().operations());
        Explanation why = new Explainer().explain(whole, model, result, Budget.SMALL);
        assertEquals(Rule.NEVER_WRITTEN, why.rule());
        assertEquals(1, why.operations().size(), why::toText);
        assertTrue(why.sentence().contains("cannot be: nothing that was invoked before it completed"), why::sentence);
    }

    @Test
    void whatIsWrittenOnlyLaterIsToldAsSuch() {
        history.ok(history.invoke(1, "dequeue", null), 7L);
        history.ok(history.invoke(1, "enqueue", 7L), null);
        Model<?> model = Models.fifoQueue();
        CheckResult result = new Checker().check(history.build(), model, Budget.SMALL);
        Explanation why = new Explainer().explain(history.build(), model, result, Budget.SMALL);
        assertTrue(why.sentence().startsWith("#0 dequeue → 7 by process 1 cannot be: nothing that was"), why::sentence);
    }

    @Test
    void textsThatCanBeReadInSeveralWaysAreAccepted() {
        for (String piece : List.of("a", "ab", "aba", "b", "ba", "a", "")) {
            history.ok(history.invoke(1, "append", "k", piece), null);
        }
        history.ok(history.invoke(1, "get", "k", null), "aabababbaa");
        for (String seen : List.of("", "a", "abaab", "ababab", "bbb", "aaaaab")) {
            history.ok(history.invoke(1, "get", "k", null), seen);
        }
        List<Operation> operations = history.build().operations();
        Operation impossible = Models.keyValue().fromNowhere(operations).orElseThrow();
        assertEquals("bbb", impossible.output());
        List<Operation> others = new ArrayList<>(operations);
        others.remove(impossible);
        assertEquals(
                "aaaaab", Models.keyValue().fromNowhere(others).orElseThrow().output());
    }
}
