package dev.seaworthy.checker.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.checker.Budget;
import dev.seaworthy.checker.CheckResult;
import dev.seaworthy.checker.Checker;
import dev.seaworthy.checker.History;
import dev.seaworthy.checker.Model;
import dev.seaworthy.checker.model.Models;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of the common contradictions, and of how many operations. */
class ExplainerTest {
    private final History.Builder builder = History.builder();

    @Test
    void aValueNobodyWrote() {
        write(0, 1);
        read(1, 1);
        read(1, 7);
        Explanation explanation = explain();
        assertEquals(Rule.NEVER_WRITTEN, explanation.rule());
        assertEquals(List.of(2), indexes(explanation));
        assertEquals(
                "#2 read → 7 by process 1 cannot be: nobody ever wrote 7, and at first the register is not set.",
                explanation.sentence());
    }

    @Test
    void aValueSeenBeforeItWasWritten() {
        read(1, 7);
        write(0, 7);
        Explanation explanation = explain();
        assertEquals(Rule.SEEN_BEFORE_WRITTEN, explanation.rule());
        assertEquals(List.of(0), indexes(explanation));
        assertEquals(1, explanation.related().get(0).index());
    }

    @Test
    void aStaleReadIsTheReadAndWhatHadReplacedTheValue() {
        for (int i = 0; i < 50; i++) {
            write(0, i);
            read(1, i);
        }
        read(2, 30);
        read(1, 49);
        Explanation explanation = explain();
        assertEquals(Rule.STALE_READ, explanation.rule());
        assertEquals(List.of(98, 100), indexes(explanation));
        assertEquals(
                "#100 read → 30 by process 2 saw 30 too late: #98 write 49 by process 0 had completed before, and"
                        + " nothing that brings 30 back could come in between. The last to bring 30 was #60 write 30"
                        + " by process 0.",
                explanation.sentence());
        assertEquals(Start.Kind.ANY, explanation.start().kind());
        assertEquals(101, explanation.prefix().operations());
        assertTrue(explanation.prefix().isShortest());
        assertEquals(100, explanation.prefix().longest().size());
        assertEquals(1, explanation.order().size());
        assertTrue(explanation.isMinimal());
    }

    @Test
    void aValueThatWentBack() {
        int one = invoke(0, "write", 1L);
        int two = invoke(1, "write", 2L);
        read(2, 2);
        builder.ok(one, null);
        builder.ok(two, null);
        read(2, 2);
        read(3, 1);
        Explanation explanation = explain();
        assertEquals(Rule.WENT_BACK, explanation.rule());
        assertEquals(List.of(3, 4), indexes(explanation));
    }

    @Test
    void aValueTakenTwice() {
        write(0, 1);
        int one = invoke(0, "cas", List.of(1L, 2L));
        int other = invoke(1, "cas", List.of(1L, 3L));
        builder.ok(one, true);
        builder.ok(other, true);
        Explanation explanation = explain();
        assertEquals(Rule.TAKEN_TWICE, explanation.rule());
        assertEquals(List.of(1, 2), indexes(explanation));
        assertEquals(List.of(), explanation.order());
    }

    @Test
    void twoValuesThatAlternateThoughEachWasWrittenOnce() {
        int one = invoke(0, "write", 1L);
        int two = invoke(1, "write", 2L);
        read(2, 1);
        read(2, 2);
        read(2, 1);
        builder.ok(one, null);
        builder.ok(two, null);
        Explanation explanation = explain();
        assertEquals(Rule.TWO_AT_ONCE, explanation.rule());
        assertEquals(List.of(0, 1, 2, 3, 4), indexes(explanation));
        assertTrue(explanation.sentence().startsWith("The value 1 was written only once, so it must have been there"));
        assertTrue(explanation.operations().get(0).isOptional(), "when the writes completed does not matter");
    }

    @Test
    void whatHasNoNameIsToldByWhereTheOrdersEnd() {
        write(0, 4);
        int refused = invoke(1, "cas", List.of(4L, 5L));
        builder.ok(refused, false);
        Explanation explanation = explain();
        assertEquals(Rule.NO_ORDER, explanation.rule());
        assertEquals(List.of(0, 1), indexes(explanation));
        assertEquals(1, explanation.attempts().get(0).stuck().index());
        assertEquals("the value is 4", explanation.attempts().get(0).end());
    }

    @Test
    void operationsThatDoNotHelpAreNamedAsSuch() {
        write(0, 1);
        invoke(7, "cas", List.of(4L, 2L));
        invoke(8, "cas", List.of(1L, 4L));
        invoke(9, "write", 4L);
        write(0, 2);
        read(2, 1);
        Explanation explanation = explain();
        assertEquals(Rule.STALE_READ, explanation.rule());
        assertTrue(explanation.sentence().endsWith(" placed, that does not help."), explanation.sentence());
        assertTrue(explanation.operations().get(0).isOptional());
    }

    @Test
    void aModelThatIsNotAboutValuesIsExplainedToo() {
        Model<?> model = Models.multiRegister(0L);
        builder.ok(
                builder.invoke(0, "txn", transaction("write", 1L, "write", 1L)), transaction("write", 1L, "write", 1L));
        for (int i = 0; i < 20; i++) {
            builder.ok(
                    builder.invoke(1, "txn", transaction("read", null, "read", null)),
                    transaction("read", 1L, "read", 1L));
        }
        builder.ok(
                builder.invoke(1, "txn", transaction("read", null, "read", null)), transaction("read", 1L, "read", 0L));
        Explanation explanation = explain(model, Budget.GENEROUS);
        assertEquals(Rule.NO_ORDER, explanation.rule());
        assertEquals(List.of(21), indexes(explanation));
        assertEquals(Start.Kind.SOME, explanation.start().kind());
    }

    @Test
    void anExplanationThatStopsEarlySaysSo() {
        for (int i = 0; i < 50; i++) {
            write(0, i);
            read(1, i);
        }
        read(2, 30);
        Explanation explanation = explain(Models.casRegister(), new Budget(3, 100));
        assertFalse(explanation.isMinimal());
        assertEquals(101, explanation.operations().size());
        assertEquals(List.of(), explanation.attempts());
        assertTrue(explanation.sentence().contains("of these 101 operations"));
        assertTrue(explanation.cost() < 1_000, "cost " + explanation.cost());
        assertTrue(explanation.toText().contains("may not be the fewest"));
        assertTrue(explanation.toJson().contains("\"minimal\":false"));
    }

    @Test
    void aGoodHistoryHasNothingToExplain() {
        write(0, 1);
        History history = builder.build();
        Model<Object> model = Models.casRegister();
        CheckResult result = new Checker().check(history, model, Budget.GENEROUS);
        assertThrows(
                IllegalArgumentException.class, () -> new Explainer().explain(history, model, result, Budget.GENEROUS));
    }

    @Test
    void textAndJsonSayTheSame() {
        write(0, 1);
        write(0, 2);
        read(1, 1);
        Explanation explanation = explain();
        assertEquals("""
                A stale read
                #2 read → 1 by process 1 saw 1 too late: #1 write 2 by process 0 had completed before, and nothing that \
                brings 1 back could come in between. The last to bring 1 was #0 write 1 by process 0.

                   operation  process  from..to                      what
                          #1        0  2..3                          write 2
                          #2        1  4..5                          read → 1

                What no order may change: #1 completed before #2 was invoked.
                This holds whatever came before.
                Everything until shortly before #2 completed can be explained; with it, the 3 operations invoked by then cannot.
                Nothing more can be left out of these operations.
                """, explanation.toText());
        assertEquals(
                "{\"partition\":\"\",\"rule\":\"STALE_READ\",\"title\":\"A stale read\",\"sentence\":\"#2 read → 1 by"
                        + " process 1 saw 1 too late: #1 write 2 by process 0 had completed before, and nothing that"
                        + " brings 1 back could come in between. The last to bring 1 was #0 write 1 by process 0.\","
                        + "\"prefix\":{\"operations\":3,\"last\":2,\"shortest\":true},"
                        + "\"start\":{\"kind\":\"ANY\",\"states\":[\"the value is 1\",\"the value is another one\"]},"
                        + "\"operations\":[{\"index\":1,\"process\":0,\"operation\":\"write 2\",\"outcome\":\"OK\","
                        + "\"invocation\":2,\"completion\":3,\"optional\":false},{\"index\":2,\"process\":1,"
                        + "\"operation\":\"read → 1\",\"outcome\":\"OK\",\"invocation\":4,\"completion\":5,"
                        + "\"optional\":false}],\"order\":[[1,2]],\"related\":[0],"
                        + "\"attempts\":[{\"start\":\"the value is 1\",\"steps\":[{\"index\":1,"
                        + "\"state\":\"the value is 2\"}],\"stuck\":2,\"blocked\":[2]}],"
                        + "\"minimal\":true,\"stoppedEarly\":null,\"cost\":" + explanation.cost() + "}",
                explanation.toJson());
    }

    private static List<Object> transaction(String first, Object one, String second, Object other) {
        return List.of(
                Arrays.asList(new dev.seaworthy.checker.Keyword(first), "x", one),
                Arrays.asList(new dev.seaworthy.checker.Keyword(second), "y", other));
    }

    private int invoke(long process, String function, Object input) {
        return builder.invoke(process, function, input);
    }

    private void write(long process, long value) {
        builder.ok(invoke(process, "write", value), null);
    }

    private void read(long process, long value) {
        builder.ok(invoke(process, "read", null), value);
    }

    private Explanation explain() {
        return explain(Models.casRegister(), Budget.GENEROUS);
    }

    private <S> Explanation explain(Model<S> model, Budget budget) {
        History history = builder.build();
        CheckResult result = new Checker().check(history, model, Budget.GENEROUS);
        return new Explainer().explain(history, model, result, budget);
    }

    private static List<Integer> indexes(Explanation explanation) {
        return explanation.operations().stream()
                .map(culprit -> culprit.operation().index())
                .toList();
    }
}
