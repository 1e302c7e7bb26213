package dev.seaworthy.sim.oracle;

import dev.seaworthy.engine.core.HardState;
import java.util.Arrays;

/** Disks that hold what a test writes on them. */
final class HandMadeDisks implements DurableView {
    private static final int ENTRIES_MAX = 64;

    private final HardState[] hardStates;
    private final long[][] terms;
    private int looks;

    HandMadeDisks(int nodes) {
        hardStates = new HardState[nodes + 1];
        Arrays.fill(hardStates, HardState.INITIAL);
        terms = new long[nodes + 1][ENTRIES_MAX];
    }

    void write(int node, HardState state) {
        hardStates[node] = state;
    }

    void write(int node, long index, long term) {
        terms[node][(int) index] = term;
    }

    void removeFrom(int node, long index) {
        Arrays.fill(terms[node], (int) index, ENTRIES_MAX, 0);
    }

    /** How often anyone looked for an entry. */
    int looks() {
        return looks;
    }

    @Override
    public int nodes() {
        return terms.length - 1;
    }

    @Override
    public HardState hardState(int node) {
        return hardStates[node];
    }

    @Override
    public long termAt(int node, long index) {
        looks++;
        return terms[node][(int) index];
    }
}
