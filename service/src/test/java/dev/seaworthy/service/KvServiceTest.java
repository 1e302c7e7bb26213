package dev.seaworthy.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.seaworthy.etcd.CompactionRequest;
import dev.seaworthy.etcd.Compare;
import dev.seaworthy.etcd.DeleteRangeRequest;
import dev.seaworthy.etcd.DeleteRangeResponse;
import dev.seaworthy.etcd.PutRequest;
import dev.seaworthy.etcd.PutResponse;
import dev.seaworthy.etcd.RangeRequest;
import dev.seaworthy.etcd.RangeResponse;
import dev.seaworthy.etcd.RequestOp;
import dev.seaworthy.etcd.TxnRequest;
import dev.seaworthy.etcd.TxnResponse;
import dev.seaworthy.etcd.mvccpb.KeyValue;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What etcd's clients rely on, asked at a member that does not lead: what holds there holds at the leader. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class KvServiceTest {
    @TempDir
    static Path home;

    private static Servers servers;
    private static long follower;

    @BeforeAll
    static void start() throws Exception {
        servers = new Servers(home, 3, Duration.ofSeconds(20));
        follower = servers.awaitFollower();
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @Test
    void aPutIsSeenByEveryMemberAndCountsVersions() throws Exception {
        PutResponse first = put("version/a", "1");
        PutResponse second = servers.kv(follower)
                .put(PutRequest.newBuilder()
                        .setKey(bytes("version/a"))
                        .setValue(bytes("2"))
                        .setPrevKv(true)
                        .build());
        assertEquals(first.getHeader().getRevision() + 1, second.getHeader().getRevision());
        assertEquals("1", second.getPrevKv().getValue().toStringUtf8());
        for (long node = 1; node <= 3; node++) {
            KeyValue pair = servers.kv(node).range(single("version/a")).getKvs(0);
            assertEquals("2", pair.getValue().toStringUtf8());
            assertEquals(2, pair.getVersion());
            assertEquals(first.getHeader().getRevision(), pair.getCreateRevision());
            assertEquals(second.getHeader().getRevision(), pair.getModRevision());
        }
    }

    @Test
    void headersTellWhoAnswersAlsoWhenTheLeaderHasDoneIt() {
        PutResponse response = put("header", "x");
        assertEquals(follower, response.getHeader().getMemberId());
        assertEquals(Servers.CLUSTER, response.getHeader().getClusterId());
        assertTrue(response.getHeader().getRaftTerm() > 0);
    }

    @Test
    void rangesHaveLimitsOrdersAndHistory() {
        put("range/a", "3");
        long revision = put("range/b", "2").getHeader().getRevision();
        put("range/c", "1");
        RangeRequest.Builder all =
                RangeRequest.newBuilder().setKey(bytes("range/")).setRangeEnd(bytes("range0"));

        RangeResponse limited = range(all.clone().setLimit(2));
        assertEquals(List.of("range/a", "range/b"), keys(limited));
        assertTrue(limited.getMore());
        assertEquals(3, limited.getCount());
        assertEquals(
                List.of("range/c", "range/b", "range/a"),
                keys(range(all.clone()
                        .setSortTarget(RangeRequest.SortTarget.MOD)
                        .setSortOrder(RangeRequest.SortOrder.DESCEND))));
        assertEquals(
                List.of("range/c", "range/b", "range/a"),
                keys(range(all.clone().setSortTarget(RangeRequest.SortTarget.VALUE))));
        assertEquals(List.of("range/a", "range/b"), keys(range(all.clone().setRevision(revision))));
        RangeResponse counted = range(all.clone().setCountOnly(true));
        assertEquals(3, counted.getCount());
        assertEquals(0, counted.getKvsCount());
        assertTrue(range(all.clone().setKeysOnly(true)).getKvs(0).getValue().isEmpty());
        assertEquals(List.of(), keys(range(all.clone().setMaxModRevision(-1))));
    }

    @Test
    void deletesTellHowManyAndWhat() {
        put("delete/a", "1");
        put("delete/b", "2");
        DeleteRangeResponse deleted = servers.kv(follower)
                .deleteRange(DeleteRangeRequest.newBuilder()
                        .setKey(bytes("delete/"))
                        .setRangeEnd(bytes("delete0"))
                        .setPrevKv(true)
                        .build());
        assertEquals(2, deleted.getDeleted());
        assertEquals("2", deleted.getPrevKvs(1).getValue().toStringUtf8());
        assertEquals(0, servers.kv(follower).range(single("delete/a")).getCount());
    }

    @Test
    void transactionsChooseByComparisons() {
        put("txn/a", "1");
        TxnRequest.Builder swap = TxnRequest.newBuilder()
                .addCompare(compare("txn/a", Compare.CompareResult.EQUAL)
                        .setTarget(Compare.CompareTarget.VALUE)
                        .setValue(bytes("1")))
                .addSuccess(operation("txn/a", "2"))
                .addSuccess(RequestOp.newBuilder().setRequestRange(single("txn/a")))
                .addFailure(RequestOp.newBuilder().setRequestRange(single("txn/a")));
        TxnResponse first = servers.kv(follower).txn(swap.build());
        assertTrue(first.getSucceeded());
        assertEquals(
                "2",
                first.getResponses(1).getResponseRange().getKvs(0).getValue().toStringUtf8());
        TxnResponse second = servers.kv(follower).txn(swap.build());
        assertFalse(second.getSucceeded());
        assertEquals(first.getHeader().getRevision(), second.getHeader().getRevision());
    }

    @Test
    void comparisonsOfWhatTheStoreDoesNotKnowHoldAsInEtcd() {
        assertTrue(holds(compare("none", Compare.CompareResult.EQUAL).setTarget(Compare.CompareTarget.LEASE)));
        assertFalse(holds(compare("none", Compare.CompareResult.GREATER).setTarget(Compare.CompareTarget.LEASE)));
        assertTrue(holds(compare("none", Compare.CompareResult.GREATER).setVersion(-1)));
        assertFalse(holds(compare("none", Compare.CompareResult.EQUAL).setVersion(-1)));
        assertTrue(holds(compare("none", Compare.CompareResult.EQUAL).setVersion(0)));
    }

    private static boolean holds(Compare.Builder compare) {
        TxnRequest request = TxnRequest.newBuilder().addCompare(compare).build();
        return servers.kv(follower).txn(request).getSucceeded();
    }

    @Test
    void whatIsCompactedIsRefusedAndWhatIsToComeToo() {
        put("compact", "1");
        long revision = put("compact", "2").getHeader().getRevision();
        compact(revision);
        refused(
                Status.Code.OUT_OF_RANGE,
                "etcdserver: mvcc: required revision has been compacted",
                () -> compact(revision));
        refused(
                Status.Code.OUT_OF_RANGE,
                "etcdserver: mvcc: required revision has been compacted",
                () -> range(single("compact").toBuilder().setRevision(revision - 1)));
        refused(
                Status.Code.OUT_OF_RANGE,
                "etcdserver: mvcc: required revision is a future revision",
                () -> range(single("compact").toBuilder().setRevision(revision + 1_000_000)));
    }

    @Test
    void requestsThatMakeNoSenseAreRefusedInEtcdsWords() {
        refused(Status.Code.INVALID_ARGUMENT, "etcdserver: key is not provided", () -> put("", "x"));
        refused(Status.Code.INVALID_ARGUMENT, "etcdserver: key is not provided", () -> range(single("").toBuilder()));
        refused(
                Status.Code.INVALID_ARGUMENT,
                "etcdserver: duplicate key given in txn request",
                () -> servers.kv(follower)
                        .txn(TxnRequest.newBuilder()
                                .addSuccess(operation("twice", "1"))
                                .addSuccess(operation("twice", "2"))
                                .build()));
        TxnRequest.Builder many = TxnRequest.newBuilder();
        for (int i = 0; i <= 128; i++) {
            many.addSuccess(operation("many/" + i, "x"));
        }
        refused(
                Status.Code.INVALID_ARGUMENT,
                "etcdserver: too many operations in txn request",
                () -> servers.kv(follower).txn(many.build()));
        PutRequest.Builder keep =
                PutRequest.newBuilder().setKey(bytes("absent")).setIgnoreValue(true);
        refused(
                Status.Code.INVALID_ARGUMENT,
                "etcdserver: key not found",
                () -> servers.kv(follower).put(keep.build()));
        refused(
                Status.Code.INVALID_ARGUMENT,
                "etcdserver: value is provided",
                () -> servers.kv(follower).put(keep.clone().setValue(bytes("x")).build()));
        refused(
                Status.Code.NOT_FOUND,
                "etcdserver: requested lease not found",
                () -> servers.kv(follower)
                        .put(PutRequest.newBuilder()
                                .setKey(bytes("leased"))
                                .setLease(5)
                                .build()));
    }

    @Test
    void requestsAreBounded() {
        refused(
                Status.Code.INVALID_ARGUMENT,
                "etcdserver: request is too large",
                () -> put("large", "x".repeat(3 << 19)));
        StatusRuntimeException larger =
                assertThrows(StatusRuntimeException.class, () -> put("large", "x".repeat(3 << 20)));
        assertEquals(Status.Code.RESOURCE_EXHAUSTED, larger.getStatus().getCode());
        assertEquals(0, servers.kv(follower).range(single("large")).getCount());
        assertTrue(put("large", "x".repeat((3 << 19) - 100)).hasHeader());
        assertEquals(1, servers.kv(follower).range(single("large")).getCount());
    }

    private static void refused(Status.Code code, String text, Executable call) {
        StatusRuntimeException failure = assertThrows(StatusRuntimeException.class, call);
        assertEquals(text, failure.getStatus().getDescription());
        assertEquals(code, failure.getStatus().getCode());
        assertTrue(failure.getTrailers().containsKey(Certainty.NOT_EXECUTED), "says that it was not executed");
    }

    private static void compact(long revision) {
        assertTrue(servers.kv(follower)
                .compact(CompactionRequest.newBuilder().setRevision(revision).build())
                .hasHeader());
    }

    private static PutResponse put(String key, String value) {
        return servers.kv(follower)
                .put(PutRequest.newBuilder()
                        .setKey(bytes(key))
                        .setValue(bytes(value))
                        .build());
    }

    private static RangeResponse range(RangeRequest.Builder request) {
        return servers.kv(follower).range(request.build());
    }

    private static RangeRequest single(String key) {
        return RangeRequest.newBuilder().setKey(bytes(key)).build();
    }

    private static RequestOp operation(String key, String value) {
        return RequestOp.newBuilder()
                .setRequestPut(PutRequest.newBuilder().setKey(bytes(key)).setValue(bytes(value)))
                .build();
    }

    private static Compare.Builder compare(String key, Compare.CompareResult result) {
        return Compare.newBuilder().setKey(bytes(key)).setResult(result);
    }

    private static List<String> keys(RangeResponse response) {
        return response.getKvsList().stream()
                .map(it -> it.getKey().toStringUtf8())
                .toList();
    }

    private static ByteString bytes(String text) {
        return ByteString.copyFromUtf8(text);
    }
}
