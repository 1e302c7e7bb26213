package dev.seaworthy.engine.core;

import java.util.Arrays;

/** Who granted and who refused a vote. Each node counts once, however often it is heard. */
final class Tally {
    private long[] nodes = new long[4];
    private boolean[] granted = new boolean[4];
    private int size;

    /**
     * Records a node's answer. A grant stays one: a refusal of the same node is of an earlier question, heard late. The
     * order in which answers come leaves no trace.
     */
    void record(long nodeId, boolean grants) {
        int at = indexOf(nodeId);
        if (at >= 0) {
            granted[at] |= grants;
            return;
        }
        if (size == nodes.length) {
            nodes = Arrays.copyOf(nodes, 2 * size);
            granted = Arrays.copyOf(granted, 2 * size);
        }
        int place = size;
        for (; place > 0 && nodes[place - 1] > nodeId; place--) {
            nodes[place] = nodes[place - 1];
            granted[place] = granted[place - 1];
        }
        nodes[place] = nodeId;
        granted[place] = grants;
        size++;
    }

    boolean hasGranted(long nodeId) {
        int i = indexOf(nodeId);
        return i >= 0 && granted[i];
    }

    boolean hasRefused(long nodeId) {
        int i = indexOf(nodeId);
        return i >= 0 && !granted[i];
    }

    void encode(StateWriter out) {
        out.number(size);
        for (int i = 0; i < size; i++) {
            out.number(nodes[i]).flag(granted[i]);
        }
    }

    static Tally decode(StateReader in) {
        Tally tally = new Tally();
        int count = in.count();
        for (int i = 0; i < count; i++) {
            tally.record(in.number(), in.flag());
        }
        return tally;
    }

    private int indexOf(long nodeId) {
        for (int i = 0; i < size; i++) {
            if (nodes[i] == nodeId) {
                return i;
            }
        }
        return -1;
    }
}
