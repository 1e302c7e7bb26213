package dev.seaworthy.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.checker.model.Models;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckerTest {
    private static final Workers BACKWARDS = tasks -> {
        List<Runnable> reversed = new ArrayList<>(tasks);
        Collections.reverse(reversed);
        reversed.forEach(Runnable::run);
    };

    private static final Workers THREADS = tasks -> {
        List<Thread> threads = tasks.stream().map(Thread::new).toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
    };

    private final History.Builder history = History.builder();

    @Test
    void theResultDoesNotDependOnWhoWorks() {
        for (int seed = 0; seed < 60; seed++) {
            History keys = manyKeys(seed);
            for (Budget budget : List.of(Budget.SMALL, new Budget(200, 50))) {
                String alone = text(new Checker().check(keys, Models.keyValue(), budget));
                for (Workers workers : List.of(BACKWARDS, THREADS)) {
                    Checker checker = new Checker(workers, () -> false);
                    assertEquals(alone, text(checker.check(keys, Models.keyValue(), budget)));
                }
            }
        }
    }

    private static String text(CheckResult result) {
        return result.toString();
    }

    /** Histories of many clients, each on a key of its own: some good, some bad, all at the same time. */
    private static History manyKeys(int seed) {
        List<Operation> all = new ArrayList<>();
        for (int key = 0; key < 12; key++) {
            String language = key % 2 == 0 ? "unique-kv" : "kv";
            RandomHistory random = new RandomHistory(100L * seed + key, language, 20, 4, key > 8 && seed % 3 != 0);
            for (Operation o : random.history.operations()) {
                all.add(new Operation(
                        0,
                        o.process() + 100L * key,
                        o.function(),
                        o.key() + "-" + key,
                        o.input(),
                        o.output(),
                        o.invocation(),
                        o.completion(),
                        o.outcome()));
            }
        }
        all.sort((a, b) -> Long.compare(a.invocation(), b.invocation()));
        List<Operation> numbered = new ArrayList<>();
        for (Operation o : all) {
            numbered.add(new Operation(
                    numbered.size(),
                    o.process(),
                    o.function(),
                    o.key(),
                    o.input(),
                    o.output(),
                    o.invocation(),
                    o.completion(),
                    o.outcome()));
        }
        return History.of(numbered);
    }

    @Test
    void ofSeveralBadKeysTheSmallestIsReported() {
        history.ok(history.invoke(1, "put", "large", "a"), null);
        history.ok(history.invoke(1, "get", "large", null), "b");
        history.ok(history.invoke(1, "get", "large", null), "b");
        history.ok(history.invoke(1, "get", "small", null), "b");
        for (Workers workers : List.of(Workers.CALLER, BACKWARDS, THREADS)) {
            CheckResult result =
                    new Checker(workers, () -> false).check(history.build(), Models.keyValue(), Budget.SMALL);
            assertEquals("small", result.conflict().orElseThrow().partition());
        }
    }

    @Test
    void aHardKeyDoesNotHideABadOne() {
        for (int i = 0; i < 20; i++) {
            history.invoke(i, "append", "hard", "v" + i);
        }
        for (int i = 0; i < 20; i++) {
            history.ok(i, null);
        }
        history.ok(history.invoke(0, "get", "hard", null), "v0");
        for (int i = 0; i < 40; i++) {
            history.ok(history.invoke(0, "put", "bad", "v" + i), null);
        }
        history.ok(history.invoke(0, "get", "bad", null), "v0");
        CheckResult result = new Checker().check(history.build(), Models.keyValue(), Budget.SMALL);
        assertEquals("bad", result.conflict().orElseThrow().partition());
    }

    @Test
    void theAlgorithmsThatHadAPartAreNamed() {
        history.ok(history.invoke(1, "put", "one", "a"), null);
        assertEquals("zones", check().algorithm());
        history.ok(history.invoke(1, "append", "other", "a"), null);
        assertEquals("zones and just-in-time", check().algorithm());
    }

    @Test
    void aHistoryWithoutOperationsIsLinearizable() {
        assertTrue(check().isLinearizable());
        history.invoke(1, "get", "k", null);
        assertTrue(check().isLinearizable());
    }

    @Test
    void tooLittleMemoryIsNamedAndNotExceeded() {
        for (int i = 0; i < 1_000; i++) {
            history.ok(history.invoke(1, "put", "k", "v" + i), null);
        }
        CheckResult result =
                new Checker().check(history.build(), Models.keyValue(), Budget.SMALL.withMemoryMaxBytes(10_000));
        assertEquals(Verdict.UNKNOWN, result.verdict());
        assertTrue(
                result.reason().orElseThrow().startsWith("to decide partition k of 1000 operations takes about"),
                result::toString);
        assertTrue(new Checker()
                .check(history.build(), Models.keyValue(), Budget.SMALL.withMemoryMaxBytes(1_000_000))
                .isLinearizable());
    }

    private CheckResult check() {
        return new Checker().check(history.build(), Models.keyValue(), Budget.SMALL);
    }
}
