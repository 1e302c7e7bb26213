package dev.seaworthy.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ConfigurationSetTest {
    private record Configuration(BitSet completed, BitSet open, int state) {}

    @Property(tries = 300, seed = "31")
    void itRemembersExactlyWhatItWasGiven(
            @ForAll @IntRange(max = 300) int completed, @ForAll @IntRange(max = 130) int open, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        PlacedSet placed = new PlacedSet(completed, open);
        ConfigurationSet set = new ConfigurationSet(Integer.MAX_VALUE, Long.MAX_VALUE);
        BitSet expectedCompleted = new BitSet();
        BitSet expectedOpen = new BitSet();
        Set<Configuration> expected = new HashSet<>();
        for (int i = 0; i < 600; i++) {
            if (open > 0 && random.nextInt(8) == 0) {
                int rank = random.nextInt(open);
                flip(placed, placed.openBit(rank), expectedOpen, rank);
            } else if (completed > 0) {
                int rank = nearFrontier(random, expectedCompleted, completed);
                flip(placed, placed.completedBit(rank), expectedCompleted, rank);
            }
            int state = random.nextInt(2);
            Configuration now =
                    new Configuration((BitSet) expectedCompleted.clone(), (BitSet) expectedOpen.clone(), state);
            assertEquals(expected.add(now), set.add(placed, state), now::toString);
        }
    }

    /** Mostly the first operation not yet placed or one near it, as in a search; sometimes any. */
    private static int nearFrontier(SplittableRandom random, BitSet placed, int completed) {
        if (random.nextInt(20) == 0) {
            return random.nextInt(completed);
        }
        int offset = Math.max(0, random.nextInt(8) - 4);
        return Math.min(completed - 1, placed.nextClearBit(0) + offset);
    }

    private static void flip(PlacedSet placed, int bit, BitSet expected, int rank) {
        if (expected.get(rank)) {
            placed.remove(bit);
        } else {
            placed.add(bit);
        }
        expected.flip(rank);
    }

    @Test
    void beyondItsBoundItLearnsNothingMoreAndForgetsNothing() {
        PlacedSet placed = new PlacedSet(10, 0);
        ConfigurationSet set = new ConfigurationSet(2, Long.MAX_VALUE);
        assertTrue(set.add(placed, 0));
        assertTrue(set.add(placed, 1));
        assertTrue(set.add(placed, 2));
        assertTrue(set.add(placed, 2));
        assertTrue(!set.add(placed, 0) && !set.add(placed, 1));
        assertTrue(set.isFull());
    }

    @Test
    void theMemoryAllowedIsABoundToo() {
        PlacedSet placed = new PlacedSet(10, 0);
        ConfigurationSet set = new ConfigurationSet(Integer.MAX_VALUE, 20_000);
        for (int state = 0; state < 10_000; state++) {
            assertTrue(set.add(placed, state));
        }
        assertTrue(set.isFull() && set.size() > 100 && set.size() < 20_000 / 24, () -> "remembers " + set.size());
        assertTrue(!set.add(placed, 0) && set.add(placed, 9_999));
    }
}
