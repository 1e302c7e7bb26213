package dev.seaworthy.engine.core;

/**
 * What a core is told once.
 *
 * @param self which node it is, and on which disk
 * @param limits its bounds and timeouts; election timeouts must be equal on all members where leases are used
 * @param seed where its random numbers start; every replica needs another, every restart too
 * @param electionPriority 0 for the nodes that are to lead; a node of priority n campaigns on its own only after n
 *     further silences of the shortest election timeout; at most {@link #PRIORITY_MAX}. A preference: whoever has the
 *     log can be elected
 * @param leaseClock where leases may answer reads, what bounds the clocks; null where they may not
 * @param capabilities what the replica makes use of, see {@link Capabilities}; without a lease clock,
 *     {@link Capabilities#LEASE} is not among it
 */
public record CoreOptions(
        Member self, Limits limits, long seed, int electionPriority, ClockBound leaseClock, int capabilities) {
    /** Lowest preference. */
    public static final int PRIORITY_MAX = 10;

    public CoreOptions {
        if (electionPriority < 0 || electionPriority > PRIORITY_MAX) {
            throw new IllegalArgumentException(
                    "an election priority lies between 0 and " + PRIORITY_MAX + ", not at " + electionPriority);
        }
        if (leaseClock == null) {
            // Whoever does not renew its promise after a restart must not say that leases can stand on it.
            capabilities &= ~Capabilities.LEASE;
        }
    }

    /** A replica without preference or leases, of this release. */
    public static CoreOptions of(Member self, Limits limits, long seed) {
        return new CoreOptions(self, limits, seed, 0, null, Capabilities.ALL);
    }
}
