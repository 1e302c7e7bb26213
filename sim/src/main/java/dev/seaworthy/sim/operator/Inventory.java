package dev.seaworthy.sim.operator;

import dev.seaworthy.engine.core.Member;

/** What a person who runs machines knows of them. */
public interface Inventory {
    /** How many machines there are; they are numbered from 1. */
    int nodes();

    /** The machine with the disk it has now. */
    Member member(int node);

    /** Whether a member's disk is gone, or has lost data that it was not yet given back. */
    boolean hasLost(Member member);

    /** Whether a member's disk is gone for good. */
    default boolean isGone(Member member) {
        return !member.equals(member((int) member.nodeId()));
    }
}
