package dev.seaworthy.checker.search;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MemoTest {
    private static final long[] PLACED = {5};

    private final Memo memo = new Memo(1, 10, 100, Long.MAX_VALUE);

    @Test
    void whoUsedMoreOfTheUnknownIsKnownAndWhoUsedLessIsNot() {
        assertTrue(memo.add(1, 2, PLACED, used(3, 2)));
        assertFalse(memo.add(1, 2, PLACED, used(3, 2)));
        assertFalse(memo.add(1, 2, PLACED, used(3, 3)));
        assertTrue(memo.add(1, 2, PLACED, used(3, 1)));
        assertTrue(memo.add(1, 2, PLACED, used(4, 2)));
        assertTrue(memo.add(1, 2, PLACED, new Used()));
        assertFalse(memo.add(1, 2, PLACED, used(9, 1)));
    }

    @Test
    void positionStateAndPlacedTellConfigurationsApart() {
        assertTrue(memo.add(1, 2, PLACED, new Used()));
        assertTrue(memo.add(2, 2, PLACED, new Used()));
        assertTrue(memo.add(1, 3, PLACED, new Used()));
        assertTrue(memo.add(1, 2, new long[] {4}, new Used()));
        assertFalse(memo.add(1, 2, PLACED, new Used()));
    }

    @Test
    void whatIsPlacedTellsManyConfigurationsOfOnePositionApart() {
        Memo large = new Memo(2, 100_000, 50_000, Long.MAX_VALUE);
        for (long i = 0; i < 20_000; i++) {
            long[] placed = {i % 100, i / 100};
            assertTrue(large.add(1, 2, placed, new Used()), () -> "took for known " + placed[0] + ' ' + placed[1]);
            assertFalse(large.add(1, 2, placed, new Used()));
        }
    }

    /** In both directions, and with the bit that makes a word negative: what is placed is compared for being equal. */
    @Test
    void whatIsPlacedIsNeitherMoreNorLessThanAnother() {
        for (long highest : new long[] {0, Long.MIN_VALUE}) {
            Memo rising = new Memo(1, 100_000, 50_000, Long.MAX_VALUE);
            Memo falling = new Memo(1, 100_000, 50_000, Long.MAX_VALUE);
            for (long i = 0; i < 5_000; i++) {
                long more = highest | i;
                long less = highest | 5_000 - i;
                assertTrue(rising.add(1, 2, new long[] {more}, new Used()), () -> "took for known " + more);
                assertTrue(falling.add(1, 2, new long[] {less}, new Used()), () -> "took for known " + less);
            }
        }
    }

    @Test
    void itGrowsAndForgetsNothing() {
        Memo large = new Memo(1, 100_000, 50_000, Long.MAX_VALUE);
        for (int i = 0; i < 50_000; i++) {
            assertTrue(large.add(i, i % 7, PLACED, used(i % 5, 1)));
        }
        for (int i = 0; i < 50_000; i++) {
            assertFalse(large.add(i, i % 7, PLACED, used(i % 5, 1)));
        }
        assertTrue(large.add(60_000, 0, PLACED, new Used()));
        assertTrue(large.isFull());
    }

    private static Used used(int kind, int count) {
        Used used = new Used();
        for (int i = 0; i < count; i++) {
            used.increment(kind);
        }
        return used;
    }
}
