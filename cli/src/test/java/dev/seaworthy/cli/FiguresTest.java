package dev.seaworthy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void countsHaveCommas() {
        assertEquals("1,234,567", Figures.count(1_234_567));
        assertEquals("1 seed", Figures.count(1, "seed"));
        assertEquals("1,000 seeds", Figures.count(1_000, "seed"));
    }

    @Test
    void durationsHaveTheUnitsOfTheirSize() {
        assertEquals("12.3 ms", Figures.duration(12_345_678L));
        assertEquals("4.2 s", Figures.duration(4_200_000_000L));
        assertEquals("3 min 5 s", Figures.duration(185_900_000_000L));
        assertEquals("2 h 7 min", Figures.duration((2 * 3_600 + 7 * 60 + 59) * 1_000_000_000L));
        assertEquals("2 d 7 h", Figures.duration((2 * 24 + 7) * 3_600 * 1_000_000_000L));
    }

    @Test
    void pointsInTimeAreMillisecondsToTheMicrosecond() {
        assertEquals("0.000", Figures.millis(999));
        assertEquals("1.002", Figures.millis(1_002_999));
        assertEquals("123456.789", Figures.millis(123_456_789_000L));
    }
}
