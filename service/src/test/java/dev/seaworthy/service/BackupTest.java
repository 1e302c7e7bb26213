package dev.seaworthy.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.etcd.KVGrpc;
import dev.seaworthy.etcd.PutRequest;
import dev.seaworthy.etcd.RangeRequest;
import dev.seaworthy.etcd.SnapshotRequest;
import dev.seaworthy.etcd.SnapshotResponse;
import dev.seaworthy.kv.members.MemberDirectory;
import dev.seaworthy.kv.members.ServedStateMachine;
import dev.seaworthy.node.transport.HostPort;
import dev.seaworthy.storage.StoreException;
import dev.seaworthy.storage.StoreIdentity;
import io.grpc.ManagedChannel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The state as a stream, and a cluster made of it. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class BackupTest {
    private static final HostPort ANYWHERE = new HostPort("127.0.0.1", 0);

    @TempDir
    Path home;

    @Test
    void whatWasSavedIsVerifiedAndBeginsAnotherCluster() throws Exception {
        Path file = home.resolve("backup");
        try (Servers servers = new Servers(home.resolve("c"), 3, Duration.ofSeconds(20))) {
            long follower = servers.awaitFollower();
            for (int i = 0; i < 300; i++) {
                assertTrue(servers.kv(follower).put(put("k" + i, "v".repeat(i))).hasHeader());
            }
            Files.write(file, snapshot(servers, follower));
        }
        assertEquals(32, Files.size(file) % 512, "as etcd's tools want it");
        ServedStateMachine state = new ServedStateMachine(records -> {});
        Backup backup = Backup.read(file, state);
        assertEquals(Servers.CLUSTER, backup.clusterId());
        assertEquals(301, state.store().revision());
        everyDamageIsSeen(file);

        state.redescribe(MemberDirectory.NONE);
        Member only = new Member(7, 70);
        Path data = home.resolve("restored/data");
        Files.createDirectories(data.getParent());
        Configuration alone = Configuration.ofVoters(List.of(only));
        MemberData.make(data, new StoreIdentity(99, only), alone, backup.last(), state);
        assertThrows(
                StoreException.class,
                () -> MemberData.make(data, new StoreIdentity(99, only), alone, backup.last(), state));
        serves(data);
        ServedStateMachine replayed = new ServedStateMachine(records -> {});
        assertTrue(MemberData.replay(data, replayed).index() > backup.last().index());
        assertEquals(302, replayed.store().revision());
    }

    private static void serves(Path data) throws IOException, InterruptedException {
        ServiceOptions options = new ServiceOptions(
                data,
                ANYWHERE,
                ANYWHERE,
                Map.of(),
                Map.of(),
                Optional.empty(),
                false,
                Duration.ofSeconds(20),
                "test",
                Optional.empty());
        try (KvServer server = KvServer.start(options)) {
            ManagedChannel channel = Doors.connect(server.clientAddress(), Optional.empty());
            KVGrpc.KVBlockingStub kv = KVGrpc.newBlockingStub(channel).withDeadlineAfter(60, TimeUnit.SECONDS);
            RangeRequest last = RangeRequest.newBuilder()
                    .setKey(ByteString.copyFromUtf8("k299"))
                    .build();
            assertEquals(299, kv.range(last).getKvs(0).getValue().size());
            assertEquals(302, kv.put(put("more", "")).getHeader().getRevision());
            channel.shutdownNow();
        }
    }

    private void everyDamageIsSeen(Path file) throws IOException {
        byte[] sound = Files.readAllBytes(file);
        Path damaged = home.resolve("damaged");
        for (int at : new int[] {0, 20, 64, 100, sound.length / 2, sound.length - 33, sound.length - 1}) {
            byte[] bytes = sound.clone();
            bytes[at] ^= 1;
            Files.write(damaged, bytes);
            assertThrows(IOException.class, () -> Backup.read(damaged, null), "byte " + at);
        }
        for (int length : new int[] {0, 31, 32, 544, sound.length - 512, sound.length - 1}) {
            Files.write(damaged, java.util.Arrays.copyOf(sound, length));
            assertThrows(IOException.class, () -> Backup.read(damaged, null), length + " bytes");
        }
    }

    private static byte[] snapshot(Servers servers, long node) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Iterator<SnapshotResponse> pieces = servers.maintenance(node).snapshot(SnapshotRequest.getDefaultInstance());
        long left = -1;
        while (pieces.hasNext()) {
            SnapshotResponse piece = pieces.next();
            assertTrue(left < 0
                    || left == piece.getRemainingBytes() + piece.getBlob().size());
            left = piece.getRemainingBytes();
            piece.getBlob().writeTo(out);
        }
        assertEquals(0, left);
        return out.toByteArray();
    }

    private static PutRequest put(String key, String value) {
        return PutRequest.newBuilder()
                .setKey(ByteString.copyFromUtf8(key))
                .setValue(ByteString.copyFromUtf8(value))
                .build();
    }
}
