package dev.seaworthy.checker.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.checker.Budget;
import dev.seaworthy.checker.CheckResult;
import dev.seaworthy.checker.Checker;
import dev.seaworthy.checker.History;
import dev.seaworthy.checker.Model;
import dev.seaworthy.checker.Operation;
import dev.seaworthy.checker.Verdict;
import dev.seaworthy.checker.WingGongLowe;
import dev.seaworthy.checker.explain.Explainer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The second example of {@code docs/checker.md}. */
class OwnModelTest {
    /** High-water marks, one for each key: raise sets a mark that is lower, and answers what it is then. */
    static class HighWaterMarks implements Model<Long> {
        @Override
        public String name() {
            return "high-water-marks";
        }

        @Override
        public Long initial() {
            return 0L;
        }

        @Override
        public Object partitionOf(Operation operation) {
            return operation.key();
        }

        @Override
        public Long step(Long mark, Operation operation) {
            long raised = isReadOnly(operation) ? mark : Math.max(mark, (Long) operation.input());
            boolean fits = operation.isInfo() || operation.output().equals(raised);
            return fits ? raised : null;
        }

        @Override
        public boolean isReadOnly(Operation operation) {
            return operation.function().equals("read");
        }

        @Override
        public Optional<String> objectionTo(Operation operation) {
            return List.of("raise", "read").contains(operation.function())
                    ? Optional.empty()
                    : Optional.of("there is raise and read, not " + operation.function());
        }
    }

    private final History.Builder history = History.builder();

    @Test
    void marksThatOnlyRiseAreFine() {
        int slow = history.invoke(1, "raise", "oil", 7L);
        history.ok(history.invoke(2, "raise", "water", 9L), 9L);
        history.invoke(3, "raise", "oil", 8L);
        history.ok(history.invoke(2, "read", "oil", null), 8L);
        history.ok(slow, 8L);
        history.ok(history.invoke(2, "read", "water", null), 9L);
        assertVerdict(Verdict.LINEARIZABLE);
    }

    @Test
    void aMarkThatFellIsExplained() {
        history.ok(history.invoke(1, "raise", "oil", 7L), 7L);
        history.ok(history.invoke(2, "raise", "water", 9L), 9L);
        history.ok(history.invoke(1, "raise", "oil", 3L), 3L);
        CheckResult result = assertVerdict(Verdict.NOT_LINEARIZABLE);
        assertEquals("oil", result.conflict().orElseThrow().partition());
        String text = new Explainer()
                .explain(history.build(), new HighWaterMarks(), result, Budget.GENEROUS)
                .toText();
        assertTrue(text.contains("raise oil 3") && !text.contains("water"), text);
    }

    private CheckResult assertVerdict(Verdict verdict) {
        CheckResult result = new Checker().check(history.build(), new HighWaterMarks(), Budget.GENEROUS);
        assertEquals(verdict, result.verdict(), result::toString);
        Verdict other = new WingGongLowe()
                .check(history.build(), new HighWaterMarks(), Budget.GENEROUS)
                .verdict();
        assertEquals(verdict, other);
        return result;
    }
}
