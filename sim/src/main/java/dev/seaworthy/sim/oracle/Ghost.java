package dev.seaworthy.sim.oracle;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.host.LogStart;
import java.util.Arrays;

/** The ghost state that all oracles share: who is who, all logs in memory, and what the disks hold. */
final class Ghost implements ViolationSink {
    private final FirstViolation sink;
    private final DurableView disks;
    private final Roster roster;
    private final EntryTree tree;
    private final NodeLogs logs;
    private final HardState[] hardStates;

    Ghost(DurableView disks, Configuration initial, ViolationSink sink) {
        this.disks = disks;
        this.sink = new FirstViolation(sink);
        roster = new Roster(disks.nodes());
        tree = new EntryTree(initial, roster);
        logs = new NodeLogs(disks.nodes());
        hardStates = new HardState[disks.nodes() + 1];
        Arrays.fill(hardStates, HardState.INITIAL);
    }

    @Override
    public void report(String property, String story) {
        sink.report(property, story);
    }

    /** Whether a violation was reported: then nothing that follows proves anything. */
    boolean reported() {
        return sink.reported();
    }

    int nodes() {
        return disks.nodes();
    }

    DurableView disks() {
        return disks;
    }

    Roster roster() {
        return roster;
    }

    EntryTree tree() {
        return tree;
    }

    NodeLogs logs() {
        return logs;
    }

    /** Term, vote and incarnation as the node has them in memory. */
    HardState hardState(int node) {
        return hardStates[node];
    }

    void hardState(int node, HardState state) {
        hardStates[node] = state;
    }

    /** What is in force for the node, by the log it has in memory. */
    Electorate electorate(int node) {
        return tree.electorate(logs.newest(node));
    }

    /** Whether the node's disk holds this entry, or a snapshot that covers it. */
    boolean holds(int node, long index, long term) {
        if (disks.termAt(node, index) == term) {
            return true;
        }
        LogStart start = disks.start(node);
        return start != null && start.snapshot().last().index() >= index;
    }
}
