package dev.seaworthy.checker.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.checker.History;
import dev.seaworthy.checker.Keyword;
import dev.seaworthy.checker.Model;
import dev.seaworthy.checker.Operation;
import dev.seaworthy.checker.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelsTest {
    private static final Object ABSENT = Keyword.ABSENT;
    private static final Keyword ACTUAL = new Keyword("actual");

    @Test
    void aReadSeesTheValueWrittenLast() {
        Model<Object> register = Models.register();
        assertEquals(7L, register.step(ABSENT, ok("write", null, 7L, 7L)));
        assertEquals(7L, register.step(7L, ok("read", null, null, 7L)));
        assertNull(register.step(8L, ok("read", null, null, 7L)));
    }

    @Test
    void aReadOfNilSeesThatNothingIsThere() {
        for (Model<Object> model : List.of(Models.register(), Models.casRegister())) {
            assertEquals(ABSENT, model.initial());
            assertEquals(ABSENT, model.step(ABSENT, ok("read", null, null, null)));
            assertNull(model.step(7L, ok("read", null, null, null)));
            assertEquals(ABSENT, model.step(7L, ok("write", null, null, null)));
        }
        assertNull(Models.casRegister(0L).step(0L, ok("read", null, null, null)));
        assertEquals(ABSENT, Models.keyValue().step(ABSENT, ok("get", "k", null, null)));
        assertEquals(ABSENT, Models.keyValue().step(ABSENT, ok("get", "k", null, ABSENT)));
        assertNull(Models.keyValue().step("", ok("get", "k", null, null)));
    }

    @Test
    void aSuccessfulCasFoundWhatItExpected() {
        List<Object> pair = List.of(1L, 2L);
        for (Object success : Arrays.asList(pair, true, null)) {
            assertEquals(2L, Models.casRegister().step(1L, ok("cas", null, pair, success)));
            assertNull(Models.casRegister().step(3L, ok("cas", null, pair, success)));
        }
        assertEquals("v", Models.keyValue().step(ABSENT, ok("cas", "k", Arrays.asList(null, "v"), true)));
        assertEquals(ABSENT, Models.keyValue().step("v", ok("cas", "k", Arrays.asList("v", null), true)));
    }

    @Test
    void aRefusedCasFoundSomethingElse() {
        Operation refused = ok("cas", "k", List.of("a", "b"), false);
        assertEquals("c", Models.keyValue().step("c", refused));
        assertNull(Models.keyValue().step("a", refused));
    }

    @Test
    void aRefusedCasThatRevealsTheValueIsARead() {
        Operation refused = ok("cas", "k", List.of("a", "b"), List.of(ACTUAL, "c"));
        assertEquals("c", Models.keyValue().step("c", refused));
        assertNull(Models.keyValue().step("d", refused));
        assertNull(Models.keyValue().step("a", ok("cas", "k", List.of("a", "b"), List.of(ACTUAL, "a"))));
        Operation absent = ok("cas", "k", List.of("a", "b"), Arrays.asList(ACTUAL, null));
        assertEquals(ABSENT, Models.keyValue().step(ABSENT, absent));
        assertTrue(Models.keyValue().isReadOnly(refused));
    }

    @Test
    void anUnknownOperationIsPossibleInEveryState() {
        assertEquals(2L, Models.casRegister().step(1L, info("cas", null, List.of(1L, 2L))));
        assertEquals(3L, Models.casRegister().step(3L, info("cas", null, List.of(1L, 2L))));
        assertEquals(3L, Models.casRegister().step(3L, info("read", null, null)));
        assertEquals(ABSENT, Models.keyValue().step("v", info("delete", "k", null)));
        assertEquals("v", Models.keyValue().step("v", info("get", "k", null)));
        assertFalse(Models.keyValue().isReadOnly(info("cas", "k", List.of("a", "b"))));
    }

    @Test
    void appendAddsToWhatIsThere() {
        assertEquals("ab", Models.keyValue().step("a", ok("append", "k", "b", null)));
        assertEquals("b", Models.keyValue().step(ABSENT, ok("append", "k", "b", null)));
    }

    @Test
    void deleteMayRevealWhatItRemoved() {
        assertEquals(ABSENT, Models.keyValue().step("a", ok("delete", "k", null, null)));
        assertEquals(ABSENT, Models.keyValue().step("a", ok("delete", "k", null, "a")));
        assertEquals(ABSENT, Models.keyValue().step(ABSENT, ok("delete", "k", null, ABSENT)));
        assertNull(Models.keyValue().step("b", ok("delete", "k", null, "a")));
        assertNull(Models.keyValue().step("b", ok("delete", "k", null, ABSENT)));
    }

    @Test
    void aTransactionReadsItsOwnWritesAndTakesEffectAtOnce() {
        Keyword read = new Keyword("read");
        Keyword write = new Keyword("write");
        Keyword x = new Keyword("x");
        Keyword y = new Keyword("y");
        Object question = List.of(Arrays.asList(read, x, null), List.of(write, x, 1L), Arrays.asList(read, x, null));
        Object answer = List.of(List.of(read, x, 0L), List.of(write, x, 1L), List.of(read, x, 1L));
        check(Models.multiRegister(0L), ok("txn", null, question, answer), List.of(read, y, 0L), List.of(read, x, 1L));
    }

    private static <S> void check(Model<S> model, Operation transaction, Object holds, Object alsoHolds) {
        S after = model.step(model.initial(), transaction);
        Object question = List.of(holds, alsoHolds);
        assertEquals(after, model.step(after, ok("txn", null, question, question)));
        assertNull(model.step(model.initial(), ok("txn", null, question, question)));
        assertTrue(model.isReadOnly(ok("txn", null, question, question)));
        assertFalse(model.isReadOnly(transaction));
    }

    @Test
    void modelsObjectToWhatTheyCannotJudge() {
        assertTrue(Models.register()
                .objectionTo(ok("cas", null, List.of(1L, 2L), null))
                .isPresent());
        assertTrue(Models.casRegister().objectionTo(ok("cas", null, 1L, null)).isPresent());
        assertTrue(Models.casRegister()
                .objectionTo(ok("cas", null, List.of(1L, 2L), "yes"))
                .isPresent());
        assertTrue(Models.register().objectionTo(ok("write", null, 1L, 2L)).isPresent());
        assertTrue(Models.register().objectionTo(ok("write", null, 1L, true)).isEmpty());
        assertTrue(Models.casRegister().objectionTo(ok("write", null, 1L, 1L)).isEmpty());
        assertTrue(Models.casRegister().objectionTo(ok("write", null, 1L, null)).isEmpty());
        assertTrue(Models.keyValue().objectionTo(ok("get", null, null, null)).isPresent());
        assertTrue(Models.keyValue().objectionTo(ok("put", "k", 1L, null)).isPresent());
        assertTrue(Models.keyValue().objectionTo(ok("append", "k", null, null)).isPresent());
        assertTrue(Models.keyValue()
                .objectionTo(ok("cas", "k", List.of(1L, 2L), null))
                .isPresent());
        assertTrue(Models.keyValue().objectionTo(ok("incr", "k", null, null)).isPresent());
        assertTrue(Models.multiRegister(0L)
                .objectionTo(ok("txn", null, List.of(1L), List.of()))
                .isPresent());
        assertTrue(Models.multiRegister(0L)
                .objectionTo(ok("txn", null, List.of(), null))
                .isPresent());
        assertEquals(Optional.empty(), Models.multiRegister(0L).objectionTo(info("txn", null, List.of())));
        assertEquals(Optional.empty(), Models.keyValue().objectionTo(ok("cas", "k", Arrays.asList(null, "b"), false)));
    }

    @Test
    void everyNameHasItsModel() {
        for (String name : Models.names()) {
            assertEquals(name, Models.named(name).orElseThrow().name());
        }
        assertEquals(Optional.empty(), Models.named("queue"));
    }

    @Test
    void keysStartEmptyWhereAHistoryShowsIt() {
        History.Builder builder = History.builder();
        builder.ok(builder.invoke(0, "get", "k", null), "");
        assertEquals("", Models.named("kv", builder.build()).orElseThrow().initial());
        assertEquals(
                ABSENT, Models.named("register", builder.build()).orElseThrow().initial());
        builder.ok(builder.invoke(0, "get", "k2", null), null);
        assertEquals(ABSENT, Models.named("kv", builder.build()).orElseThrow().initial());
        assertEquals(
                ABSENT,
                Models.named("kv", History.builder().build()).orElseThrow().initial());
    }

    private static Operation ok(String function, String key, Object input, Object output) {
        return new Operation(0, 1, function, key, input, output, 0, 1, Outcome.OK);
    }

    private static Operation info(String function, String key, Object input) {
        return new Operation(0, 1, function, key, input, null, 0, Operation.NEVER, Outcome.INFO);
    }
}
