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
    void everyNodeCountsOnceAndAGrantStaysOne(@ForAll("answers") List<Answer> answers) {
        Tally tally = new Tally();
        TreeMap<Long, Boolean> granted = new TreeMap<>();
        for (Answer answer : answers) {
            tally.record(answer.nodeId(), answer.grants());
            granted.merge(answer.nodeId(), answer.grants(), Boolean::logicalOr);
        }
        StateWriter out = new StateWriter();
        tally.encode(out);
        assertEquals((1 + 2 * granted.size()) * Long.BYTES, out.bytes().length, "repeats leave no trace");
        Tally copy = Tally.decode(new StateReader(out.bytes()));
        for (long node = 0; node <= 9; node++) {
            for (Tally each : List.of(tally, copy)) {
                assertEquals(granted.getOrDefault(node, false), each.hasGranted(node));
                assertEquals(granted.containsKey(node) && !granted.get(node), each.hasRefused(node));
            }
        }
        Tally reversed = new Tally();
        for (int i = answers.size() - 1; i >= 0; i--) {
            reversed.record(answers.get(i).nodeId(), answers.get(i).grants());
        }
        StateWriter again = new StateWriter();
        reversed.encode(again);
        assertArrayEquals(out.bytes(), again.bytes(), "the order of answers leaves no trace");
    }

    @Provide
    Arbitrary<List<Answer>> answers() {
        return Combinators.combine(Arbitraries.longs().between(1, 8), Arbitraries.of(true, false))
                .as(Answer::new)
                .list()
                .ofMaxSize(30);
    }
}
