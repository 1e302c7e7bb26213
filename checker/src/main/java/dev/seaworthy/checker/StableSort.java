package dev.seaworthy.checker;

/**
 * Sorts indexes by a key each, without boxing; equal keys stay in their order. Merge sort, quick on input that is
 * nearly sorted.
 */
final class StableSort {
    private StableSort() {}

    /**
     * Sorts the first {@code count} indexes so that {@code keys[indexes[i]]} ascends.
     *
     * @param scratch room for at least {@code count} numbers, overwritten
     */
    static void sort(int[] indexes, int count, long[] keys, int[] scratch) {
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
        int leftCount = middle - from;
        System.arraycopy(indexes, from, scratch, 0, leftCount);
        int left = 0;
        int right = middle;
        int target = from;
        while (left < leftCount) {
            boolean takeRight = right < to && keys[indexes[right]] < keys[scratch[left]];
            indexes[target++] = takeRight ? indexes[right++] : scratch[left++];
        }
    }
}
