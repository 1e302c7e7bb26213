package dev.seaworthy.sim.oracle;

import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.Message;

/**
 * Nobody speaks under another's name: neither under that of another node, nor, where a node has a new disk, under that
 * of the member it was with the old one. Whatever that one promised, the new disk knows nothing of it.
 */
final class IdentityOracle {
    static final String IDENTITY = "Identity";

    private final Ghost ghost;

    IdentityOracle(Ghost ghost) {
        this.ghost = ghost;
    }

    /** The machine starts: as whom, stands on its disk. */
    void started(int node) {
        Member onDisk = ghost.disks().member(node);
        Member expected = ghost.roster().on(node);
        if (expected == null) {
            ghost.roster().settle(node, onDisk);
        } else if (!expected.equals(onDisk)) {
            ghost.report(IDENTITY, "n" + node + " starts as " + onDisk + ", but it is " + expected);
        }
    }

    /** The machine loses its disk, and with it its name. */
    void wiped(int node, Member fresh) {
        ghost.roster().settle(node, fresh);
    }

    /** A message is leaving the node. */
    void speaks(int node, Message message) {
        if (!message.from().equals(ghost.roster().on(node))) {
            ghost.report(
                    IDENTITY,
                    "n" + node + ", which is " + ghost.roster().on(node) + ", sends a "
                            + message.getClass().getSimpleName() + " of term " + message.term() + " as "
                            + message.from());
        }
    }
}
