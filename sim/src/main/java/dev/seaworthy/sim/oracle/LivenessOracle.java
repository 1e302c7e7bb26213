package dev.seaworthy.sim.oracle;

/**
 * After the heal, the cluster comes to rest in bounded time: there is a leader, every client and the operator get their
 * answers, all members of the committed configuration reach the same state and have recovered what they had lost, and
 * their logs are no longer than snapshots let them be. Machines that are spare or were removed owe nothing.
 *
 * <p>The bounds are far above what a healthy cluster needs, so that chance alone does not break them, and far below for
 * ever:
 *
 * <ul>
 *   <li>A leader within {@link #LEADER_WITHIN_TIMEOUTS} longest election timeouts. One timeout starts the first
 *       campaign, a second one may be spent on keeping faith with a leader that is gone, and each split vote, which
 *       happens in fewer than half of all rounds, costs another. The rest is for restarts and for clocks that drift.
 *   <li>An answer within {@link #ANSWER_WITHIN_TIMEOUTS} longest election timeouts plus {@link #ANSWER_WITHIN_RETRIES}
 *       retries per node: the leader may be found and lost again before it is found for good, and a client may first
 *       wait for every node that is not the leader, twice. The same for the operator, who changes who takes part or who
 *       leads: a refusal is an answer too.
 *   <li>Equal states, recovered disks and short logs within {@link #CONVERGENCE_WITHIN_TIMEOUTS} longest election
 *       timeouts after the last answer: a replica that missed everything is brought up to date message by message, each
 *       at worst with a slow round trip.
 * </ul>
 *
 * <p>Asked by {@link #isSettled}, which the simulation calls now and then after the heal.
 */
public final class LivenessOracle {
    /** The property's name. */
    public static final String LIVENESS = "Liveness";

    /** Within how many longest election timeouts there must be a leader. */
    public static final int LEADER_WITHIN_TIMEOUTS = 20;

    /** Within how many longest election timeouts a client must be answered, beside its retries. */
    public static final int ANSWER_WITHIN_TIMEOUTS = 40;

    /** How many of a client's retries per node an answer may take, beside the election timeouts. */
    public static final int ANSWER_WITHIN_RETRIES = 2;

    /** Within how many longest election timeouts after the last answer all replicas must be in the same state. */
    public static final int CONVERGENCE_WITHIN_TIMEOUTS = 50;

    private final ViolationSink sink;
    private final long healNanos;
    private final long leaderWithinNanos;
    private final long answerWithinNanos;
    private final long convergenceWithinNanos;
    private final long logEntriesMax;
    private long leaderSeenAt;
    private long busyAt;

    /**
     * What one run is measured by.
     *
     * @param nodes how many replicas there are
     * @param electionTimeoutMaxNanos longest election timeout
     * @param retryNanos how long a client waits for an answer before it tries the next node
     * @param healNanos when every fault ends, in virtual nanoseconds
     * @param logEntriesMax most entries a log has once all is quiet: those behind the newest snapshot, and those kept
     *     before its end
     */
    public record Bounds(
            int nodes, long electionTimeoutMaxNanos, long retryNanos, long healNanos, long logEntriesMax) {}

    /** An oracle for one run. */
    public LivenessOracle(Bounds bounds, ViolationSink sink) {
        this.sink = sink;
        healNanos = bounds.healNanos();
        logEntriesMax = bounds.logEntriesMax();
        long electionTimeoutMaxNanos = bounds.electionTimeoutMaxNanos();
        leaderWithinNanos = LEADER_WITHIN_TIMEOUTS * electionTimeoutMaxNanos;
        answerWithinNanos = ANSWER_WITHIN_TIMEOUTS * electionTimeoutMaxNanos
                + (long) ANSWER_WITHIN_RETRIES * bounds.nodes() * bounds.retryNanos();
        convergenceWithinNanos = CONVERGENCE_WITHIN_TIMEOUTS * electionTimeoutMaxNanos;
        leaderSeenAt = healNanos;
        busyAt = healNanos;
    }

    /** The cluster as it is when the oracle looks at it. */
    public interface Snapshot {
        /** How many nodes there are; they are numbered from 1. */
        int nodes();

        /** A node that is up and a leader; 0 where there is none. */
        int leader();

        /** How many clients there are; they are numbered from 1. */
        int clients();

        /** Since when the client waits for an answer, in virtual nanoseconds; negative where it does not. */
        long waitsSince(int client);

        /** Whether no client has an operation open or still to come. */
        boolean clientsDone();

        /**
         * Since when the operator waits to hear what became of a change or a transfer it asked for, in virtual
         * nanoseconds; negative where it does not.
         */
        long operatorWaitsSince();

        /** Whether the operator has nothing open and nothing still to come. */
        boolean operatorDone();

        /** Whether the machine, with the disk it has, is a member of the committed configuration. */
        boolean mustRest(int node);

        /** Whether the machine has yet to get back what its disk lost. */
        boolean recovering(int node);

        /** How many entries the node's log has. */
        long logEntries(int node);

        /** The highest index any replica has committed. */
        long committedIndex();

        /** Up to which index the node has applied; 0 while it is down. */
        long appliedIndex(int node);

        /** Upper half of the digest of the node's state machine. */
        long digestHigh(int node);

        /** Lower half of the digest of the node's state machine. */
        long digestLow(int node);
    }

    /**
     * Whether the cluster has come to rest; reports a violation where it should have made progress by now. Not before
     * the heal.
     */
    public boolean isSettled(long nowNanos, Snapshot cluster) {
        if (nowNanos < healNanos) {
            return false;
        }
        checkLeader(nowNanos, cluster);
        checkAnswers(nowNanos, cluster);
        if (!cluster.clientsDone() || !cluster.operatorDone()) {
            busyAt = nowNanos;
            return false;
        }
        int laggard = laggard(cluster);
        if (laggard != 0 && nowNanos - busyAt > convergenceWithinNanos) {
            sink.report(LIVENESS, describeLaggard(nowNanos, laggard, cluster));
        }
        return laggard == 0 && cluster.leader() != 0 && cluster.mustRest(cluster.leader());
    }

    private void checkLeader(long now, Snapshot cluster) {
        if (cluster.leader() != 0 && cluster.mustRest(cluster.leader())) {
            leaderSeenAt = now;
        } else if (now - leaderSeenAt > leaderWithinNanos) {
            sink.report(
                    LIVENESS,
                    "no member has led for " + millis(now - leaderSeenAt) + " ms although everything was healed "
                            + millis(now - healNanos) + " ms ago");
        }
    }

    private void checkAnswers(long now, Snapshot cluster) {
        for (int client = 1; client <= cluster.clients(); client++) {
            long since = cluster.waitsSince(client);
            if (since >= 0 && now - Math.max(since, healNanos) > answerWithinNanos) {
                sink.report(
                        LIVENESS,
                        "c" + client + " has waited " + millis(now - Math.max(since, healNanos))
                                + " ms for an answer since everything was healed, with "
                                + (cluster.leader() == 0 ? "no leader" : "n" + cluster.leader() + " as leader"));
                return;
            }
        }
        long since = cluster.operatorWaitsSince();
        if (since >= 0 && now - Math.max(since, healNanos) > answerWithinNanos) {
            sink.report(
                    LIVENESS,
                    "the operator has waited " + millis(now - Math.max(since, healNanos))
                            + " ms since everything was healed to hear what became of a change");
        }
    }

    private int laggard(Snapshot cluster) {
        int first = firstMember(cluster);
        for (int node = first; node <= cluster.nodes(); node++) {
            if (cluster.mustRest(node) && !isAtRest(cluster, first, node)) {
                return node;
            }
        }
        return 0;
    }

    private boolean isAtRest(Snapshot cluster, int first, int node) {
        return cluster.appliedIndex(node) >= cluster.committedIndex()
                && !cluster.recovering(node)
                && cluster.logEntries(node) <= logEntriesMax
                && isSameState(cluster, first, node);
    }

    private static int firstMember(Snapshot cluster) {
        int first = 1;
        while (first < cluster.nodes() && !cluster.mustRest(first)) {
            first++;
        }
        return first;
    }

    private static boolean isSameState(Snapshot cluster, int a, int b) {
        return cluster.appliedIndex(a) == cluster.appliedIndex(b)
                && cluster.digestHigh(a) == cluster.digestHigh(b)
                && cluster.digestLow(a) == cluster.digestLow(b);
    }

    private String describeLaggard(long now, int node, Snapshot cluster) {
        String since = millis(now - busyAt) + " ms after the last answer ";
        if (cluster.appliedIndex(node) < cluster.committedIndex()) {
            return since + "n" + node + " has applied index " + cluster.appliedIndex(node) + " of "
                    + cluster.committedIndex();
        }
        if (cluster.recovering(node)) {
            return since + "n" + node + " has not got back what its disk had lost";
        }
        if (cluster.logEntries(node) > logEntriesMax) {
            return since + "the log of n" + node + " has " + cluster.logEntries(node) + " entries, more than the "
                    + logEntriesMax + " that snapshots should leave";
        }
        int first = firstMember(cluster);
        return since + "the states of n" + first + " and n" + node + " differ, at indexes "
                + cluster.appliedIndex(first) + " and " + cluster.appliedIndex(node);
    }

    private static long millis(long nanos) {
        return nanos / 1_000_000;
    }
}
