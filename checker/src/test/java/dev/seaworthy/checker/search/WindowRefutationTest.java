package dev.seaworthy.checker.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.checker.time.Intervals;
import org.junit.jupiter.api.Test;

/** Windows of a register that holds the value 0 at first. */
class WindowRefutationTest {
    private static final Limits LIMITS = new Limits(Integer.MAX_VALUE, Long.MAX_VALUE, () -> false);
    private static final int WRITE = 3;
    private static final int READ = 4;

    @Test
    void whatFitsFromSomeStateIsNotRefuted() {
        // The write comes first among what the window knows of, and only from what it does not leave is there an order.
        assertFalse(windows(4, 7, 5, 6).refutes(rankOfLast(4, 7, 5, 6), 1_000));
    }

    @Test
    void whatFitsFromNoStateIsRefuted() {
        WindowRefutation windows = windows(4, 5, 6, 7);
        assertTrue(windows.refutes(rankOfLast(4, 5, 6, 7), 1_000));
        assertArrayEquals(new int[] {WRITE, READ}, windows.contradiction());
    }

    private static WindowRefutation windows(long writeFrom, long writeTo, long readFrom, long readTo) {
        RegisterSteps steps = new RegisterSteps(3, 2);
        int begin = steps.add(RegisterSteps.NONE, 0, RegisterSteps.NONE);
        int read = steps.add(0, RegisterSteps.NONE, RegisterSteps.NONE);
        int write = steps.add(RegisterSteps.NONE, 1, RegisterSteps.NONE);
        int[] kinds = {begin, read, read, write, read};
        return new WindowRefutation(
                new Problem(intervals(writeFrom, writeTo, readFrom, readTo), kinds, steps), LIMITS, 2);
    }

    /** Before what is asked about, two reads at the same time make up for completions, and require nothing. */
    private static Intervals intervals(long writeFrom, long writeTo, long readFrom, long readTo) {
        return new Intervals(
                new long[] {Long.MIN_VALUE, 0, 1, writeFrom, readFrom},
                new long[] {Long.MIN_VALUE, 2, 3, writeTo, readTo});
    }

    private static int rankOfLast(long writeFrom, long writeTo, long readFrom, long readTo) {
        Intervals intervals = intervals(writeFrom, writeTo, readFrom, readTo);
        return Math.max(intervals.completion(WRITE), intervals.completion(READ));
    }
}
