package dev.seaworthy.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.checker.model.Models;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** The checkers against {@link BruteForce} on small random histories. */
class DifferentialTest {
    private static final int OPERATIONS_MAX = 8;
    private static final int CLIENTS = 4;

    private final WingGongLowe search = new WingGongLowe();
    private final WitnessChecker witnesses = new WitnessChecker();

    @Provide
    Arbitrary<String> languages() {
        return Arbitraries.of(RandomHistory.LANGUAGES);
    }

    @Property(tries = 3_000, seed = "11", shrinking = ShrinkingMode.OFF)
    void theSearchExplainsWhatAnAtomicObjectDid(@ForAll long seed, @ForAll("languages") String language) {
        History history = new RandomHistory(seed, language, OPERATIONS_MAX, CLIENTS, false).history;
        Model<Object> model = model(language);
        assertTrue(BruteForce.isLinearizable(history, model), () -> "the definition refuses " + history);
        assertAgrees(true, history, model, search.check(history, model, Budget.GENEROUS));
    }

    @Property(tries = 12_000, seed = "12", shrinking = ShrinkingMode.OFF)
    void theSearchAgreesWithTheDefinition(@ForAll long seed, @ForAll("languages") String language) {
        History history = corrupted(seed, language);
        Model<Object> model = model(language);
        boolean expected = BruteForce.isLinearizable(history, model);
        assertAgrees(expected, history, model, search.check(history, model, Budget.GENEROUS));
    }

    @Property(tries = 3_000, seed = "13", shrinking = ShrinkingMode.OFF)
    void aSearchWithoutMemoryAgreesToo(@ForAll long seed, @ForAll("languages") String language) {
        History history = corrupted(seed, language);
        Model<Object> model = model(language);
        boolean expected = BruteForce.isLinearizable(history, model);
        assertAgrees(expected, history, model, search.check(history, model, new Budget(1_000_000, 2)));
    }

    @Property(tries = 3_000, seed = "14", shrinking = ShrinkingMode.OFF)
    void aSearchThatGivesUpNeverClaimsAnything(@ForAll long seed, @ForAll("languages") String language) {
        History history = corrupted(seed, language);
        Model<Object> model = model(language);
        int budget = (int) (seed & 15);
        CheckResult result = search.check(history, model, new Budget(budget, budget));
        assertTrue(result.visited() <= budget);
        if (result.verdict() != Verdict.UNKNOWN) {
            assertAgrees(BruteForce.isLinearizable(history, model), history, model, result);
        } else {
            assertEquals(budget, result.visited(), "gave up early");
        }
    }

    @Property(tries = 4_000, seed = "15", shrinking = ShrinkingMode.OFF)
    void aLongPastDoesNotChangeTheVerdict(@ForAll long seed, @ForAll("languages") String language) {
        History history = corrupted(seed, language);
        Model<Object> model = model(language);
        boolean expected = BruteForce.isLinearizable(history, model);
        SplittableRandom random = new SplittableRandom(seed);
        History longer = withPast(history, language, random.nextInt(200), random.nextInt(70));
        assertAgrees(expected, longer, model, search.check(longer, model, Budget.GENEROUS));
    }

    @Property(tries = 3_000, seed = "16", shrinking = ShrinkingMode.OFF)
    void theOrderInWhichAnAtomicObjectWorkedIsAcceptedAsWitness(
            @ForAll long seed, @ForAll("languages") String language) {
        RandomHistory random = new RandomHistory(seed, language, 60, 6, false);
        CheckResult result = witnesses.check(random.history, model(language), random.witness);
        assertAgrees(true, random.history, model(language), result);
        assertEquals(WitnessChecker.NAME, result.algorithm());
    }

    @Property(tries = 12_000, seed = "17", shrinking = ShrinkingMode.OFF)
    void aWitnessProvesNothingFalse(@ForAll long seed, @ForAll("languages") String language) {
        RandomHistory random = new RandomHistory(seed, language, 5, CLIENTS, true);
        Model<Object> model = model(language);
        Witness witness = shaken(random.witness, new SplittableRandom(seed));
        CheckResult result = witnesses.check(random.history, model, witness);
        assertNotEquals(Verdict.NOT_LINEARIZABLE, result.verdict());
        if (result.isLinearizable()) {
            assertAgrees(true, random.history, model, result);
            assertTrue(BruteForce.isLinearizable(random.history, model), random.history::toString);
        }
    }

    @Property(tries = 3_000, seed = "18", shrinking = ShrinkingMode.OFF)
    void theVerdictIsTheSameWithAnyWitness(@ForAll long seed, @ForAll("languages") String language) {
        RandomHistory random = new RandomHistory(seed, language, 6, CLIENTS, true);
        Model<Object> model = model(language);
        Optional<Witness> witness = Optional.of(shaken(random.witness, new SplittableRandom(seed)));
        CheckResult result = new Checker().check(random.history, model, witness, Budget.GENEROUS);
        assertAgrees(BruteForce.isLinearizable(random.history, model), random.history, model, result);
    }

    private static Model<Object> model(String language) {
        return switch (language) {
            case "register" -> Models.register();
            case "cas-register" -> Models.casRegister();
            default -> Models.keyValue();
        };
    }

    private static History corrupted(long seed, String language) {
        return new RandomHistory(seed, language, OPERATIONS_MAX, CLIENTS, true).history;
    }

    private static <S> void assertAgrees(boolean expected, History history, Model<S> model, CheckResult result) {
        Verdict verdict = expected ? Verdict.LINEARIZABLE : Verdict.NOT_LINEARIZABLE;
        assertEquals(verdict, result.verdict(), () -> result + " of " + history);
        result.linearization()
                .ifPresent(order -> assertTrue(
                        BruteForce.explains(order.operations(), history, model), () -> order + " of " + history));
        result.conflict().ifPresent(conflict -> {
            assertTrue(conflict.operations().get(0).isOk(), conflict::toString);
            conflict.operations().forEach(o -> assertEquals(o, history.operation(o.index())));
        });
    }

    /** The same history after a long quiet past that leaves nothing behind but operations that can never happen. */
    private static History withPast(History history, String language, int quiet, int impossible) {
        History.Builder past = History.builder();
        boolean kv = language.equals("kv");
        String key = kv ? "k0" : null;
        for (int i = 0; i < quiet; i++) {
            Object value = i == quiet - 1 ? null : kv ? (Object) ("v" + i) : (Object) (long) i;
            String function = kv ? value == null ? "delete" : "put" : "write";
            past.ok(past.invoke(1_000 + i, function, key, value), null);
        }
        for (int i = 0; i < impossible && !language.equals("register"); i++) {
            past.invoke(2_000 + i, "cas", key, List.of("never", "again"));
        }
        List<Operation> operations = new ArrayList<>(past.build().operations());
        int shift = operations.size();
        long later = 2L * shift;
        for (Operation o : history.operations()) {
            long completion = o.isInfo() ? Operation.NEVER : o.completion() + later;
            operations.add(new Operation(
                    o.index() + shift,
                    o.process(),
                    o.function(),
                    o.key(),
                    o.input(),
                    o.output(),
                    o.invocation() + later,
                    completion,
                    o.outcome()));
        }
        return History.of(operations);
    }

    /** The witness with some positions exchanged, invented, made equal or left out. */
    private static Witness shaken(Witness witness, SplittableRandom random) {
        long[] positions = Arrays.copyOf(witness.positions(), witness.positions().length);
        for (int change = random.nextInt(4); change > 0; change--) {
            int one = random.nextInt(positions.length);
            int other = random.nextInt(positions.length);
            long position = positions[one];
            positions[one] = positions[other];
            positions[other] = random.nextInt(3) == 0 ? random.nextInt(-1, positions.length) : position;
        }
        return new Witness(positions);
    }
}
