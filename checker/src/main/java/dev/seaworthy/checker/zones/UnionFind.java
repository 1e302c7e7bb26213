package dev.seaworthy.checker.zones;

/** Sets of numbers that only ever grow together. */
final class UnionFind {
    private final int[] parents;

    /** As many sets of one number each. */
    UnionFind(int size) {
        parents = new int[size];
        for (int i = 0; i < size; i++) {
            parents[i] = i;
        }
    }

    /** The number that stands for the set. */
    int find(int number) {
        int at = number;
        while (parents[at] != at) {
            parents[at] = parents[parents[at]];
            at = parents[at];
        }
        return at;
    }

    /** Joins two sets. The smaller of the numbers that stand for them stands for both. */
    void union(int one, int other) {
        int first = find(one);
        int second = find(other);
        if (first < second) {
            parents[second] = first;
        } else {
            parents[first] = second;
        }
    }
}
