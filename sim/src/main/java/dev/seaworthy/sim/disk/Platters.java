package dev.seaworthy.sim.disk;

/** Where the disks of one run get their platters from. Used by one thread at a time. */
@FunctionalInterface
public interface Platters {
    /** No disk has one: what is written is kept in memory only. */
    Platters NONE = (node, disk) -> null;

    /**
     * An empty platter for a new disk; null for none.
     *
     * @param node whose disk, from 1
     * @param disk its id
     * @throws PlatterException where there is none to be had
     */
    Platter platter(int node, long disk);
}
