package dev.seaworthy.sim.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EventQueueTest {
    private record Expected(long atNanos, long sequence, int kind, int target, long argument, Object payload) {}

    private final EventQueue queue = new EventQueue();

    /** Each step below 700 schedules an event so many nanoseconds from now, every other one takes the next event. */
    @Property
    void eventsHappenInTheOrderOfASortedList(@ForAll @Size(max = 600) List<@IntRange(max = 999) Integer> steps) {
        EventQueue tested = new EventQueue();
        List<Expected> reference = new ArrayList<>();
        for (int step : steps) {
            if (step < 700) {
                long at = tested.atNanos() + step / 50;
                Object payload = step % 3 == 0 ? null : new Object();
                long sequence = tested.schedule(at, step % 7, step % 11, step * 31L, payload);
                reference.add(new Expected(at, sequence, step % 7, step % 11, step * 31L, payload));
                reference.sort(Comparator.comparingLong(Expected::atNanos).thenComparingLong(Expected::sequence));
            } else {
                assertNextIsFirstOf(tested, reference);
            }
            assertEquals(reference.size(), tested.size());
            assertEquals(reference.isEmpty() ? Long.MAX_VALUE : reference.get(0).atNanos(), tested.nextAtNanos());
        }
        while (!reference.isEmpty()) {
            assertNextIsFirstOf(tested, reference);
        }
        assertFalse(tested.next());
    }

    private static void assertNextIsFirstOf(EventQueue tested, List<Expected> reference) {
        assertEquals(!reference.isEmpty(), tested.next());
        if (!reference.isEmpty()) {
            Expected expected = reference.remove(0);
            assertEquals(expected.atNanos(), tested.atNanos());
            assertEquals(expected.sequence(), tested.sequence());
            assertEquals(expected.kind(), tested.kind());
            assertEquals(expected.target(), tested.target());
            assertEquals(expected.argument(), tested.argument());
            assertSame(expected.payload(), tested.payload());
        }
    }

    @Test
    void eventsOfTheSameInstantHappenInTheOrderOfScheduling() {
        for (int i = 0; i < 1_000; i++) {
            queue.schedule(7, i, 0, 0, null);
        }
        for (int i = 0; i < 1_000; i++) {
            assertTrue(queue.next());
            assertEquals(i, queue.kind());
        }
    }

    @Test
    void timeNeverGoesBack() {
        queue.schedule(10, 0, 0, 0, null);
        queue.next();
        assertThrows(IllegalArgumentException.class, () -> queue.schedule(9, 0, 0, 0, null));
        queue.schedule(10, 1, 0, 0, null);
        assertTrue(queue.next());
        assertEquals(10, queue.atNanos());
    }

    @Test
    void payloadsAreLetGoOnceTheirEventHasHappened() {
        queue.schedule(1, 0, 0, 0, "payload");
        queue.next();
        assertEquals("payload", queue.payload());
        assertFalse(queue.next());
        assertNull(queue.payload());
        queue.schedule(2, 0, 0, 0, null);
        queue.next();
        assertNull(queue.payload());
    }
}
