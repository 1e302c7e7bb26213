package dev.seaworthy.engine.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TallyTest {
    private record Answer(long nodeId, boolean grants) {}

    @Property
    void everyNodeCountsOnceByItsFirstAnswer(@ForAll("answers") List<Answer> answers) {
        Tally tally = new Tally();
        TreeMap<Long, Boolean> first = new TreeMap<>();
        for (Answer answer : answers) {
            tally.record(answer.nodeId(), answer.grants());
            first.putIfAbsent(answer.nodeId(), answer.grants());
        }
        StateWriter out = new StateWriter();
        tally.encode(out);
        assertEquals((1 + 2 * first.size()) * Long.BYTES, out.bytes().length, "repeats leave no trace");
        Tally copy = Tally.decode(new StateReader(out.bytes()));
        for (long node = 0; node <= 9; node++) {
            for (Tally each : List.of(tally, copy)) {
                assertEquals(first.getOrDefault(node, false), each.hasGranted(node));
                assertEquals(first.containsKey(node) && !first.get(node), each.hasRefused(node));
            }
        }
        StateWriter again = new StateWriter();
        copy.encode(again);
        assertArrayEquals(out.bytes(), again.bytes());
    }

    @Provide
    Arbitrary<List<Answer>> answers() {
        return Combinators.combine(Arbitraries.longs().between(1, 8), Arbitraries.of(true, false))
                .as(Answer::new)
                .list()
                .ofMaxSize(30);
    }
}
