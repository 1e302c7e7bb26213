package dev.seaworthy.service.ops;

import dev.seaworthy.engine.core.DiskCondition;
import dev.seaworthy.engine.host.ReadOutcome;
import dev.seaworthy.node.NodeStatus;
import dev.seaworthy.node.RaftNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Answers probes by asking the replica. However many ask, one question at a time is put to its loop, and every answer
 * comes within {@value #READ_MILLIS} ms. Any thread.
 */
final class Probes {
    /** How long a probe waits for the loop to say how it does. */
    private static final long STATUS_MILLIS = 500;
    /** How long a probe waits for a read, with which the leader has to ask a majority. */
    private static final long READ_MILLIS = 2_000;
    /** A loop that has not turned for so long will not by itself; what it has to do at a time takes less. */
    private static final long DEAD_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final byte[] question;
    private volatile RaftNode node;
    private volatile boolean stopping;
    private CompletableFuture<NodeStatus> asked;
    private long askedNanos;
    private CompletableFuture<ReadOutcome> reading;

    /** @param question any that the state machine answers quickly */
    Probes(byte[] question) {
        this.question = question;
    }

    /** It has read its log, and takes part from now on. */
    void started(RaftNode running) {
        node = running;
    }

    /** It is told to stop: no clients are to be sent here any more. */
    void stopping() {
        stopping = true;
    }

    /** How the node does; null where it has not started, has stopped, or does not say so in time. */
    CompletableFuture<NodeStatus> status() {
        RaftNode running = node;
        if (running == null) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<NodeStatus> answer;
        synchronized (this) {
            if (asked == null || asked.isDone()) {
                askedNanos = System.nanoTime();
                asked = running.status();
            }
            answer = asked.copy();
        }
        return answer.completeOnTimeout(null, STATUS_MILLIS, TimeUnit.MILLISECONDS);
    }

    private synchronized long unansweredNanos() {
        return asked == null || asked.isDone() ? 0 : System.nanoTime() - askedNanos;
    }

    private CompletableFuture<ReadOutcome> read(RaftNode running) {
        CompletableFuture<ReadOutcome> answer;
        synchronized (this) {
            if (reading == null || reading.isDone()) {
                reading = running.read(question);
            }
            answer = reading.copy();
        }
        return answer.completeOnTimeout(null, READ_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Whether it is of any use to go on: also without a leader, and while it reads its log. */
    CompletableFuture<Reply> live(boolean verbose) {
        return status().thenApply(now -> {
            Check replica;
            if (now != null) {
                replica = Health.replica(now);
            } else {
                long seconds = TimeUnit.NANOSECONDS.toSeconds(unansweredNanos());
                replica = TimeUnit.SECONDS.toNanos(seconds) < DEAD_NANOS
                        ? Check.passed("replica")
                        : new Check("replica", "its loop has not turned for " + seconds + " s");
            }
            return Reply.of("livez", List.of(replica), verbose);
        });
    }

    /** Whether clients are to be sent here. */
    CompletableFuture<Reply> ready(boolean verbose) {
        return checks().thenApply(checks -> Reply.of("readyz", checks, verbose));
    }

    private CompletableFuture<List<Check>> checks() {
        RaftNode running = node;
        if (running == null || stopping) {
            String why = stopping ? "it is told to stop" : "it is starting: its log is being read";
            return CompletableFuture.completedFuture(List.of(new Check("replica", why)));
        }
        return status().thenCompose(now -> {
            if (now == null) {
                return CompletableFuture.completedFuture(List.of(new Check("replica", "its loop does not answer")));
            }
            List<Check> checks = new ArrayList<>(Health.ready(now));
            if (checks.stream().anyMatch(check -> !check.isPassed())) {
                return CompletableFuture.completedFuture(checks);
            }
            return read(running).thenApply(outcome -> {
                checks.add(Health.read(outcome));
                return checks;
            });
        });
    }

    /**
     * What etcd answers at {@code /health}.
     *
     * @param excluded alarms that do not count: {@code NOSPACE}
     * @param serializable whether a leader is all that is needed, and no read
     */
    CompletableFuture<Reply> health(Set<String> excluded, boolean serializable) {
        RaftNode running = node;
        return status().thenCompose(now -> {
            if (now == null || running == null || now.halt() != null || !now.running()) {
                return CompletableFuture.completedFuture(Reply.health("STOPPED"));
            }
            if (now.replica().disk() == DiskCondition.FULL && !excluded.contains("NOSPACE")) {
                return CompletableFuture.completedFuture(Reply.health("ALARM NOSPACE"));
            }
            if (now.replica().leaderId() == 0) {
                return CompletableFuture.completedFuture(Reply.health("RAFT NO LEADER"));
            }
            if (serializable) {
                return CompletableFuture.completedFuture(Reply.health(""));
            }
            return read(running).thenApply(outcome -> {
                Check read = Health.read(outcome);
                String trouble = Health.isLeaderless(outcome) ? "RAFT NO LEADER" : "RANGE ERROR:" + read.trouble();
                return Reply.health(read.isPassed() ? "" : trouble);
            });
        });
    }
}
