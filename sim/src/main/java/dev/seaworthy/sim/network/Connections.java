package dev.seaworthy.sim.network;

/** Which connection each directed link is now, counted from 0. Not thread safe. */
final class Connections {
    private final int endpoints;
    private final int[] numbers;

    Connections(int endpoints) {
        this.endpoints = endpoints;
        this.numbers = new int[(endpoints + 1) * (endpoints + 1)];
    }

    /** The connections from and to a node break; where that is 0, all do. */
    void reset(int node) {
        for (int from = 1; from <= endpoints; from++) {
            for (int to = 1; to <= endpoints; to++) {
                if (node == 0 || from == node || to == node) {
                    numbers[from * (endpoints + 1) + to]++;
                }
            }
        }
    }

    int of(int from, int to) {
        return numbers[from * (endpoints + 1) + to];
    }
}
