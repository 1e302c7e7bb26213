package dev.seaworthy.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.seaworthy.etcd.KVGrpc;
import dev.seaworthy.etcd.PutRequest;
import dev.seaworthy.etcd.PutResponse;
import dev.seaworthy.etcd.RangeRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an upgrade is for clients: each member is stopped in an orderly way and started again, one after another. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class RollingRestartTest {
    private static final int WRITERS = 4;

    @TempDir
    Path home;

    private final AtomicBoolean done = new AtomicBoolean();
    private final AtomicLong acknowledged = new AtomicLong();
    private final List<Future<Long>> writers = new ArrayList<>();

    @Test
    void clientsThatKnowAllMembersSeeNothingOfIt() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try (Servers servers = new Servers(home, 3, Duration.ofSeconds(20))) {
            servers.awaitLeader();
            for (int writer = 0; writer < WRITERS; writer++) {
                ByteString key = key(writer);
                writers.add(threads.submit(() -> write(servers, key)));
            }
            for (long node = 1; node <= 3; node++) {
                awaitMoreWrites();
                servers.stop(node);
                awaitMoreWrites();
                servers.start(node);
                servers.awaitLeader();
                RangeRequest read = RangeRequest.newBuilder().setKey(key(0)).build();
                assertEquals(1, servers.kv(node).range(read).getKvsCount(), "it keeps pace");
            }
            awaitMoreWrites();
            done.set(true);
            for (int writer = 0; writer < WRITERS; writer++) {
                RangeRequest read =
                        RangeRequest.newBuilder().setKey(key(writer)).build();
                long last = writers.get(writer).get();
                ByteString found = servers.kv(1).range(read).getKvs(0).getValue();
                assertEquals(Long.toString(last), found.toStringUtf8());
                // Each put was carried out once.
                assertEquals(last, servers.kv(1).range(read).getKvs(0).getVersion());
            }
        } finally {
            done.set(true);
            threads.shutdown();
            assertTrue(threads.awaitTermination(60, TimeUnit.SECONDS));
        }
    }

    /** Puts 1, 2, 3 and so on; how far it came. A put that fails ends it. */
    private long write(Servers servers, ByteString key) throws Exception {
        try (KvClient client = new KvClient(servers.addresses(), Optional.empty(), Duration.ofSeconds(20))) {
            long last = 0;
            while (!done.get()) {
                PutResponse unused = client.change(
                        KVGrpc.getPutMethod(),
                        PutRequest.newBuilder()
                                .setKey(key)
                                .setValue(ByteString.copyFromUtf8(Long.toString(last + 1)))
                                .build());
                last++;
                acknowledged.incrementAndGet();
            }
            return last;
        }
    }

    private void awaitMoreWrites() throws Exception {
        long before = acknowledged.get();
        while (acknowledged.get() < before + 200) {
            for (Future<Long> writer : writers) {
                assertFalse(writer.isDone(), () -> "a put has failed: " + writer);
            }
            Servers.pause();
        }
    }

    private static ByteString key(int writer) {
        return ByteString.copyFromUtf8("k" + writer);
    }
}
