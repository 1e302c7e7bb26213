package dev.seaworthy.sim.network;

import java.util.TreeMap;

/** Which directed links are cut by the partitions that are on; several may cut the same link. Not thread safe. */
final class Cuts {
    private final int endpoints;
    private final int[] cutsPerLink;
    private final TreeMap<Integer, Partition> partitions = new TreeMap<>();

    Cuts(int endpoints) {
        this.endpoints = endpoints;
        this.cutsPerLink = new int[(endpoints + 1) * (endpoints + 1)];
    }

    /** Whether a message from one endpoint cannot reach another. */
    boolean cut(int from, int to) {
        return cutsPerLink[link(from, to)] > 0;
    }

    /** Begins the partition of a fault, by its id. Returns whether it was off. */
    boolean begin(int faultId, Partition partition) {
        if (partitions.putIfAbsent(faultId, partition) != null) {
            return false;
        }
        count(partition, 1);
        return true;
    }

    /** Ends the partition of a fault; nothing happens where it is not on. */
    void end(int faultId) {
        Partition partition = partitions.remove(faultId);
        if (partition != null) {
            count(partition, -1);
        }
    }

    /** Ends every partition. */
    void endAll() {
        while (!partitions.isEmpty()) {
            end(partitions.firstKey());
        }
    }

    private void count(Partition partition, int change) {
        for (int from = 1; from <= endpoints; from++) {
            for (int to = 1; to <= endpoints; to++) {
                if (from != to && partition.cuts(from, to)) {
                    cutsPerLink[link(from, to)] += change;
                }
            }
        }
    }

    private int link(int from, int to) {
        return from * (endpoints + 1) + to;
    }
}
