package dev.seaworthy.sim.oracle;

import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.core.Message;
import dev.seaworthy.engine.entry.LogEntry;

/**
 * Leadership is handed over cleanly (thesis §3.10): only to a voter whose disk holds the leader's whole log, and from
 * then on until the transfer is over the leader takes nothing in that its successor would lack.
 */
final class TransferOracle {
    static final String TRANSFER = "Transfer";

    private final Ghost ghost;
    private final ElectionOracle elections;
    private final Losses losses;
    private final RecoveryOracle recoveries;
    private final boolean[] handedOver;

    TransferOracle(Ghost ghost, ElectionOracle elections, Losses losses, RecoveryOracle recoveries) {
        this.ghost = ghost;
        this.elections = elections;
        this.losses = losses;
        this.recoveries = recoveries;
        handedOver = new boolean[ghost.nodes() + 1];
    }

    /** The node tells another one to campaign. */
    void handedOver(int node, Message.TimeoutNow message) {
        handedOver[node] = true;
        String what = "n" + node + " told " + ghost.roster().name(message.to()) + " to campaign ";
        int newest = ghost.logs().newest(node);
        if (elections.leadingTerm(node) != message.term()) {
            ghost.report(TRANSFER, what + "without leading term " + message.term());
        } else if ((ghost.electorate(node).voters() & ghost.roster().bit(message.to())) == 0) {
            ghost.report(
                    TRANSFER,
                    what + "although it does not vote in "
                            + ghost.electorate(node).describe());
        } else if (message.last().index() != ghost.tree().index(newest)
                || message.last().term() != ghost.tree().term(newest)) {
            ghost.report(
                    TRANSFER,
                    what + "as if its own log ended at index " + message.last().index());
        } else if (!holds(node, message, newest)) {
            ghost.report(
                    TRANSFER,
                    what + "although its disk does not hold index "
                            + message.last().index() + ", the leader's last");
        }
    }

    private boolean holds(int node, Message.TimeoutNow message, int newest) {
        int target = ghost.roster().machineOf(message.to());
        int member = ghost.roster().number(message.to());
        // A leader that has been deposed knows nothing of a newer term, in which the target may have replaced what it
        // held; nor does the target heed it any more.
        return target != 0
                        && (ghost.holds(
                                        target,
                                        message.last().index(),
                                        message.last().term())
                                || ghost.disks().hardState(target).term() > message.term())
                || losses.excuses(member, message.last().index(), newest, recoveries.heard(node, member));
    }

    /** A leader took an entry in. */
    void appended(int node, LogEntry entry, Electorate before) {
        // A leader leaves the joint configuration by itself, whatever else goes on.
        boolean ownMaking = entry.kind() == EntryKind.NOOP
                || entry.kind() == EntryKind.CONFIGURATION
                        && before.configuration().isJoint();
        if (handedOver[node] && !ownMaking) {
            ghost.report(
                    TRANSFER,
                    "n" + node + " took in index " + entry.index()
                            + " although it has told another node to campaign, and the transfer is not over");
        }
    }

    /** The node hands nothing over, or no more. */
    void over(int node) {
        handedOver[node] = false;
    }
}
