package dev.seaworthy.sim.oracle;

import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.host.LogStart;

/**
 * What would be left if the power failed everywhere now, read from the simulated disks and not from what the code
 * believes. Asked at nearly every event.
 */
public interface DurableView {
    /** How many machines there are, those that no configuration names among them; they are numbered from 1. */
    int nodes();

    /** Who the machine is: its node id, and the id of the disk it has now. Not asked before the machine starts. */
    Member member(int node);

    /** Term and vote on the machine's disk; {@link HardState#INITIAL} where none was ever saved. */
    HardState hardState(int node);

    /** The term of the entry at this index on the machine's disk; 0 where there is none, or none any more. */
    long termAt(int node, long index);

    /** Where the log on the machine's disk begins; null where it was never compacted. */
    LogStart start(int node);
}
