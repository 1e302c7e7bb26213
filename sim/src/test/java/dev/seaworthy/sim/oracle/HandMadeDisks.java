package dev.seaworthy.sim.oracle;

import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.host.LogStart;
import java.util.Arrays;

/** Disks that hold what a test writes on them. */
final class HandMadeDisks implements DurableView {
    private static final int ENTRIES_MAX = 64;

    private final Member[] members;
    private final HardState[] hardStates;
    private final LogStart[] starts;
    private final long[][] terms;
    private int looks;

    HandMadeDisks(int nodes) {
        members = new Member[nodes + 1];
        for (int node = 1; node <= nodes; node++) {
            members[node] = new Member(node, 0);
        }
        hardStates = new HardState[nodes + 1];
        Arrays.fill(hardStates, HardState.INITIAL);
        starts = new LogStart[nodes + 1];
        terms = new long[nodes + 1][ENTRIES_MAX];
    }

    void write(int node, HardState state) {
        hardStates[node] = state;
    }

    void write(int node, long index, long term) {
        terms[node][(int) index] = term;
    }

    /** The log begins here from now on; what the base covers is gone. */
    void write(int node, LogStart start) {
        starts[node] = start;
        Arrays.fill(terms[node], 0, (int) start.base().index() + 1, 0);
    }

    void removeFrom(int node, long index) {
        Arrays.fill(terms[node], (int) index, ENTRIES_MAX, 0);
    }

    /** Another disk, with nothing on it. */
    void replace(int node, Member fresh) {
        members[node] = fresh;
        hardStates[node] = HardState.INITIAL;
        starts[node] = null;
        removeFrom(node, 0);
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
    public Member member(int node) {
        return members[node];
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

    @Override
    public LogStart start(int node) {
        return starts[node];
    }
}
