package dev.seaworthy.sim.oracle;

import dev.seaworthy.engine.core.HardState;

/**
 * What would be left if the power failed everywhere now, read from the simulated disks and not from what the code
 * believes.
 */
public interface DurableView {
    /** How many nodes there are; they are numbered from 1. */
    int nodes();

    /** Term and vote on the node's disk; {@link HardState#INITIAL} where none was ever saved. */
    HardState hardState(int node);

    /** The term of the entry at this index on the node's disk; 0 where there is none. */
    long termAt(int node, long index);
}
