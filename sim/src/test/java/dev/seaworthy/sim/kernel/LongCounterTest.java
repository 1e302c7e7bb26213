package dev.seaworthy.sim.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LongCounterTest {
    @Property
    void itCountsAsATreeMapDoes(@ForAll @Size(max = 400) List<@LongRange(min = -60, max = 60) Long> keys) {
        LongCounter counter = new LongCounter();
        TreeMap<Long, Integer> reference = new TreeMap<>();
        for (long key : keys) {
            int before = reference.merge(key, 1, Integer::sum) - 1;
            assertEquals(before, counter.increment(key));
        }
        for (long key = -61; key <= 61; key++) {
            assertEquals(reference.getOrDefault(key, 0), counter.count(key));
        }
        assertEquals(reference.size(), counter.size());
    }

    @Test
    void itGrows() {
        LongCounter counter = new LongCounter();
        for (int round = 0; round < 3; round++) {
            for (long key = 0; key < 10_000; key++) {
                assertEquals(round, counter.increment(key << 40));
            }
        }
        assertEquals(10_000, counter.size());
    }
}
