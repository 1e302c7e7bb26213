package dev.seaworthy.service.ops;

import dev.seaworthy.engine.host.ProposalOutcome;
import dev.seaworthy.engine.host.ReplicaObserver;
import dev.seaworthy.kv.members.ServedStateMachine;
import dev.seaworthy.storage.thread.SyncObserver;
import io.grpc.ServerInterceptor;
import io.grpc.ServiceDescriptor;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;

/**
 * What is measured where it happens. Each member has its own: several may be in one process. Any thread, but for the
 * observers, which say whose they are.
 */
public final class Meters {
    private static final double NANOS = 1e9;
    /** From 0.1 ms by factors of two to 3.3 s: what a sync or a majority takes, and what is too long. */
    private static final double FIRST_SECONDS = 0.0001;

    private static final int BUCKETS = 16;
    /** From 1 µs by factors of four to 4.2 s: applying is memory, unless a command is huge. */
    private static final double FIRST_APPLY_SECONDS = 0.000_001;

    private static final int APPLY_BUCKETS = 12;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Histogram syncs = latencies(
            "etcd_disk_wal_fsync_duration_seconds", "How long the log took to write and sync what was due together.");
    private final Histogram commits = latencies(
            "seaworthy_raft_commit_duration_seconds",
            "How long an entry took from this leader's log to its commitment, for each entry.");
    private final Histogram applies = Histogram.builder()
            .name("seaworthy_raft_apply_duration_seconds")
            .help("How long the store took to apply a command, for each command.")
            .classicExponentialUpperBounds(FIRST_APPLY_SECONDS, 4, APPLY_BUCKETS)
            .classicOnly()
            .withoutExemplars()
            .register(registry);
    private final Histogram proposals = latencies(
            "seaworthy_proposal_duration_seconds",
            "How long a proposal made at this member took until its outcome was known, for those committed.");
    private final Counter proposalsFailed = counter(
            "etcd_server_proposals_failed_total",
            "Proposals that were refused, other than for want of a leader, or of which nobody knows.");
    private final Counter leaders =
            counter("etcd_server_leader_changes_seen_total", "How often another member was found to lead than before.");

    /** Also measures the process and its JVM. */
    public Meters() {
        JvmMetrics.builder().register(registry);
    }

    private Histogram latencies(String name, String help) {
        return Histogram.builder()
                .name(name)
                .help(help)
                .classicExponentialUpperBounds(FIRST_SECONDS, 2, BUCKETS)
                .classicOnly()
                .withoutExemplars()
                .register(registry);
    }

    private Counter counter(String name, String help, String... labels) {
        return Counter.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .withoutExemplars()
                .register(registry);
    }

    /** Watches a replica; one only. */
    public ReplicaObserver replica() {
        return new CommitTimer(System::nanoTime, commits::observe, leaders::inc);
    }

    /** Watches a log. */
    public SyncObserver log() {
        return (nanos, batches, bytes) -> syncs.observe(nanos / NANOS);
    }

    /** Watches a store. */
    public MeteredStateMachine store(ServedStateMachine store) {
        return new MeteredStateMachine(store, applies::observe);
    }

    /** A proposal has come to its outcome. */
    public void proposed(ProposalOutcome outcome, long nanos) {
        if (outcome instanceof ProposalOutcome.Committed) {
            proposals.observe(nanos / NANOS);
        } else if (!(outcome instanceof ProposalOutcome.Refused refused) || !Leaderless.is(refused.reason())) {
            proposalsFailed.inc();
        }
    }

    /** Watches the calls of these services; once. */
    public ServerInterceptor calls(List<ServiceDescriptor> services) {
        String[] method = {"grpc_type", "grpc_service", "grpc_method"};
        String[] andCode = {"grpc_type", "grpc_service", "grpc_method", "grpc_code"};
        return new CallMeter(
                services,
                counter("grpc_server_started_total", "Calls that have begun.", method),
                Histogram.builder()
                        .name("grpc_server_handling_seconds")
                        .help("How long calls took, from their beginning to their end, waiting for a leader included.")
                        .labelNames(method)
                        .classicExponentialUpperBounds(FIRST_SECONDS, 2, BUCKETS)
                        .classicOnly()
                        .withoutExemplars()
                        .register(registry),
                counter("grpc_server_handled_total", "Calls that have ended, by their outcome.", andCode));
    }

    PrometheusRegistry registry() {
        return registry;
    }
}
