package dev.seaworthy.engine.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Compares what is believed durable with a disk that remembers which write brought each entry. */
class DurabilityTest {
    private enum Kind {
        APPEND,
        TRUNCATE,
        HARD_STATE,
        PERSIST
    }

    private record Step(Kind kind, int amount) {}

    @Property
    void itBelievesExactlyThoseEntriesDurableWhoseOwnWriteIs(@ForAll("steps") List<Step> steps) {
        Durability durability = new Durability(2);
        /* At i, the write that brought entry i + 1. */
        List<Long> broughtBy = new ArrayList<>(List.of(0L, 0L));
        long issued = 0;
        long persisted = 0;
        long hardState = 0;
        for (Step step : steps) {
            switch (step.kind()) {
                case APPEND -> {
                    issued++;
                    for (int i = 0; i <= step.amount(); i++) {
                        broughtBy.add(issued);
                    }
                    assertEquals(issued, durability.issueAppend(broughtBy.size(), 0));
                }
                case TRUNCATE -> {
                    if (!broughtBy.isEmpty()) {
                        int keep = Math.max(0, broughtBy.size() - 1 - step.amount());
                        broughtBy.subList(keep, broughtBy.size()).clear();
                        assertEquals(++issued, durability.issueTruncate(keep + 1L, 0));
                    }
                }
                case HARD_STATE -> {
                    hardState = ++issued;
                    assertEquals(hardState, durability.issueHardState(0));
                }
                case PERSIST -> {
                    persisted = Math.max(persisted, issued - step.amount());
                    durability.onPersisted(issued - step.amount(), 0);
                }
            }
            assertBelief(durability, broughtBy, persisted);
            assertEquals(hardState > persisted ? hardState : 0, durability.hardStateWait());
            durability = copyOf(durability);
        }
    }

    @Test
    void aLateAcknowledgementOfOverwrittenEntriesDoesNotVouchForThoseInTheirPlace() {
        Durability durability = new Durability(0);
        long old = durability.issueAppend(5, 0);
        durability.issueTruncate(3, 0);
        long renewed = durability.issueAppend(5, 0);
        durability.onPersisted(old, 0);
        assertEquals(2, durability.durableIndex());
        assertEquals(renewed, durability.logWait(5));
        durability.onPersisted(renewed, 0);
        assertEquals(5, durability.durableIndex());
        assertEquals(0, durability.logWait(5));
    }

    @Test
    void anOlderReportAfterANewerOneChangesNothing() {
        Durability durability = new Durability(0);
        long first = durability.issueAppend(1, 0);
        long second = durability.issueAppend(2, 0);
        durability.onPersisted(second, 0);
        durability.onPersisted(first, 0);
        assertEquals(2, durability.durableIndex());
        assertTrue(durability.isPersisted(second));
    }

    private static void assertBelief(Durability durability, List<Long> broughtBy, long persisted) {
        int durable = 0;
        while (durable < broughtBy.size() && broughtBy.get(durable) <= persisted) {
            durable++;
        }
        assertEquals(durable, durability.durableIndex());
        for (int index = 1; index <= broughtBy.size(); index++) {
            long write = broughtBy.get(index - 1);
            assertEquals(write > persisted ? write : 0, durability.logWait(index), "entry " + index);
        }
    }

    private static Durability copyOf(Durability durability) {
        StateWriter out = new StateWriter();
        durability.encode(out);
        Durability copy = Durability.decode(new StateReader(out.bytes()));
        StateWriter again = new StateWriter();
        copy.encode(again);
        assertArrayEquals(out.bytes(), again.bytes());
        return copy;
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of(Kind.class), Arbitraries.integers().between(0, 3))
                .as(Step::new)
                .list()
                .ofMaxSize(60);
    }
}
