package dev.seaworthy.cli.torture;

import com.google.protobuf.ByteString;
import dev.seaworthy.etcd.HashKVRequest;
import dev.seaworthy.etcd.HashKVResponse;
import dev.seaworthy.etcd.KVGrpc;
import dev.seaworthy.etcd.MaintenanceGrpc;
import dev.seaworthy.etcd.PutRequest;
import dev.seaworthy.etcd.PutResponse;
import dev.seaworthy.node.transport.HostPort;
import dev.seaworthy.service.KvClient;
import dev.seaworthy.service.KvClientException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Whether a cluster that nothing is wrong with any more serves through every node, and all have the same history. */
public final class Convergence {
    private static final Duration ATTEMPT = Duration.ofSeconds(2);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final String KEY = "after/";

    private final TreeMap<Long, HostPort> clients;
    private final long deadline;

    /** @param patience how long it may take in all, from now on */
    public Convergence(TreeMap<Long, HostPort> clients, Duration patience) {
        this.clients = clients;
        deadline = System.nanoTime() + patience.toNanos();
    }

    /** What is wrong, in a sentence; nothing where all is well. */
    public Optional<String> problem() throws IOException {
        for (Map.Entry<Long, HostPort> entry : clients.entrySet()) {
            try (KvClient client = new KvClient(List.of(entry.getValue()), Optional.empty(), ATTEMPT)) {
                while (!serves(client, entry.getKey())) {
                    if (System.nanoTime() > deadline) {
                        return Optional.of("node " + entry.getKey() + " does not serve, though nothing is wrong");
                    }
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        }
        return differing();
    }

    private static boolean serves(KvClient client, long node) {
        PutRequest put = PutRequest.newBuilder()
                .setKey(ByteString.copyFromUtf8(KEY + node))
                .setValue(ByteString.copyFromUtf8("served"))
                .build();
        try {
            PutResponse unused = client.change(KVGrpc.getPutMethod(), put);
            return true;
        } catch (KvClientException notYet) {
            return false;
        }
    }

    private Optional<String> differing() throws IOException {
        List<HostPort> endpoints = List.copyOf(clients.values());
        try (KvClient client = new KvClient(endpoints, Optional.empty(), ATTEMPT)) {
            // The revision of the last node asked: what was written through it came after what was through the others.
            HashKVResponse wanted = hash(client, clients.lastEntry().getValue(), 0);
            while (wanted.getHashRevision() == 0) {
                if (System.nanoTime() > deadline) {
                    return Optional.of("nobody tells the digest of its history, though nothing is wrong");
                }
                LockSupport.parkNanos(PAUSE_NANOS);
                wanted = hash(client, clients.lastEntry().getValue(), 0);
            }
            for (Map.Entry<Long, HostPort> entry : clients.entrySet()) {
                HashKVResponse told = hash(client, entry.getValue(), wanted.getHashRevision());
                while (!told.equals(wanted)) {
                    if (areOfTheSame(told, wanted) || System.nanoTime() > deadline) {
                        return Optional.of("the history of node " + entry.getKey() + " up to revision "
                                + wanted.getHashRevision() + " is not that of node " + clients.lastKey());
                    }
                    LockSupport.parkNanos(PAUSE_NANOS);
                    told = hash(client, entry.getValue(), wanted.getHashRevision());
                }
            }
            return Optional.empty();
        }
    }

    /** Whether two digests are of the same revisions: where they differ then, no waiting makes them equal. */
    private static boolean areOfTheSame(HashKVResponse one, HashKVResponse other) {
        return one.getHashRevision() == other.getHashRevision()
                && one.getCompactRevision() == other.getCompactRevision();
    }

    /** The digest up to a revision; an empty one where the node does not know that much yet. */
    private static HashKVResponse hash(KvClient client, HostPort endpoint, long revision) {
        HashKVRequest request = HashKVRequest.newBuilder().setRevision(revision).build();
        try {
            return client.askAt(endpoint, MaintenanceGrpc.getHashKVMethod(), request).toBuilder()
                    .clearHeader()
                    .build();
        } catch (KvClientException notYet) {
            return HashKVResponse.getDefaultInstance();
        }
    }
}
