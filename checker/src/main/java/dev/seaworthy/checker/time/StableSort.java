package dev.seaworthy.checker.time;

/**
 * Sorts indexes by a key each, without boxing; equal keys stay in their order. Merge sort, quick on input that is
 * nearly sorted.
 */
public final class StableSort {
    private StableSort() {}

    /**
     * Sorts the first {@code count} indexes so that {@code keys[indexes[i]]} ascends.
     *
     * @param scratch room for at least {@code count} numbers, overwritten
     */
    public static void sort(int[] indexes, int count, long[] keys, int[] scratch) {
        for (int width = 1; width < count; width *= 2) {
            for (int from = 0; from + width < count; from += 2 * width) {
                merge(indexes, from, from + width, Math.min(from + 2 * width, count), keys, scratch);
            }
        }
    }

    private static void merge(int[] indexes, int from, int middle, int to, long[] keys, int[] scratch) {
        if (keys[indexes[middle - 1]] <= keys[indexes[middle]]) {
            return;
        }
        int target = firstAbove(keys[indexes[middle]], indexes, from, middle, keys);
        int leftCount = middle - target;
        System.arraycopy(indexes, target, scratch, 0, leftCount);
        int left = 0;
        int right = middle;
        while (left < leftCount) {
            boolean takeRight = right < to && keys[indexes[right]] < keys[scratch[left]];
            indexes[target++] = takeRight ? indexes[right++] : scratch[left++];
        }
    }

    /** The first place in an ascending range whose key is above this one: what stands before it stays where it is. */
    private static int firstAbove(long key, int[] indexes, int from, int to, long[] keys) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (keys[indexes[middle]] <= key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
