package dev.seaworthy.sim.oracle;

import dev.seaworthy.engine.session.SessionLimits;

/**
 * Exactly once: of all log entries that carry the same command of the same client, one at most changes the state,
 * whether or not the client's session is still remembered; and what is remembered stays within its bounds.
 */
final class SessionOracle {
    static final String EXACTLY_ONCE = "ExactlyOnce";
    static final String SESSIONS_BOUNDED = "SessionsBounded";

    private static final int SEQUENCE_BITS = 40;

    private final Ghost ghost;
    private final LongMap numberOfClient = new LongMap();
    private final LongMap indexOfCommand = new LongMap();
    private long clients;

    SessionOracle(Ghost ghost) {
        this.ghost = ghost;
    }

    /** The entry at this index executed the command. Called once per index. */
    void executed(long index, long clientId, long sequence) {
        long command = numberOf(clientId) << SEQUENCE_BITS | sequence;
        long before = indexOfCommand.get(command);
        if (before != 0 && before != index) {
            ghost.report(
                    EXACTLY_ONCE,
                    "command " + sequence + " of client " + clientId + " was executed at index " + before
                            + " and again at index " + index);
        }
        indexOfCommand.put(command, index);
    }

    /** The node's table holds so much. */
    void holds(int node, int sessions, long resultBytes, SessionLimits limits) {
        if (sessions > limits.sessionsMax() || resultBytes > limits.resultBytesMax()) {
            ghost.report(
                    SESSIONS_BOUNDED,
                    "n" + node + " keeps " + sessions + " sessions with " + resultBytes + " bytes of answers, at most "
                            + limits.sessionsMax() + " and " + limits.resultBytesMax() + " are allowed");
        }
    }

    private long numberOf(long clientId) {
        long number = numberOfClient.get(clientId);
        if (number == 0) {
            number = ++clients;
            numberOfClient.put(clientId, number);
        }
        return number;
    }
}
