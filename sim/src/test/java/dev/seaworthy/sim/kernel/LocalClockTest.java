package dev.seaworthy.sim.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class LocalClockTest {
    private static final long HOUR_NANOS = 3_600_000_000_000L;
    private static final long OFFSET_MAX = 1_000_000_000_000L;

    @Test
    void aFastClockIsAheadAndASlowOneBehind() {
        assertEquals(1_050_000_000, new LocalClock(0, 50_000).localAt(1_000_000_000));
        assertEquals(950_000_000, new LocalClock(0, -50_000).localAt(1_000_000_000));
        assertEquals(1_000_000_007, new LocalClock(7, 0).localAt(1_000_000_000));
    }

    @Test
    void aStepIsAddedToWhatItShows() {
        LocalClock clock = new LocalClock(7, 50_000);
        assertEquals(clock.localAt(1_000_000) + 90, clock.stepped(90).localAt(1_000_000));
        assertEquals(clock.localAt(1_000_000) - 90, clock.stepped(-90).localAt(1_000_000));
        LocalClock behind = clock.stepped(-1_000_000);
        assertEquals(2_000_000, behind.localAt(behind.trueAt(2_000_000)));
    }

    @Property
    void itIsExact(
            @ForAll @LongRange(min = -OFFSET_MAX, max = OFFSET_MAX) long offset,
            @ForAll @IntRange(min = -999_999, max = 999_999) int drift,
            @ForAll @LongRange(max = HOUR_NANOS) long time) {
        BigInteger million = BigInteger.valueOf(1_000_000);
        BigInteger exact = BigInteger.valueOf(time)
                .multiply(million.add(BigInteger.valueOf(drift)))
                .divide(million)
                .add(BigInteger.valueOf(offset));
        assertEquals(exact.longValueExact(), new LocalClock(offset, drift).localAt(time));
    }

    @Property
    void itNeverRunsBackwards(
            @ForAll @IntRange(min = -999_999, max = 999_999) int drift,
            @ForAll @LongRange(max = HOUR_NANOS) long time,
            @ForAll @LongRange(max = 2_000_000) long later) {
        LocalClock clock = new LocalClock(0, drift);
        assertTrue(clock.localAt(time + later) >= clock.localAt(time));
    }

    @Property
    void trueAtIsTheEarliestTimeThatShowsAtLeastSoMuch(
            @ForAll @LongRange(min = -OFFSET_MAX, max = OFFSET_MAX) long offset,
            @ForAll @IntRange(min = -999_999, max = 999_999) int drift,
            @ForAll @LongRange(max = HOUR_NANOS) long time,
            @ForAll @LongRange(min = -3, max = 3) long nudge) {
        LocalClock clock = new LocalClock(offset, drift);
        long local = clock.localAt(time) + nudge;
        long earliest = clock.trueAt(local);
        assertTrue(clock.localAt(earliest) >= local);
        assertTrue(earliest == 0 || clock.localAt(earliest - 1) < local);
    }

    @Test
    void whatIsTooFarAwayNeverComes() {
        assertEquals(Long.MAX_VALUE, new LocalClock(0, 0).trueAt(Long.MAX_VALUE));
        assertEquals(Long.MAX_VALUE, new LocalClock(-OFFSET_MAX, 50_000).trueAt(Long.MAX_VALUE));
        assertEquals(Long.MAX_VALUE, new LocalClock(OFFSET_MAX, -50_000).trueAt(Long.MAX_VALUE));
        assertEquals(0, new LocalClock(5, 0).trueAt(Long.MIN_VALUE));
    }

    @Test
    void impossibleClocksAndTimesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new LocalClock(0, -1_000_000));
        assertThrows(IllegalArgumentException.class, () -> new LocalClock(0, 1_000_000));
        assertThrows(IllegalArgumentException.class, () -> new LocalClock(0, 0).localAt(-1));
    }
}
