package dev.seaworthy.checker.explain;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.checker.Budget;
import dev.seaworthy.checker.CheckResult;
import dev.seaworthy.checker.History;
import dev.seaworthy.checker.Model;
import dev.seaworthy.checker.Operation;
import dev.seaworthy.checker.Verdict;
import dev.seaworthy.checker.WingGongLowe;
import dev.seaworthy.checker.consistency.SmallHistory;
import dev.seaworthy.checker.consistency.SmallHistory.Shape;
import dev.seaworthy.checker.consistency.ValueAction;
import dev.seaworthy.checker.model.Models;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** What {@link Reductions} promise, and what {@link Shrinker} and {@link ShortestPrefix} make of it. */
class ReductionsTest {
    private static final int OPERATIONS = 9;
    private static final int CLIENTS = 3;

    @Provide
    Arbitrary<Shape> shapes() {
        return Arbitraries.of(
                new Shape(false, 1, 2, true, 1),
                new Shape(false, 1, 0, true, 1),
                new Shape(false, 1, 3, false, 2),
                new Shape(true, 1, 0, true, 1),
                new Shape(true, 1, 2, true, 1));
    }

    @Property(tries = 12_000, seed = "21", shrinking = ShrinkingMode.OFF)
    void noReductionMakesAGoodHistoryBad(@ForAll long seed, @ForAll("shapes") Shape shape) {
        Model<Object> model = SmallHistory.model(shape);
        List<Operation> operations = relevant(SmallHistory.of(seed, shape, OPERATIONS, CLIENTS), model);
        if (operations.isEmpty() || isBad(operations, model)) {
            return;
        }
        Trial<Object> trial = new Trial<>(model, Budget.GENEROUS, () -> false);
        Reductions<Object> reductions = new Reductions<>(model);
        SubHistory<Object> part = new SubHistory<>(operations, Start.Kind.INITIAL, List.of(model.initial()));
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder steps = new StringBuilder();
        for (int step = 0; step < 6 && part.size() > 0; step++) {
            part = reduced(reductions, part, model, random, steps);
            SubHistory<Object> now = part;
            assertFalse(trial.fails(part), () -> steps + "of " + operations + " gave " + now);
        }
    }

    private static SubHistory<Object> reduced(
            Reductions<Object> reductions,
            SubHistory<Object> part,
            Model<Object> model,
            SplittableRandom random,
            StringBuilder steps) {
        int at = random.nextInt(part.size());
        Operation operation = part.operations().get(at);
        long moment = random.nextBoolean() || operation.isInfo() ? operation.invocation() : operation.completion();
        int kind = random.nextInt(9);
        steps.append(kind).append(" at ").append(moment).append(", ");
        boolean values = reductions.speaksOfValues(part.operations());
        switch (kind) {
            case 0:
                return reductions.without(part, random.nextInt(at + 1), at + 1);
            case 1:
                return reductions.until(part, moment);
            case 2:
                return operation.isOk() ? reductions.opening(part, at) : part;
            case 3:
                long later = operation.isInfo() ? Operation.NEVER : operation.completion() + random.nextInt(8);
                return reductions.moving(part, at, operation.invocation() - random.nextInt(8), later);
            case 4:
                return values ? reductions.withoutUnneeded(part, random.nextBoolean()) : part;
            case 5:
                return values ? reductions.anyStart(part) : part;
            case 6:
                return values ? reductions.fromAny(part, moment) : part;
            case 7:
                return fromPossible(reductions, part, model, moment);
            default:
                ValueAction action = ValueAction.of(operation);
                Object value = action.required() == null ? action.produced() : action.required();
                return values && value != null ? reductions.withoutValue(part, value) : part;
        }
    }

    private static SubHistory<Object> fromPossible(
            Reductions<Object> reductions, SubHistory<Object> part, Model<Object> model, long moment) {
        if (part.start() != Start.Kind.INITIAL) {
            return part;
        }
        PossibleStates<Object> possible = new PossibleStates<>(model, part.operations(), 1_000_000);
        possible.follow(() -> false);
        List<Object> states = possible.after(moment);
        return states.isEmpty() ? part : reductions.from(part, moment, states);
    }

    @Property(tries = 6_000, seed = "22", shrinking = ShrinkingMode.OFF)
    void whatIsLeftFailsAndNothingMoreCanGo(@ForAll long seed, @ForAll("shapes") Shape shape) {
        Model<Object> model = SmallHistory.model(shape);
        List<Operation> operations = relevant(SmallHistory.of(seed, shape, OPERATIONS, CLIENTS), model);
        if (operations.isEmpty() || !isBad(operations, model)) {
            return;
        }
        Trial<Object> trial = new Trial<>(model, Budget.GENEROUS, () -> false);
        Reductions<Object> reductions = new Reductions<>(model);
        SubHistory<Object> least = new Shrinker<>(trial, reductions, operations).shrink(List.of());
        assertTrue(trial.fails(least), least::toString);
        for (SubHistory<Object> smaller : oneStepSmaller(reductions, least, model)) {
            boolean differs = !smaller.operations().equals(least.operations()) || smaller.start() != least.start();
            assertFalse(differs && trial.fails(smaller), () -> smaller + " fails too, after " + least);
        }
    }

    private static List<SubHistory<Object>> oneStepSmaller(
            Reductions<Object> reductions, SubHistory<Object> part, Model<Object> model) {
        List<SubHistory<Object>> smaller = new ArrayList<>();
        boolean values = reductions.speaksOfValues(part.operations());
        LinkedHashSet<Object> mentioned = new LinkedHashSet<>();
        for (int i = 0; i < part.size(); i++) {
            Operation operation = part.operations().get(i);
            smaller.add(reductions.without(part, i, i + 1));
            if (operation.isOk() && !model.isReadOnly(operation)) {
                smaller.add(reductions.opening(part, i));
            }
            if (values && operation.isOk()) {
                smaller.add(reductions.fromAny(part, operation.completion()));
            }
            mentioned.add(ValueAction.of(operation).required());
            mentioned.add(ValueAction.of(operation).produced());
        }
        mentioned.remove(null);
        if (values) {
            mentioned.forEach(value -> smaller.add(reductions.withoutValue(part, value)));
            smaller.add(reductions.withoutUnneeded(part, false));
        }
        return smaller;
    }

    @Property(tries = 6_000, seed = "23", shrinking = ShrinkingMode.OFF)
    void thePrefixIsTheShortestThatFails(@ForAll long seed, @ForAll("shapes") Shape shape) {
        Model<Object> model = SmallHistory.model(shape);
        List<Operation> operations = relevant(SmallHistory.of(seed, shape, OPERATIONS, CLIENTS), model);
        if (operations.isEmpty() || !isBad(operations, model)) {
            return;
        }
        Operation suspect = operations.get((int) Math.floorMod(seed, (long) operations.size()));
        ShortestPrefix<Object> prefix =
                new ShortestPrefix<>(new Trial<>(model, Budget.GENEROUS, () -> false), operations);
        prefix.find(List.of(suspect));
        assertTrue(prefix.isShortest());
        for (Operation operation : operations) {
            boolean fails = operation.isOk() && isBad(until(operations, operation.completion()), model);
            assertTrue(
                    operation.isInfo()
                            || fails == (operation.completion() >= prefix.last().completion()),
                    () -> operation + " and " + prefix.last() + " of " + operations);
        }
    }

    @Example
    void aWriteIsNeverTakenAwayFromItsReaders() {
        History.Builder builder = History.builder();
        builder.ok(builder.invoke(0, "write", 1L), null);
        builder.ok(builder.invoke(0, "read", null), 1L);
        Model<Object> model = Models.casRegister();
        List<Operation> operations = builder.build().operations();
        Reductions<Object> reductions = new Reductions<>(model);
        SubHistory<Object> part = new SubHistory<>(operations, Start.Kind.INITIAL, List.of(model.initial()));
        assertTrue(reductions.withoutUnneeded(part, false).size() == 2);
        assertTrue(reductions.withoutValue(part, 1L).size() == 0);
    }

    /** What was known at this moment, by the definition. */
    private static List<Operation> until(List<Operation> operations, long time) {
        List<Operation> known = new ArrayList<>();
        for (Operation operation : operations) {
            if (operation.invocation() <= time) {
                known.add(operation.completion() <= time ? operation : SubHistory.opened(operation));
            }
        }
        return known;
    }

    private static List<Operation> relevant(History history, Model<Object> model) {
        List<Operation> relevant = new ArrayList<>(history.operations());
        relevant.removeIf(operation -> operation.isInfo() && model.isReadOnly(operation));
        return relevant;
    }

    private static boolean isBad(List<Operation> operations, Model<Object> model) {
        CheckResult result = new WingGongLowe().check(SubHistory.toHistory(operations), model, Budget.GENEROUS);
        return result.verdict() == Verdict.NOT_LINEARIZABLE;
    }
}
