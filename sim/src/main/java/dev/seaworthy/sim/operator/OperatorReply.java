package dev.seaworthy.sim.operator;

import dev.seaworthy.engine.core.Configuration;

/**
 * What a node answers.
 *
 * @param number of the request
 * @param kind what became of it
 * @param configurationIndex where seen, the index of the entry that holds {@code configuration}; else 0
 * @param configuration where seen, the one in force at the node; else null
 * @param committed where seen, whether the node knows it to be committed
 * @param leaderHint who leads, as far as the node knows, itself perhaps; 0 where it does not
 */
public record OperatorReply(
        int number,
        Kind kind,
        long configurationIndex,
        Configuration configuration,
        boolean committed,
        long leaderHint) {
    /** What became of a request. */
    public enum Kind {
        /** The node tells its configuration. */
        SEEN,
        /** Done. */
        DONE,
        /** Certainly not done, now or later. */
        REFUSED,
        /** Maybe done, now or later. */
        UNKNOWN
    }

    /** The reply to a request for the configuration. */
    public static OperatorReply seen(
            OperatorRequest request, long index, Configuration configuration, boolean committed, long leader) {
        return new OperatorReply(request.number(), Kind.SEEN, index, configuration, committed, leader);
    }

    /** The reply to any other request. */
    public static OperatorReply of(OperatorRequest request, Kind kind, long leaderHint) {
        return new OperatorReply(request.number(), kind, 0, null, false, leaderHint);
    }
}
