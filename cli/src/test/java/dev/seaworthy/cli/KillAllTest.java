package dev.seaworthy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.seaworthy.etcd.KVGrpc;
import dev.seaworthy.etcd.PutRequest;
import dev.seaworthy.etcd.RangeRequest;
import dev.seaworthy.etcd.RangeResponse;
import dev.seaworthy.etcd.mvccpb.KeyValue;
import dev.seaworthy.node.transport.HostPort;
import dev.seaworthy.service.KvClient;
import dev.seaworthy.service.KvClientException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL of every node at once, under load, again and again: what was acknowledged is there. A few times in every
 * build, a hundred times with {@code -Pkill-all}.
 */
@Timeout(value = 3600, unit = TimeUnit.SECONDS)
class KillAllTest {
    private static final int ROUNDS = Integer.getInteger("seaworthy.killRounds", 2);
    private static final int WRITERS = 4;
    private static final int ACKNOWLEDGED_EACH_ROUND = 200;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path home;

    /** The last value acknowledged of each key; a key is written by one writer, with values that grow. */
    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();

    private final Map<String, Long> attempted = new ConcurrentHashMap<>();

    @Test
    void whatWasAcknowledgedIsThereWhenAllWereKilledAtOnce() throws Exception {
        try (LocalCluster cluster = LocalCluster.in(home.resolve("c"), 3)) {
            cluster.startAll();
            long before = 0;
            for (int round = 0; round < ROUNDS; round++) {
                assertTrue(cluster.awaitLeader(PATIENCE) != 0, "round " + round + ": nobody leads");
                AtomicBoolean stop = new AtomicBoolean();
                List<Thread> writers = write(cluster, round, stop);
                long giveUp = System.nanoTime() + PATIENCE.toNanos();
                while (acknowledged.size() < before + ACKNOWLEDGED_EACH_ROUND && System.nanoTime() < giveUp) {
                    TimeUnit.MILLISECONDS.sleep(2);
                }
                cluster.killAll();
                stop.set(true);
                for (Thread writer : writers) {
                    writer.join();
                }
                assertTrue(acknowledged.size() >= before + ACKNOWLEDGED_EACH_ROUND, "the load came to nothing");
                before = acknowledged.size();
                cluster.startAll();
                assertTrue(cluster.awaitLeader(PATIENCE) != 0, "round " + round + ": nobody leads");
                allIsThere(cluster, round);
            }
        }
    }

    private List<Thread> write(LocalCluster cluster, int round, AtomicBoolean stop) {
        List<HostPort> endpoints = new ArrayList<>(cluster.clients().values());
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            String prefix = "k/" + round + "/" + i + "/";
            Thread writer = new Thread(() -> write(endpoints, prefix, stop), "writer-" + i);
            writer.start();
            writers.add(writer);
        }
        return writers;
    }

    private void write(List<HostPort> endpoints, String prefix, AtomicBoolean stop) {
        try (KvClient client = new KvClient(endpoints, Optional.empty(), Duration.ofSeconds(10))) {
            for (long n = 1; !stop.get(); n++) {
                String key = prefix + n;
                attempted.put(key, n);
                PutRequest put = PutRequest.newBuilder()
                        .setKey(ByteString.copyFromUtf8(key))
                        .setValue(ByteString.copyFromUtf8(Long.toString(n)))
                        .build();
                try {
                    if (client.change(KVGrpc.getPutMethod(), put).hasHeader()) {
                        acknowledged.put(key, n);
                    }
                } catch (KvClientException unknown) {
                    // Killed, or between two leaders: whether this one was done is for nobody to demand.
                }
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void allIsThere(LocalCluster cluster, int round) throws IOException {
        TreeMap<String, Long> found = new TreeMap<>();
        RangeRequest all = RangeRequest.newBuilder()
                .setKey(ByteString.copyFromUtf8("k/"))
                .setRangeEnd(ByteString.copyFromUtf8("k0"))
                .build();
        List<HostPort> endpoints = new ArrayList<>(cluster.clients().values());
        try (KvClient client = new KvClient(endpoints, Optional.empty(), PATIENCE)) {
            RangeResponse response = client.ask(KVGrpc.getRangeMethod(), all);
            for (KeyValue pair : response.getKvsList()) {
                found.put(
                        pair.getKey().toStringUtf8(),
                        Long.valueOf(pair.getValue().toStringUtf8()));
            }
        }
        TreeMap<String, Long> lost = new TreeMap<>(acknowledged);
        lost.entrySet().removeAll(found.entrySet());
        assertEquals(Map.of(), lost, "round " + round + ": acknowledged and lost");
        found.entrySet().removeAll(attempted.entrySet());
        assertEquals(Map.of(), found, "round " + round + ": there, and nobody wrote it");
    }
}
