package dev.seaworthy.checker.edn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.seaworthy.checker.History;
import dev.seaworthy.checker.Keyword;
import dev.seaworthy.checker.Operation;
import dev.seaworthy.checker.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class EdnRoundTripTest {
    @Provide
    Arbitrary<Object> values() {
        Arbitrary<Object> simple = Arbitraries.oneOf(
                Arbitraries.of(true, false, Keyword.ABSENT, new Keyword("a.b/c?")),
                Arbitraries.longs().asGeneric(),
                Arbitraries.strings().all().ofMaxLength(6).asGeneric(),
                Arbitraries.strings()
                        .withChars("\"\\\n\t{}[]();#,:é\u0000")
                        .ofMaxLength(6)
                        .asGeneric());
        Arbitrary<Object> nullable = simple.injectNull(0.1);
        return Arbitraries.lazyOf(
                () -> nullable,
                () -> nullable,
                () -> values().list().ofMaxSize(3).asGeneric());
    }

    @Property(tries = 1_000, seed = "21")
    void whatIsWrittenIsReadBack(@ForAll("values") Object one, @ForAll("values") Object two, @ForAll long seed) {
        History history = history(new SplittableRandom(seed), one, two);
        String text = EdnHistoryWriter.write(history);
        assertEquals(history, EdnHistoryReader.parse("written", text), text);
        assertEquals(history, EdnHistoryReader.parse("written", history.size() == 0 ? text : "[" + text + "]"), text);
    }

    private static History history(SplittableRandom random, Object one, Object two) {
        History.Builder builder = History.builder();
        int[] underWay = {-1, -1, -1};
        for (int event = random.nextInt(20); event > 0; event--) {
            int process = random.nextInt(underWay.length);
            int open = underWay[process];
            if (open < 0) {
                String key = random.nextBoolean() ? "k\"" + random.nextInt(3) : null;
                Object input = random.nextBoolean() ? one : two;
                underWay[process] = builder.invoke(process - 1, random.nextBoolean() ? "put" : "a-b?", key, input);
                continue;
            }
            switch (random.nextInt(3)) {
                case 0 -> builder.ok(open, random.nextBoolean() ? one : two);
                case 1 -> builder.fail(open);
                default -> {}
            }
            underWay[process] = -1;
        }
        return builder.build();
    }

    @Test
    void concurrentOperationsAtEqualTimesStayConcurrent() {
        List<Operation> operations = new ArrayList<>();
        operations.add(new Operation(0, 0, "write", null, 1L, null, 5, 7, Outcome.OK));
        operations.add(new Operation(1, 1, "write", null, 2L, null, 7, 7, Outcome.OK));
        operations.add(new Operation(2, 2, "write", null, 3L, null, 7, 9, Outcome.OK));
        operations.add(new Operation(3, 0, "write", null, 4L, null, 8, 8, Outcome.OK));
        History again = EdnHistoryReader.parse("written", EdnHistoryWriter.write(History.of(operations)));
        for (Operation a : operations) {
            for (Operation b : operations) {
                boolean before = again.operation(a.index()).precedes(again.operation(b.index()));
                assertEquals(a.precedes(b), before, a + " and " + b);
            }
        }
    }

    @Test
    void whatAFileCannotSayIsNotWritten() {
        History.Builder twice = History.builder();
        twice.ok(twice.invoke(0, "write", 1L), null);
        int open = twice.invoke(0, "write", 1L);
        twice.invoke(0, "write", 2L);
        twice.ok(open, null);
        assertThrows(IllegalArgumentException.class, () -> EdnHistoryWriter.write(twice.build()));
        History.Builder strange = History.builder();
        strange.invoke(0, "write", new int[1]);
        assertThrows(IllegalArgumentException.class, () -> EdnHistoryWriter.write(strange.build()));
    }
}
