package dev.seaworthy.checker.time;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IntervalsTest {
    @Test
    void ranksKeepExactlyTheOrderOfRealTime() {
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 500; round++) {
            int size = random.nextInt(12);
            long[] invoked = random.longs(size, 0, 10).sorted().toArray();
            long[] completed = new long[size];
            for (int i = 0; i < size; i++) {
                completed[i] = random.nextInt(5) == 0 ? Intervals.NEVER_TIME : invoked[i] + random.nextInt(6);
            }
            Intervals intervals = new Intervals(invoked, completed);
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    boolean precedes = intervals.completion(i) < intervals.invocation(j);
                    assertEquals(completed[i] < invoked[j], precedes);
                }
                assertEquals(i, intervals.event(intervals.invocation(i)));
                if (intervals.completes(i)) {
                    assertEquals(~i, intervals.event(intervals.completion(i)));
                }
            }
        }
    }

    @Test
    void theSortIsStable() {
        SplittableRandom random = new SplittableRandom(4);
        for (int round = 0; round < 500; round++) {
            int size = random.nextInt(200);
            int noise = 1 + random.nextInt(50);
            long[] keys = IntStream.range(0, size)
                    .mapToLong(i -> i / 3 + random.nextInt(noise))
                    .toArray();
            int[] indexes = IntStream.range(0, size).toArray();
            StableSort.sort(indexes, size, keys, new int[size]);
            int[] expected = IntStream.range(0, size)
                    .boxed()
                    .sorted((a, b) -> Long.compare(keys[a], keys[b]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            assertArrayEquals(expected, indexes, () -> Arrays.toString(keys));
        }
    }
}
