package dev.seaworthy.checker.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.checker.Budget;
import dev.seaworthy.checker.Checker;
import dev.seaworthy.checker.History;
import dev.seaworthy.checker.Keyword;
import dev.seaworthy.checker.Model;
import dev.seaworthy.checker.Operation;
import dev.seaworthy.checker.Outcome;
import dev.seaworthy.checker.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The models that are not registers. */
class OtherModelsTest {
    @Test
    void aMutexIsAcquiredWhereItIsFreeAndReleasedWhereItIsHeld() {
        Mutex mutex = new Mutex();
        assertEquals(true, mutex.step(false, ok("acquire", null, null)));
        assertNull(mutex.step(true, ok("acquire", null, null)));
        assertEquals(false, mutex.step(true, ok("release", null, null)));
        assertNull(mutex.step(false, ok("release", null, null)));
        assertEquals(true, mutex.step(true, info("acquire", null)));
    }

    @Test
    void aCounterAddsAndTellsTheSum() {
        Counter counter = new Counter(false);
        assertEquals(5L, counter.step(2L, ok("add", 3L, null)));
        assertEquals(5L, counter.step(2L, ok("add", 3L, 5L)));
        assertNull(counter.step(2L, ok("add", 3L, 6L)));
        assertEquals(-1L, counter.step(2L, info("add", -3L)));
        assertEquals(2L, counter.step(2L, ok("read", null, 2L)));
        assertNull(counter.step(2L, ok("read", null, 3L)));
        assertTrue(counter.objectionTo(ok("add", "x", null)).isPresent());
        assertTrue(counter.objectionTo(ok("read", null, null)).isPresent());
    }

    @Test
    void whereAddsAreAnsweredWithWhatWasAddedTheAnswersAreNoSums() {
        History.Builder history = History.builder();
        history.ok(history.invoke(0, "add", 1L), 1L);
        history.ok(history.invoke(0, "add", 1L), 1L);
        Model<?> echoes = Models.named("counter", history.build()).orElseThrow();
        assertTrue(new Checker().check(history.build(), echoes, Budget.SMALL).isLinearizable());
        history.ok(history.invoke(0, "add", 1L), 3L);
        Model<?> sums = Models.named("counter", history.build()).orElseThrow();
        assertEquals(
                Verdict.NOT_LINEARIZABLE,
                new Checker().check(history.build(), sums, Budget.SMALL).verdict());
    }

    @Test
    void aTransactionIsAnsweredWithItself() {
        Model<?> registers = Models.multiRegister(0L);
        List<Object> asked = List.of(Arrays.asList(new Keyword("read"), "x", null));
        List<Object> read = List.of(Arrays.asList(new Keyword("read"), "x", 5L));
        List<Object> written = List.of(Arrays.asList(new Keyword("write"), "x", 5L));
        assertTrue(registers.objectionTo(ok("txn", asked, read)).isEmpty());
        assertTrue(registers.objectionTo(ok("txn", written, written)).isEmpty());
        // Otherwise something that changes a register would pass for a mere look at it.
        assertTrue(registers.objectionTo(ok("txn", asked, written)).isPresent());
        assertTrue(registers.objectionTo(ok("txn", written, read)).isPresent());
        assertTrue(registers.objectionTo(ok("txn", asked, List.of())).isPresent());
    }

    @Test
    void aQueueGivesFirstWhatCameFirst() {
        FifoQueue queue = new FifoQueue();
        List<Object> two = queue.step(queue.step(queue.initial(), ok("enqueue", 1L, null)), ok("enqueue", 2L, null));
        assertEquals(List.of(1L, 2L), two);
        assertEquals(List.of(2L), queue.step(two, ok("dequeue", null, 1L)));
        assertNull(queue.step(two, ok("dequeue", null, 2L)));
        assertNull(queue.step(two, ok("dequeue", null, null)));
        assertEquals(List.of(), queue.step(List.of(), ok("dequeue", null, Keyword.ABSENT)));
        assertNull(queue.step(List.of(), ok("dequeue", null, 1L)));
        assertEquals(List.of(2L), queue.step(two, info("dequeue", null)));
        assertEquals(List.of(), queue.step(List.of(), info("dequeue", null)));
        assertTrue(queue.objectionTo(ok("enqueue", null, null)).isPresent());
    }

    @Test
    void aSetTellsWhatItHolds() {
        SetModel set = new SetModel(false);
        ValueSet one = set.step(set.initial(), ok("add", 1L, true));
        assertTrue(one.contains(1L));
        assertNull(set.step(one, ok("add", 1L, true)));
        assertEquals(one, set.step(one, ok("add", 1L, false)));
        assertEquals(one, set.step(one, ok("contains", 1L, true)));
        assertNull(set.step(one, ok("contains", 2L, true)));
        assertEquals(set.initial(), set.step(one, ok("remove", 1L, true)));
        assertNull(set.step(one, ok("remove", 2L, true)));
        assertEquals(one, set.step(one, ok("read", null, List.of(1L))));
        assertNull(set.step(one, ok("read", null, List.of())));
        assertNull(set.step(one, ok("read", null, List.of(1L, 2L))));
        assertEquals(one, set.step(one, info("remove", 2L)));
    }

    @Test
    void eachKeyIsAnObjectOfItsOwn() {
        Operation keyed = new Operation(0, 1, "acquire", "k", null, null, 0, 1, Outcome.OK);
        for (Model<?> model : List.of(new Mutex(), new Counter(false), new FifoQueue(), Models.casRegister())) {
            assertEquals("k", model.partitionOf(keyed));
            assertEquals("", model.partitionOf(ok("acquire", null, null)));
        }
    }

    @Test
    void aSetThatIsNeverReadAsAWholeIsDividedByValues() {
        History.Builder history = History.builder();
        int add = history.invoke(1, "add", 7L);
        history.ok(add, null);
        Model<?> divided = Models.named("set", history.build()).orElseThrow();
        assertNotEquals(divided.partitionOf(ok("add", 7L, null)), divided.partitionOf(ok("contains", 8L, true)));
        history.ok(history.invoke(1, "read", null), List.of(7L));
        Model<?> whole = Models.named("set", history.build()).orElseThrow();
        assertEquals(whole.partitionOf(ok("add", 7L, null)), whole.partitionOf(ok("contains", 8L, true)));
    }

    @Test
    void registersThatAreNeverTouchedTogetherAreDivided() {
        History.Builder history = History.builder();
        List<Object> x = List.of(Arrays.asList(new Keyword("write"), "x", 1L));
        List<Object> y = List.of(Arrays.asList(new Keyword("write"), "y", 1L));
        history.ok(history.invoke(1, "txn", x), x);
        Model<?> divided = Models.named("multi-register", history.build()).orElseThrow();
        assertNotEquals(divided.partitionOf(ok("txn", x, x)), divided.partitionOf(ok("txn", y, y)));
        List<Object> both = List.of(x.get(0), y.get(0));
        history.ok(history.invoke(1, "txn", both), both);
        Model<?> whole = Models.named("multi-register", history.build()).orElseThrow();
        assertEquals(whole.partitionOf(ok("txn", x, x)), whole.partitionOf(ok("txn", y, y)));
    }

    private record Colliding(int number) {
        @Override
        public int hashCode() {
            return 7;
        }
    }

    @Test
    void valueSetsAreEqualExactlyIfTheyHoldTheSame() {
        SplittableRandom random = new SplittableRandom(5);
        for (int round = 0; round < 300; round++) {
            ValueSet one = ValueSet.EMPTY;
            TreeSet<Integer> expected = new TreeSet<>();
            int range = 1 + random.nextInt(60);
            for (int step = 0; step < 80; step++) {
                int number = random.nextInt(range);
                boolean adds = random.nextInt(3) > 0;
                one = adds ? one.with(value(number)) : one.without(value(number));
                boolean changed = adds ? expected.add(number) : expected.remove(number);
                assertEquals(expected.size(), one.size(), () -> "after a change: " + changed);
            }
            ValueSet other = ValueSet.EMPTY;
            for (int number : expected.descendingSet()) {
                other = other.with(value(number));
            }
            assertEquals(one, other);
            assertEquals(one.hashCode(), other.hashCode());
            assertSame(one, one.without(value(1_000)));
            assertNotEquals(one, one.with(value(1_000)));
            for (int number = 0; number < range; number++) {
                assertEquals(expected.contains(number), one.contains(value(number)));
            }
        }
    }

    /** Every third value has the hash of all other third values. */
    private static Object value(int number) {
        return number % 3 == 0 ? new Colliding(number) : (Object) (long) number;
    }

    private static Operation ok(String function, Object input, Object output) {
        return new Operation(0, 1, function, null, input, output, 0, 1, Outcome.OK);
    }

    private static Operation info(String function, Object input) {
        return new Operation(0, 1, function, null, input, null, 0, Operation.NEVER, Outcome.INFO);
    }
}
