package dev.seaworthy.sim.scenario;

/** What an operator wants of the cluster. */
public enum ActionKind {
    /** A machine that takes no part is to receive the log. */
    ADD_LEARNER,
    /** A machine is to vote; it becomes a learner first where it takes no part. */
    PROMOTE,
    /** A voter is to be a learner. */
    DEMOTE,
    /** A machine is to take no part any more. */
    REMOVE,
    /** Every member whose disk is lost is to be replaced by its machine's new disk. */
    REPLACE,
    /** Several machines change places at once: voters leave, others take their places. */
    SWAP,
    /** Another machine is to lead. */
    TRANSFER
}
