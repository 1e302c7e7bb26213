package dev.seaworthy.engine.session;

/**
 * The bounds of the table of sessions. They decide which commands are executed, so they are the cluster's and not a
 * replica's: equal on all replicas from the cluster's first day to its last. They are in every snapshot and in the
 * digest; a snapshot taken under others is refused.
 *
 * @param sessionsMax most sessions; when one more is opened, the one whose client has been silent longest is evicted
 * @param outstandingMax how many sequences, from the first unanswered one on, a client may use; most answers kept for
 *     it
 * @param resultBytesMax most bytes of answers kept for all clients together; when there are more, sessions are evicted,
 *     the one whose client has been silent longest first
 * @param sessionTtlNanos silence, in nanoseconds of cluster time, after which a session has expired
 */
public record SessionLimits(int sessionsMax, int outstandingMax, long resultBytesMax, long sessionTtlNanos) {
    /** 10,000 sessions, 64 sequences each, 64 MiB of answers, an hour of silence. */
    public static final SessionLimits DEFAULT = new SessionLimits(10_000, 64, 64L << 20, 3_600_000_000_000L);

    public SessionLimits {
        if (sessionsMax < 1 || outstandingMax < 1 || resultBytesMax < 0 || sessionTtlNanos < 1) {
            throw new IllegalArgumentException("need sessionsMax, outstandingMax and sessionTtl of at least 1 and"
                    + " resultBytesMax of at least 0, got " + sessionsMax + ", " + outstandingMax + ", "
                    + sessionTtlNanos + " ns and " + resultBytesMax);
        }
    }
}
