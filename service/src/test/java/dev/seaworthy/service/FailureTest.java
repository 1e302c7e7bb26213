package dev.seaworthy.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.seaworthy.etcd.AlarmRequest;
import dev.seaworthy.etcd.HashKVRequest;
import dev.seaworthy.etcd.KVGrpc;
import dev.seaworthy.etcd.MemberListRequest;
import dev.seaworthy.etcd.MemberListResponse;
import dev.seaworthy.etcd.MoveLeaderRequest;
import dev.seaworthy.etcd.PutRequest;
import dev.seaworthy.etcd.PutResponse;
import dev.seaworthy.etcd.RangeRequest;
import dev.seaworthy.etcd.StatusRequest;
import dev.seaworthy.etcd.StatusResponse;
import dev.seaworthy.node.transport.HostPort;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Members that go, leaders that change, and what a member tells of itself. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class FailureTest {
    private static final PutRequest PUT = PutRequest.newBuilder()
            .setKey(ByteString.copyFromUtf8("k"))
            .setValue(ByteString.copyFromUtf8("v"))
            .build();
    private static final RangeRequest GET =
            RangeRequest.newBuilder().setKey(ByteString.copyFromUtf8("k")).build();
    private static final RangeRequest LOCAL_GET =
            GET.toBuilder().setSerializable(true).build();

    @TempDir
    Path home;

    private Servers servers;

    @BeforeEach
    void start() throws Exception {
        servers = new Servers(home, 3, Duration.ofSeconds(10));
    }

    @AfterEach
    void stop() {
        servers.close();
    }

    @Test
    void aWriteWaitsForTheNextLeader() throws Exception {
        long leader = servers.awaitLeader();
        long follower = servers.awaitFollower();
        assertEquals(2, servers.kv(follower).put(PUT).getHeader().getRevision());
        servers.stop(leader);
        assertEquals(3, servers.kv(follower).put(PUT).getHeader().getRevision());
        servers.start(leader);
        assertEquals(2, servers.kv(leader).range(GET).getKvs(0).getVersion());
    }

    @Test
    void withoutAQuorumOnlyLocalReadsAreAnswered() throws Exception {
        long leader = servers.awaitLeader();
        long follower = servers.awaitFollower();
        long other = 6 - leader - follower;
        assertEquals(2, servers.kv(follower).put(PUT).getHeader().getRevision());
        assertEquals(1, servers.kv(follower).range(GET).getCount());
        servers.stop(other);
        servers.stop(leader);
        assertEquals(1, servers.kv(follower).range(LOCAL_GET).getCount());
        // Both wait for a leader until their time is over, so both at once.
        CompletableFuture<StatusRuntimeException> read = CompletableFuture.supplyAsync(() -> assertThrows(
                StatusRuntimeException.class, () -> servers.kv(follower).range(GET)));
        StatusRuntimeException write = assertThrows(
                StatusRuntimeException.class, () -> servers.kv(follower).put(PUT));
        // Whoever repeats what is UNAVAILABLE must not execute anything twice.
        assertTrue(
                write.getStatus().getCode() == Status.Code.UNKNOWN
                        || write.getStatus().getCode() == Status.Code.UNAVAILABLE
                                && write.getTrailers().containsKey(Certainty.NOT_EXECUTED),
                write::toString);
        assertEquals(Status.Code.UNAVAILABLE, read.join().getStatus().getCode());
    }

    @Test
    void whatWasForwardedIsNotForwardedAgain() throws Exception {
        Metadata forwarded = new Metadata();
        forwarded.put(Forwarding.FORWARDED, "true");
        long follower = servers.awaitFollower();
        KVGrpc.KVBlockingStub stub =
                servers.kv(follower).withInterceptors(MetadataUtils.newAttachHeadersInterceptor(forwarded));
        StatusRuntimeException refusal = assertThrows(StatusRuntimeException.class, () -> stub.put(PUT));
        assertEquals("etcdserver: not leader", refusal.getStatus().getDescription());
        assertTrue(refusal.getTrailers().containsKey(Certainty.NOT_EXECUTED));
        assertEquals(0, servers.kv(follower).range(GET).getCount());
    }

    @Test
    void aMemberTellsHowItDoes() throws Exception {
        long leader = servers.awaitLeader();
        assertTrue(servers.kv(leader).put(PUT).hasHeader());
        assertEquals(1, servers.kv(1).range(GET).getCount());
        StatusResponse status = servers.maintenance(1).status(StatusRequest.getDefaultInstance());
        assertEquals(1, status.getHeader().getMemberId());
        assertEquals(2, status.getHeader().getRevision());
        assertEquals(leader, status.getLeader());
        assertTrue(status.getDbSize() > 0);
        assertEquals(0, status.getErrorsCount());
        assertEquals(
                0,
                servers.maintenance(1).alarm(AlarmRequest.getDefaultInstance()).getAlarmsCount());
        MemberListResponse members = servers.cluster(2)
                .memberList(MemberListRequest.newBuilder().setLinearizable(true).build());
        assertEquals(3, members.getMembersCount());
        assertEquals("http://" + servers.address(3), members.getMembers(2).getClientURLs(0));
        assertFalse(members.getMembers(2).getIsLearner());
        assertEquals(
                ServingStatus.SERVING,
                HealthGrpc.newBlockingStub(servers.channel(1))
                        .check(HealthCheckRequest.getDefaultInstance())
                        .getStatus());
    }

    @Test
    void allMembersHashTheSameHistory() throws Exception {
        PutResponse last = servers.kv(servers.awaitFollower()).put(PUT);
        HashKVRequest upTo = HashKVRequest.newBuilder()
                .setRevision(last.getHeader().getRevision())
                .build();
        int hash = 0;
        for (long node = 1; node <= 3; node++) {
            assertEquals(1, servers.kv(node).range(GET).getCount());
            int own = servers.maintenance(node).hashKV(upTo).getHash();
            assertTrue(node == 1 || own == hash, "node " + node + " has another history");
            hash = own;
        }
        int before = hash;
        assertTrue(servers.kv(1).put(PUT).hasHeader());
        assertFalse(servers.maintenance(servers.awaitLeader())
                        .hashKV(HashKVRequest.getDefaultInstance())
                        .getHash()
                == before);
    }

    @Test
    void theLeadershipIsHandedToWhomWasNamed() throws Exception {
        long leader = servers.awaitLeader();
        long follower = servers.awaitFollower();
        MoveLeaderRequest toFollower =
                MoveLeaderRequest.newBuilder().setTargetID(follower).build();
        StatusRuntimeException notThere = assertThrows(
                StatusRuntimeException.class,
                () -> servers.maintenance(follower).moveLeader(toFollower));
        assertEquals("etcdserver: not leader", notThere.getStatus().getDescription());
        StatusRuntimeException nobody = assertThrows(
                StatusRuntimeException.class,
                () -> servers.maintenance(leader)
                        .moveLeader(
                                MoveLeaderRequest.newBuilder().setTargetID(9).build()));
        assertEquals("etcdserver: bad leader transferee", nobody.getStatus().getDescription());
        MoveLeaderRequest toItself =
                MoveLeaderRequest.newBuilder().setTargetID(leader).build();
        assertTrue(servers.maintenance(leader).moveLeader(toItself).hasHeader());
        assertEquals(leader, servers.awaitLeader());
        assertTrue(servers.maintenance(leader).moveLeader(toFollower).hasHeader());
        while (servers.awaitLeader() == leader) {
            Servers.pause();
        }
        assertEquals(2, servers.kv(leader).put(PUT).getHeader().getRevision());
    }

    @Test
    void plaintextStaysOnTheLoopbackInterface() throws Exception {
        servers.stop(3);
        ServiceOptions everywhere = servers.options(3, Optional.empty(), new HostPort("0.0.0.0", 0), false);
        IOException refusal = assertThrows(IOException.class, () -> KvServer.start(everywhere));
        assertTrue(refusal.getMessage().contains("plaintext"), refusal::getMessage);
        KvServer.start(servers.options(3, Optional.empty(), new HostPort("0.0.0.0", 0), true))
                .close();
    }
}
