package dev.seaworthy.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.checker.model.Models;
import dev.seaworthy.checker.search.EagerWindows;
import dev.seaworthy.checker.search.JustInTimeSearch.End;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * All algorithms against {@link BruteForce} on small random histories of all models. How many is the system property
 * {@code seaworthy.checker.histories}; a million take minutes.
 */
class ManyHistoriesTest {
    private static final long HISTORIES = Long.getLong("seaworthy.checker.histories", 11_000);
    private static final long FIRST_SEED = Long.getLong("seaworthy.checker.seed", 1);
    private static final Budget FORGETFUL = new Budget(1_000_000, 3);

    private final WingGongLowe wingGongLowe = new WingGongLowe();
    private final Checker cheapestFirst = new Checker();

    /** How often each rule was broken, and each way out taken: a test that never sees them would prove nothing. */
    private final TreeMap<String, Integer> seen = new TreeMap<>();

    @Test
    void allAlgorithmsAgreeWithTheDefinition() {
        List<String> languages = new ArrayList<>(RandomHistory.LANGUAGES);
        languages.addAll(RandomHistory.UNIQUE);
        languages.addAll(RandomHistory.OTHERS);
        for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed++) {
            String language = languages.get((int) (seed % languages.size()));
            int operations = 3 + (int) (seed / languages.size() % 6);
            int clients = 2 + (int) (seed / 7 % 4);
            History history = new RandomHistory(seed, language, operations, clients, seed % 5 != 0).history;
            judge(history, modelOf(language, history), language + " " + seed);
        }
        for (String what : List.of(
                "NEVER_WRITTEN",
                "READ_BEFORE_WRITTEN",
                "OVERWRITTEN",
                "CONSUMED_TWICE",
                "OUT_OF_ORDER",
                "BOTH_CURRENT",
                "NO_ROOM",
                "NOT_COVERABLE",
                "DEAD_END",
                "window",
                "some operation does what a register cannot do",
                "a cas of unknown outcome leads from a value written once to one written several times",
                "an answer that tells only what the value was not does not fit into the order found")) {
            assertTrue(seen.containsKey(what), () -> "never seen: " + what + " in " + seen);
        }
        System.getLogger("histories").log(System.Logger.Level.INFO, HISTORIES + " histories: " + seen);
    }

    @SuppressWarnings("unchecked")
    private static Model<Object> modelOf(String language, History history) {
        String name = language.startsWith("unique-") ? language.substring("unique-".length()) : language;
        boolean toTheHistory = history.size() % 2 == 0 && !name.equals("kv");
        return (Model<Object>) (toTheHistory ? Models.named(name, history) : Models.named(name)).orElseThrow();
    }

    private void judge(History history, Model<Object> model, String name) {
        boolean expected = BruteForce.isLinearizable(history, model);
        count(expected ? "linearizable" : "not linearizable");
        requireAgreement(expected, history, model, wingGongLowe.check(history, model, Budget.SMALL), name);
        CheckResult found = Checker.JUST_IN_TIME.check(history, model, Budget.SMALL);
        requireAgreement(expected, history, model, found, name);
        found.conflict()
                .ifPresent(conflict -> count(conflict.refutation().rule().name()));
        requireAgreement(expected, history, model, Checker.JUST_IN_TIME.check(history, model, FORGETFUL), name);
        requireAgreement(expected, history, model, cheapestFirst.check(history, model, Budget.SMALL), name);
        if (model instanceof RegisterLike<Object> register) {
            judgeRegister(expected, history, register, name);
        }
    }

    private void judgeRegister(boolean expected, History history, RegisterLike<Object> model, String name) {
        CheckResult zones = Checker.ZONES.check(history, model, Budget.SMALL);
        if (zones.verdict() == Verdict.UNKNOWN) {
            String reason = zones.reason().orElseThrow();
            assertTrue(mayGiveUp(history, reason), () -> name + ": " + reason + " in " + history);
            count(reason);
        } else {
            requireAgreement(expected, history, model, zones, name);
            zones.conflict()
                    .ifPresent(conflict -> count(conflict.refutation().rule().name()));
        }
        boolean all = true;
        for (Partition partition : Partition.allOf(history, model)) {
            Optional<RegisterColumns> columns = RegisterColumns.of(history, partition, model);
            if (columns.isEmpty()) {
                return;
            }
            End end = EagerWindows.end(columns.get().operations().toProblem(), 1);
            if (EagerWindows.contradiction(columns.get().operations().toProblem(), 1).length > 0) {
                count("window");
            }
            all &= end == End.FOUND;
        }
        assertEquals(expected, all, () -> name + " in windows: " + history);
    }

    /** The zones may leave a history undecided only where they are documented to. */
    private static boolean mayGiveUp(History history, String reason) {
        return history.operations().stream().anyMatch(operation -> {
            boolean isCas = operation.function().equals("cas");
            if (reason.startsWith("a cas of unknown outcome")) {
                return isCas && operation.isInfo();
            }
            if (reason.startsWith("an answer that tells only")) {
                return isCas && Boolean.FALSE.equals(operation.output());
            }
            boolean contradictsItself = isCas
                    && operation.output() instanceof List<?> actual
                    && !actual.equals(operation.input())
                    && java.util.Objects.equals(actual.get(1), ((List<?>) operation.input()).get(0));
            return operation.function().equals("append") || contradictsItself;
        });
    }

    private void count(String what) {
        seen.merge(what, 1, Integer::sum);
    }

    private static void requireAgreement(
            boolean expected, History history, Model<Object> model, CheckResult result, String name) {
        Verdict verdict = expected ? Verdict.LINEARIZABLE : Verdict.NOT_LINEARIZABLE;
        assertEquals(verdict, result.verdict(), () -> name + ": " + result + " of " + history);
        result.linearization()
                .ifPresent(order -> assertTrue(
                        BruteForce.explains(order.operations(), history, model),
                        () -> name + ": " + result.algorithm() + " found " + order + " of " + history));
        result.conflict().ifPresent(conflict -> {
            assertTrue(conflict.operations().get(0).isOk(), () -> name + ": " + conflict);
            conflict.operations().forEach(o -> assertEquals(o, history.operation(o.index())));
            assertTrue(conflict.operations().containsAll(conflict.refutation().one()), conflict::toString);
            assertTrue(conflict.operations().containsAll(conflict.refutation().other()), conflict::toString);
        });
    }
}
