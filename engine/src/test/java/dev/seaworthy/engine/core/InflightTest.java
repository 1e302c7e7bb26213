package dev.seaworthy.engine.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class InflightTest {
    private record Sent(long last, long bytes) {}

    /** A step above 0 sends so many entries of 100 bytes; one below acknowledges from the front; 0 forgets all. */
    @Property
    void itAnswersAsAQueueDoes(@ForAll @Size(max = 60) List<@IntRange(min = -5, max = 9) Integer> steps) {
        Inflight inflight = new Inflight();
        ArrayDeque<Sent> model = new ArrayDeque<>();
        long last = 0;
        for (int step : steps) {
            if (step > 0) {
                last += step;
                inflight.add(last, step * 100L);
                model.add(new Sent(last, step * 100L));
            } else if (step == 0) {
                inflight.clear();
                model.clear();
            } else {
                long upTo = last + 3L * step;
                inflight.acknowledge(upTo);
                model.removeIf(sent -> sent.last() <= upTo);
            }
            assertEquals(model.size(), inflight.count());
            long bytes = model.stream().mapToLong(Sent::bytes).sum();
            assertEquals(model.size() < 4 && (model.isEmpty() || bytes < 2000), inflight.hasRoom(CoreHarness.LIMITS));
            StateWriter out = new StateWriter();
            inflight.encode(out);
            Inflight copy = new Inflight();
            copy.decode(new StateReader(out.bytes()));
            StateWriter again = new StateWriter();
            copy.encode(again);
            assertArrayEquals(out.bytes(), again.bytes());
            assertEquals(inflight.hasRoom(CoreHarness.LIMITS), copy.hasRoom(CoreHarness.LIMITS));
        }
    }

    @Test
    void oneMessageMayAlwaysBeOnItsWayHoweverLarge() {
        Inflight inflight = new Inflight();
        assertEquals(true, inflight.hasRoom(CoreHarness.LIMITS));
        inflight.add(1, 1_000_000);
        assertEquals(false, inflight.hasRoom(CoreHarness.LIMITS));
        inflight.acknowledge(1);
        assertEquals(true, inflight.hasRoom(CoreHarness.LIMITS));
    }
}
