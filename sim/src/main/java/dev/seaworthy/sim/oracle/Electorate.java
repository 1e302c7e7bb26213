package dev.seaworthy.sim.oracle;

import dev.seaworthy.engine.core.Configuration;

/**
 * A configuration as the oracles count in it (§6): learners do not count, and while it is joint both halves must agree.
 */
final class Electorate {
    private final long index;
    private final Configuration configuration;
    private final long voters;
    private final long outgoing;

    /** @param index the index of the entry that holds it; 0 where none does */
    Electorate(long index, Configuration configuration, Roster roster) {
        this.index = index;
        this.configuration = configuration;
        voters = roster.bits(configuration.voters());
        outgoing = roster.bits(configuration.outgoing());
    }

    long index() {
        return index;
    }

    Configuration configuration() {
        return configuration;
    }

    /** The bits of all who vote, in either half. */
    long voters() {
        return voters | outgoing;
    }

    /** Whether these members can decide. */
    boolean isQuorum(long members) {
        return isMajority(members, voters) && (outgoing == 0 || isMajority(members, outgoing));
    }

    private static boolean isMajority(long members, long of) {
        return 2 * Long.bitCount(members & of) > Long.bitCount(of);
    }

    /** Who votes in it and how many of them it takes, in words. */
    String voting(Roster roster) {
        String who = "voters " + roster.names(voters) + (outgoing == 0 ? "" : " and " + roster.names(outgoing));
        String needed = outgoing == 0
                ? majority(voters) + " needed"
                : majority(voters) + " and " + majority(outgoing) + " needed";
        return who + " in " + describe() + " (" + needed + ")";
    }

    private static int majority(long of) {
        return Long.bitCount(of) / 2 + 1;
    }

    /** The configuration in words. */
    String describe() {
        return "the " + (configuration.isJoint() ? "joint " : "") + "configuration of index " + index;
    }
}
