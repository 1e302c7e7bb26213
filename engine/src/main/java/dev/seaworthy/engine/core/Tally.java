package dev.seaworthy.engine.core;

import java.util.Arrays;

/** Who granted and who refused a vote. Each node counts once, by its first answer, however often it is heard. */
final class Tally {
    private long[] nodes = new long[4];
    private boolean[] granted = new boolean[4];
    private int size;

    /** Records a node's answer; a second answer of the same node changes nothing. */
    void record(long nodeId, boolean grants) {
        if (indexOf(nodeId) >= 0) {
            return;
        }
        if (size == nodes.length) {
            nodes = Arrays.copyOf(nodes, 2 * size);
            granted = Arrays.copyOf(granted, 2 * size);
        }
        nodes[size] = nodeId;
        granted[size] = grants;
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
