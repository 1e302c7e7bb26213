package dev.seaworthy.sim.scenario;

/** A part of the portfolio. */
enum Profile {
    /** Every kind of fault, usual timeouts. */
    EVERYTHING,
    /** Each kind of fault by a coin, knobs over orders of magnitude. */
    SWARM,
    /** Faults at moments of the protocol. */
    TRIGGERED
}
