package dev.seaworthy.sim.scenario;

import java.util.Locale;

/** A part of the portfolio. */
public enum Profile {
    /** Nothing goes wrong: no fault, no noise, clocks that agree, an operator at rest. */
    CALM,
    /** Every kind of fault at times that know nothing of the protocol, usual timeouts. */
    EVERYTHING,
    /** Each kind of fault by a coin, knobs over orders of magnitude. */
    SWARM,
    /** Faults at moments of the protocol. */
    TRIGGERED,
    /** Scenarios that once showed a mistake, changed a little and with more faults beside. */
    CORPUS;

    /** It as options name it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
