package dev.seaworthy.cli;

import com.google.protobuf.ByteString;
import dev.seaworthy.etcd.HashKVRequest;
import dev.seaworthy.etcd.HashKVResponse;
import dev.seaworthy.etcd.KVGrpc;
import dev.seaworthy.etcd.MaintenanceGrpc;
import dev.seaworthy.etcd.PutRequest;
import dev.seaworthy.etcd.RangeRequest;
import dev.seaworthy.etcd.RangeResponse;
import dev.seaworthy.etcd.mvccpb.KeyValue;
import dev.seaworthy.node.transport.HostPort;
import dev.seaworthy.service.KvClient;
import dev.seaworthy.service.KvClientException;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Writes to a cluster, kills its leader in between, and looks whether everything acknowledged is there. One thread. */
final class ClusterDemo {
    private static final int WRITES = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final LocalCluster cluster;
    private final PrintWriter out;
    private final TreeMap<String, String> acknowledged = new TreeMap<>();
    private final TreeSet<String> unknown = new TreeSet<>();
    private long longestNanos;

    ClusterDemo(LocalCluster cluster, PrintWriter out) {
        this.cluster = cluster;
        this.out = out;
    }

    /** Whether nothing was lost, nor anything there that nobody wrote, and all replicas agree in the end. */
    boolean run() throws IOException, InterruptedException {
        List<HostPort> endpoints = new ArrayList<>(cluster.clients().values());
        try (KvClient client = new KvClient(endpoints, Optional.empty(), PATIENCE)) {
            write(client, 0, WRITES / 2);
            say(acknowledged.size() + " writes acknowledged.");
            // Asked only now: it may have changed since the cluster was started.
            long leader = cluster.awaitLeader(PATIENCE);
            if (leader == 0) {
                say("FAILED: nobody leads.");
                return false;
            }
            cluster.kill(leader);
            say("Node " + leader + ", the leader, was killed with SIGKILL.");
            longestNanos = 0;
            write(client, WRITES / 2, WRITES);
            long next = cluster.awaitLeader(PATIENCE);
            if (next == 0 || next == leader) {
                say("FAILED: nobody leads in its place.");
                return false;
            }
            say("Node " + next + " leads now; the longest that a write has waited meanwhile: "
                    + TimeUnit.NANOSECONDS.toMillis(longestNanos) + " ms.");
            say(acknowledged.size() + " writes acknowledged, " + unknown.size() + " of unknown outcome.");
            boolean sound = true;
            for (Map.Entry<Long, HostPort> entry : cluster.clients().entrySet()) {
                if (entry.getKey() != leader) {
                    sound &= allIsThere(client, entry.getKey(), entry.getValue());
                }
            }
            cluster.start(leader);
            say("Node " + leader + " was started again.");
            return replicasAgree(client, next) && sound;
        }
    }

    private void write(KvClient client, int from, int to) {
        for (int i = from; i < to; i++) {
            String key = String.format(Locale.ROOT, "demo/%04d", i);
            String value = "value " + i;
            long start = System.nanoTime();
            try {
                client.change(
                        KVGrpc.getPutMethod(),
                        PutRequest.newBuilder()
                                .setKey(ByteString.copyFromUtf8(key))
                                .setValue(ByteString.copyFromUtf8(value))
                                .build());
                acknowledged.put(key, value);
            } catch (KvClientException e) {
                if (e.kind() != KvClientException.Kind.UNKNOWN) {
                    throw e;
                }
                // Whether it is there later is for nobody to demand.
                unknown.add(key);
            }
            longestNanos = Math.max(longestNanos, System.nanoTime() - start);
        }
    }

    private boolean allIsThere(KvClient client, long node, HostPort endpoint) {
        RangeRequest all = RangeRequest.newBuilder()
                .setKey(ByteString.copyFromUtf8("demo/"))
                .setRangeEnd(ByteString.copyFromUtf8("demo0"))
                .build();
        RangeResponse response = client.askAt(endpoint, KVGrpc.getRangeMethod(), all);
        TreeMap<String, String> found = new TreeMap<>();
        for (KeyValue pair : response.getKvsList()) {
            found.put(pair.getKey().toStringUtf8(), pair.getValue().toStringUtf8());
        }
        long lost = acknowledged.entrySet().stream()
                .filter(it -> !it.getValue().equals(found.get(it.getKey())))
                .count();
        long strange = found.keySet().stream()
                .filter(it -> !acknowledged.containsKey(it) && !unknown.contains(it))
                .count();
        say((lost + strange == 0 ? "Node " : "FAILED: node ") + node + " has " + found.size() + " of them; " + lost
                + " lost, " + strange + " that nobody wrote.");
        return lost + strange == 0;
    }

    /** Whether all replicas, the one that was killed among them, come to have the same history. */
    private boolean replicasAgree(KvClient client, long leader) {
        HashKVResponse wanted = hash(client, cluster.clients().get(leader), 0);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (Map.Entry<Long, HostPort> entry : cluster.clients().entrySet()) {
            while (!wanted.equals(withoutHeader(client, entry.getValue(), wanted))) {
                if (System.nanoTime() > deadline) {
                    say("FAILED: the history of node " + entry.getKey() + " is not that of node " + leader + ".");
                    return false;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        say("All " + cluster.clients().size() + " replicas have the same history up to revision "
                + wanted.getHashRevision() + ".");
        return true;
    }

    /** The hash up to the same revision; an empty one where the node does not know that much yet, or is not there. */
    private static HashKVResponse withoutHeader(KvClient client, HostPort endpoint, HashKVResponse wanted) {
        try {
            return hash(client, endpoint, wanted.getHashRevision());
        } catch (KvClientException notYet) {
            return HashKVResponse.getDefaultInstance();
        }
    }

    private static HashKVResponse hash(KvClient client, HostPort endpoint, long revision) {
        HashKVRequest request = HashKVRequest.newBuilder().setRevision(revision).build();
        return client.askAt(endpoint, MaintenanceGrpc.getHashKVMethod(), request).toBuilder()
                .clearHeader()
                .build();
    }

    private void say(String sentence) {
        out.println(sentence);
        out.flush();
    }
}
