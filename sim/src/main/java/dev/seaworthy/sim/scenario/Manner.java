package dev.seaworthy.sim.scenario;

/** How an operator goes about an action. */
public enum Manner {
    /** Waits for the outcome, and tries again until what it wants is so. */
    PATIENT,
    /** Goes on to its next action while the first is still under way. */
    HASTY,
    /** Computes the change from a configuration that is no longer in force. */
    STALE
}
