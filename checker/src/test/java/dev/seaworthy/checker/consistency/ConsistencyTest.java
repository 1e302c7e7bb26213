package dev.seaworthy.checker.consistency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.checker.BruteForce;
import dev.seaworthy.checker.Budget;
import dev.seaworthy.checker.History;
import dev.seaworthy.checker.Model;
import dev.seaworthy.checker.Operation;
import dev.seaworthy.checker.WingGongLowe;
import dev.seaworthy.checker.consistency.LevelResult.Answer;
import dev.seaworthy.checker.consistency.SmallHistory.Shape;
import dev.seaworthy.checker.model.Models;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** The levels against their definitions, carried out on small histories. */
class ConsistencyTest {
    private static final int OPERATIONS = 8;

    @Provide
    Arbitrary<Shape> shapes() {
        return Arbitraries.of(
                new Shape(false, 1, 0, false, 3),
                new Shape(false, 1, 0, true, 3),
                new Shape(false, 1, 2, true, 2),
                new Shape(true, 2, 2, true, 2),
                new Shape(true, 2, 0, false, 3),
                new Shape(true, 2, 0, true, 3));
    }

    @Property(tries = 3_000, seed = "31", shrinking = ShrinkingMode.OFF)
    void sequentialConsistencyIsWhatTheDefinitionSays(@ForAll long seed, @ForAll("shapes") Shape shape) {
        Model<Object> model = SmallHistory.model(shape);
        History history = SmallHistory.of(seed, shape, OPERATIONS, 3);
        boolean expected = BruteForce.isSequential(history, model);
        LevelResult result = Consistency.judge(history, model, Budget.GENEROUS).get(0);
        assertEquals(expected ? Answer.YES : Answer.NO, result.answer(), () -> result + " of " + history);
    }

    @Property(tries = 3_000, seed = "32", shrinking = ShrinkingMode.OFF)
    void theSearchAloneSaysTheSame(@ForAll long seed, @ForAll("shapes") Shape shape) {
        Model<Object> model = SmallHistory.model(shape);
        History history = SmallHistory.of(seed, shape, OPERATIONS, 3);
        boolean expected = BruteForce.isSequential(history, model);
        LevelResult result = new SequentialSearch<>(history, model, Budget.GENEROUS, () -> false).judge();
        assertEquals(expected ? Answer.YES : Answer.NO, result.answer(), () -> result + " of " + history);
        LevelResult hurried = new SequentialSearch<>(history, model, new Budget(seed & 7, 2), () -> false).judge();
        assertTrue(hurried.answer() == Answer.UNKNOWN || hurried.answer() == result.answer());
    }

    @Property(tries = 6_000, seed = "33", shrinking = ShrinkingMode.OFF)
    void sessionGuaranteesAreWhatTheirDefinitionsSay(@ForAll long seed, @ForAll("shapes") Shape shape) {
        Model<Object> model = SmallHistory.model(shape);
        History history = SmallHistory.of(seed, shape, OPERATIONS + 2, 3);
        Sessions sessions = new Sessions(history, model);
        for (Level level : List.of(Level.MONOTONIC_READS, Level.READ_YOUR_WRITES, Level.WRITES_FOLLOW_READS)) {
            LevelResult result = sessions.judge(level);
            boolean expected = ByDefinition.keeps(level, history, model);
            if (result.answer() == Answer.UNKNOWN) {
                assertTrue(shape.hasCas() || shape.values() > 0, () -> result + " of " + history);
            } else {
                assertEquals(
                        expected ? Answer.YES : Answer.NO, result.answer(), () -> level + " " + result + " " + history);
            }
        }
    }

    @Property(tries = 2_000, seed = "34", shrinking = ShrinkingMode.OFF)
    void whatIsStrongerImpliesWhatIsWeaker(@ForAll long seed, @ForAll("shapes") Shape shape) {
        Model<Object> model = SmallHistory.model(shape);
        History history = SmallHistory.of(seed, shape, 14, 4);
        List<LevelResult> results = Consistency.judge(history, model, Budget.GENEROUS);
        if (new WingGongLowe().check(history, model, Budget.GENEROUS).isLinearizable()) {
            assertEquals(Answer.YES, results.get(0).answer(), history::toString);
        }
        if (new SequentialSearch<>(history, model, Budget.GENEROUS, () -> false)
                        .judge()
                        .answer()
                == Answer.YES) {
            results.forEach(result -> assertNotEquals(Answer.NO, result.answer(), () -> result + " of " + history));
        }
    }

    @Example
    void aProcessThatReadsBackwardsIsNamed() {
        History.Builder builder = History.builder();
        builder.ok(builder.invoke(0, "write", 4L), null);
        builder.ok(builder.invoke(0, "write", 5L), null);
        builder.ok(builder.invoke(3, "read", null), 5L);
        builder.ok(builder.invoke(3, "read", null), 4L);
        List<LevelResult> results = Consistency.judge(builder.build(), Models.register(), Budget.GENEROUS);
        assertEquals(
                "It does not even keep monotonic reads: process 0 had done write 4 (#0) before its write 5 (#1); but"
                        + " process 3 had seen 5 before its read → 4 (#3). It keeps read your writes and writes follow"
                        + " reads.",
                Consistency.summary(results));
    }

    @Example
    void aStaleReadOfAnotherProcessIsSequentiallyConsistentAllTheSame() {
        History.Builder builder = History.builder();
        builder.ok(builder.invoke(0, "write", 4L), null);
        builder.ok(builder.invoke(0, "write", 5L), null);
        builder.ok(builder.invoke(3, "read", null), 4L);
        List<LevelResult> results = Consistency.judge(builder.build(), Models.register(), Budget.GENEROUS);
        assertEquals(
                "It is sequentially consistent all the same: one order explains everything, if only each process's own"
                        + " order counts and real time does not.",
                Consistency.summary(results));
    }

    @Example
    void aWriteThatItsOwnProcessDoesNotSeeIsNamed() {
        History.Builder builder = History.builder();
        builder.ok(builder.invoke(1, "write", 4L), null);
        builder.ok(builder.invoke(1, "read", null), null);
        List<LevelResult> results = Consistency.judge(builder.build(), Models.register(), Budget.GENEROUS);
        assertEquals(Answer.NO, results.get(2).answer());
        assertEquals(
                "It does not even keep read your writes: nothing there was there only before write 4 (#0) by process 1;"
                        + " but process 1 had done write 4 (#0) before its read → nil (#1). It keeps monotonic reads"
                        + " and writes follow reads.",
                Consistency.summary(results));
    }

    @Example
    void sequencesOfManyOperationsAreDecided() {
        History.Builder builder = History.builder();
        for (long value = 1; value <= 5_000; value++) {
            builder.ok(builder.invoke(value % 5, "write", value), null);
            builder.ok(builder.invoke(10 + value % 3, "read", null), Math.max(1, value - 1));
        }
        History history = builder.build();
        List<LevelResult> results = Consistency.judge(history, Models.register(), new Budget(100_000, 100_000));
        results.forEach(result -> assertEquals(Answer.YES, result.answer(), result::toString));
    }

    /** The definitions of the session guarantees, by trying everything. */
    private static final class ByDefinition {
        private ByDefinition() {}

        /** Whether the values of each key can be ordered as the level asks. */
        static boolean keeps(Level level, History history, Model<Object> model) {
            LinkedHashSet<Object> keys = new LinkedHashSet<>();
            history.operations().forEach(operation -> keys.add(model.partitionOf(operation)));
            return keys.stream().allMatch(key -> keeps(level, history, model, key));
        }

        private static boolean keeps(Level level, History history, Model<Object> model, Object key) {
            List<Operation> operations = new ArrayList<>(history.operations());
            operations.removeIf(operation -> !model.partitionOf(operation).equals(key));
            LinkedHashSet<Object> values = new LinkedHashSet<>();
            for (Operation operation : operations) {
                Object produced = ValueAction.of(operation).produced();
                if (produced != null) {
                    values.add(produced);
                }
            }
            return someOrder(level, operations, new ArrayList<>(List.of(model.initial())), new ArrayList<>(values));
        }

        private static boolean someOrder(
                Level level, List<Operation> operations, List<Object> order, List<Object> left) {
            if (left.isEmpty()) {
                return isKept(level, operations, order);
            }
            for (int i = 0; i < left.size(); i++) {
                List<Object> longer = new ArrayList<>(order);
                List<Object> fewer = new ArrayList<>(left);
                longer.add(fewer.remove(i));
                if (someOrder(level, operations, longer, fewer)) {
                    return true;
                }
            }
            return false;
        }

        private static boolean isKept(Level level, List<Operation> operations, List<Object> order) {
            for (Operation earlier : operations) {
                for (Operation later : operations) {
                    boolean inSession =
                            earlier.isOk() && earlier.process() == later.process() && earlier.index() <= later.index();
                    if (inSession && !isKept(level, earlier, later, order)) {
                        return false;
                    }
                }
            }
            return true;
        }

        private static boolean isKept(Level level, Operation earlier, Operation later, List<Object> order) {
            Object seen = seen(earlier);
            Object seenLater = seen(later);
            boolean same = earlier.index() == later.index();
            int wrote = order.indexOf(ValueAction.of(earlier).produced());
            int writes = order.indexOf(ValueAction.of(later).produced());
            if (seen != null && !order.contains(seen)) {
                return false;
            }
            boolean kept = same || wrote < 0 || writes < 0 || wrote < writes;
            kept &= seen == null || writes < 0 || order.indexOf(seen) < writes;
            if (level == Level.MONOTONIC_READS && seen != null && seenLater != null) {
                kept &= order.indexOf(seen) <= order.indexOf(seenLater);
            }
            if (level == Level.READ_YOUR_WRITES && !same && wrote >= 0 && seenLater != null) {
                kept &= wrote <= order.indexOf(seenLater);
            }
            return kept;
        }

        private static Object seen(Operation operation) {
            ValueAction action = ValueAction.of(operation);
            return operation.isOk() && action.kind() != ValueAction.Kind.REFUSED ? action.required() : null;
        }
    }

    @Example
    void whatWouldTakeMoreMemoryThanIsAllowedStaysUnknown() {
        History.Builder builder = History.builder();
        for (long i = 0; i < 300; i++) {
            builder.ok(builder.invoke(0, "enqueue", i), null);
        }
        History history = builder.build();
        Budget enoughToBegin = Budget.GENEROUS.withMemoryMaxBytes(SequentialSearch.memoryBytes(300) + 30_000);
        for (Budget little : List.of(enoughToBegin, Budget.GENEROUS.withMemoryMaxBytes(1_000))) {
            LevelResult result =
                    Consistency.judge(history, Models.fifoQueue(), little).get(0);
            assertEquals(Answer.UNKNOWN, result.answer());
            assertEquals(Consistency.NO_MEMORY, result.sentence());
        }
        assertEquals(
                Answer.YES,
                Consistency.judge(history, Models.fifoQueue(), Budget.GENEROUS)
                        .get(0)
                        .answer());
        History.Builder register = History.builder();
        register.ok(register.invoke(0, "write", 1L), null);
        for (LevelResult result :
                Consistency.judge(register.build(), Models.register(), Budget.GENEROUS.withMemoryMaxBytes(100))) {
            assertEquals(Answer.UNKNOWN, result.answer());
        }
    }
}
