package dev.seaworthy.engine.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ConfigurationHistoryTest {
    @Test
    void truncationFallsBackThroughSeveralLevelsAtOnce() {
        ConfigurationHistory history = new ConfigurationHistory(0, voters(1));
        history.append(3, voters(2));
        history.append(5, voters(3));
        history.append(8, voters(4));
        assertEquals(true, history.truncateFrom(5));
        assertEquals(voters(2), history.active());
        assertEquals(3, history.activeIndex());
        assertEquals(true, history.truncateFrom(1));
        assertEquals(voters(1), history.active());
        assertEquals(0, history.activeIndex());
    }

    @Test
    void truncationBehindTheNewestChangesNothing() {
        ConfigurationHistory history = new ConfigurationHistory(0, voters(1));
        history.append(3, voters(2));
        assertEquals(false, history.truncateFrom(4));
        assertEquals(voters(2), history.active());
    }

    /** A step above 0 appends a configuration so much further on; one of 0 or less removes so much of the log. */
    @Property
    void theNewestSurvivorIsInForce(@ForAll @Size(max = 40) List<@IntRange(min = -12, max = 4) Integer> steps) {
        ConfigurationHistory history = new ConfigurationHistory(0, voters(1));
        TreeMap<Long, Configuration> model = new TreeMap<>();
        model.put(0L, voters(1));
        for (int i = 0; i < steps.size(); i++) {
            int step = steps.get(i);
            if (step > 0) {
                long index = model.lastKey() + step;
                history.append(index, voters(1 + i % 5));
                model.put(index, voters(1 + i % 5));
            } else {
                long from = Math.max(1, model.lastKey() + 1 + step);
                long before = model.lastKey();
                model.tailMap(from, true).clear();
                assertEquals(before != model.lastKey(), history.truncateFrom(from));
            }
            assertEquals(model.lastKey(), history.activeIndex());
            assertEquals(model.lastEntry().getValue(), history.active());
        }
        StateWriter out = new StateWriter();
        history.encode(out);
        ConfigurationHistory copy = ConfigurationHistory.decode(new StateReader(out.bytes()));
        assertEquals(history.active(), copy.active());
        StateWriter again = new StateWriter();
        copy.encode(again);
        assertArrayEquals(out.bytes(), again.bytes());
    }

    private static Configuration voters(int count) {
        return Configuration.ofVoters(CoreHarness.members(count));
    }
}
