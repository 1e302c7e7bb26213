package dev.seaworthy.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.etcd.KVGrpc;
import dev.seaworthy.etcd.PutRequest;
import dev.seaworthy.etcd.PutResponse;
import dev.seaworthy.kv.HashAt;
import dev.seaworthy.kv.KvCodec;
import dev.seaworthy.kv.members.ServedStateMachine;
import dev.seaworthy.node.RaftNode;
import dev.seaworthy.node.transport.HostPort;
import dev.seaworthy.service.ops.Meters;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How many requests wait in a member, most of the time one that has no leader and will have none. */
@Timeout(60)
class RequestsTest {
    private static final int COUNT_MAX = 10;
    private static final int BYTES_MAX = 10_000;
    private static final Duration LONG = Duration.ofMinutes(10);

    @TempDir
    Path home;

    private final ServerThreads threads = new ServerThreads(1);
    private RaftNode node;
    private Forwarding forwarding;

    private Requests requests(int members, Duration timeout) throws Exception {
        List<Member> all = new ArrayList<>();
        for (long id = 1; id <= members; id++) {
            all.add(new Member(id, id));
        }
        RaftNode.format(home.resolve("data"), 1, all.get(0), Configuration.ofVoters(all));
        node = RaftNode.builder()
                .identity(1, all.get(0))
                .directory(home.resolve("data"))
                .stateMachine(new ServedStateMachine(records -> {}))
                .listen(HostPort.anyLoopback())
                .addresses(Map.of())
                .start();
        forwarding = new Forwarding(id -> null, address -> null);
        return new Requests(
                node, forwarding, threads::near, new RequestLimits(timeout, COUNT_MAX, BYTES_MAX), new Meters());
    }

    @AfterEach
    void end() {
        node.stopNow();
        forwarding.close();
        threads.end();
    }

    private static CompletableFuture<PutResponse> put(Requests requests, int valueBytes) {
        PutRequest request = PutRequest.newBuilder()
                .setKey(ByteString.copyFromUtf8("key"))
                .setValue(ByteString.copyFrom(new byte[valueBytes]))
                .build();
        byte[] command = KvCodec.encode(FromEtcd.put(request));
        return requests.carryOut(new Mutation<>(
                KVGrpc.getPutMethod(),
                request,
                () -> requests.propose(command),
                result -> PutResponse.getDefaultInstance(),
                false));
    }

    private static StatusRuntimeException failure(CompletableFuture<?> answer) {
        ExecutionException failed = assertThrows(ExecutionException.class, answer::get);
        StatusRuntimeException status = assertInstanceOf(StatusRuntimeException.class, failed.getCause());
        assertTrue(status.getTrailers().containsKey(Certainty.NOT_EXECUTED), "it was not executed, and says so");
        return status;
    }

    private static void assertRefused(CompletableFuture<?> answer) {
        assertTrue(answer.isDone(), "it does not wait to be refused");
        Status status = failure(answer).getStatus();
        assertEquals(Status.Code.RESOURCE_EXHAUSTED, status.getCode());
        assertEquals("etcdserver: too many requests", status.getDescription());
    }

    private static void assertNoneWaits(Requests requests) {
        assertEquals(0, requests.mutations().count());
        assertEquals(0, requests.mutations().bytes());
    }

    @Test
    void moreThanTheNumberOfMutationsIsRefusedAtOnce() throws Exception {
        Requests requests = requests(3, LONG);
        for (int i = 0; i < COUNT_MAX; i++) {
            assertFalse(put(requests, 1).isDone());
        }
        assertRefused(put(requests, 1));
        assertEquals(COUNT_MAX, requests.mutations().count(), "the one that was refused has no place");
    }

    @Test
    void moreThanTheBytesOfMutationsIsRefusedAtOnceAndSmallOnesStillFindAPlace() throws Exception {
        Requests requests = requests(3, LONG);
        assertFalse(put(requests, BYTES_MAX - 1_000).isDone());
        assertRefused(put(requests, 1_000));
        assertFalse(put(requests, 100).isDone());
        assertEquals(2, requests.mutations().count());
    }

    @Test
    void whatIsTooLargeByItselfIsTakenWhereNobodyElseWaits() throws Exception {
        Requests requests = requests(3, LONG);
        assertFalse(put(requests, 2 * BYTES_MAX).isDone());
        assertRefused(put(requests, 1));
    }

    @Test
    void readsThatWaitForALeaderAreBoundedTooAndTakeNoPlaceOfMutations() throws Exception {
        Requests requests = requests(3, LONG);
        for (int i = 0; i < COUNT_MAX; i++) {
            assertFalse(requests.read(new HashAt(0), false).isDone());
        }
        assertRefused(requests.read(new HashAt(0), false));
        assertFalse(put(requests, 1).isDone());
    }

    @Test
    void anOutcomeFreesThePlace() throws Exception {
        Requests requests = requests(1, LONG);
        for (int i = 0; i < 3 * COUNT_MAX; i++) {
            put(requests, BYTES_MAX - 1_000).get();
        }
        assertNoneWaits(requests);
    }

    @Test
    void anAttemptThatFailsBeforeItBeginsFreesThePlace() throws Exception {
        Requests requests = requests(1, LONG);
        CompletableFuture<PutResponse> answer = requests.carryOut(new Mutation<>(
                KVGrpc.getPutMethod(),
                PutRequest.getDefaultInstance(),
                () -> {
                    throw Certainty.notExecuted(EtcdErrors.BAD_MEMBER_URLS);
                },
                result -> PutResponse.getDefaultInstance(),
                false));
        assertEquals(EtcdErrors.BAD_MEMBER_URLS, failure(answer).getStatus());
        assertNoneWaits(requests);
    }

    @Test
    void theEndOfTheTimeFreesThePlace() throws Exception {
        Requests requests = requests(3, Duration.ofMillis(200));
        List<CompletableFuture<?>> answers = new ArrayList<>();
        for (int i = 0; i < COUNT_MAX; i++) {
            answers.add(put(requests, 1));
        }
        for (CompletableFuture<?> answer : answers) {
            // Where the time ends in the middle of the last attempt, nobody can say that it was not executed.
            ExecutionException failed = assertThrows(ExecutionException.class, answer::get);
            Status status = assertInstanceOf(StatusRuntimeException.class, failed.getCause())
                    .getStatus();
            assertTrue(
                    status.equals(EtcdErrors.OUTCOME_UNKNOWN) || status.equals(EtcdErrors.NO_LEADER), status::toString);
        }
        assertNoneWaits(requests);
        assertFalse(put(requests, 1).isDone());
    }

    @Test
    void anOutcomeThatDoesNotComeIsUnknownAtTheEndOfTheTime() throws Exception {
        Requests requests = requests(1, Duration.ofMillis(200));
        CompletableFuture<PutResponse> answer = requests.carryOut(new Mutation<>(
                KVGrpc.getPutMethod(),
                PutRequest.getDefaultInstance(),
                CompletableFuture::new,
                result -> PutResponse.getDefaultInstance(),
                false));
        ExecutionException failed = assertThrows(ExecutionException.class, answer::get);
        StatusRuntimeException status = assertInstanceOf(StatusRuntimeException.class, failed.getCause());
        assertEquals(EtcdErrors.OUTCOME_UNKNOWN, status.getStatus());
        assertTrue(
                status.getTrailers() == null || !status.getTrailers().containsKey(Certainty.NOT_EXECUTED),
                "it may have been executed");
        requests.awaitNone();
        assertNoneWaits(requests);
    }

    @Test
    void whoeverIsGoneDoesNotWaitAnyMore() throws Exception {
        Requests requests = requests(3, LONG);
        List<CompletableFuture<?>> answers = new ArrayList<>();
        Context.CancellableContext call = Context.ROOT.withCancellation();
        call.run(() -> {
            for (int i = 0; i < COUNT_MAX; i++) {
                answers.add(put(requests, 1));
            }
        });
        assertRefused(put(requests, 1));
        call.cancel(null);
        for (CompletableFuture<?> answer : answers) {
            assertEquals(Status.Code.CANCELLED, failure(answer).getStatus().getCode());
        }
        assertNoneWaits(requests);
    }

    @Test
    void theEndOfTheNodeIsToldToThoseWhoWaited() throws Exception {
        Requests requests = requests(3, LONG);
        CompletableFuture<?> answer = put(requests, 1);
        node.close();
        requests.awaitNone();
        assertTrue(answer.isDone(), "the clients' connections are cut after this");
        assertEquals(
                EtcdErrors.STOPPED.getDescription(), failure(answer).getStatus().getDescription());
        assertNoneWaits(requests);
    }

    @Test
    void nothingBeginsOnceNobodyWatchesItsTime() throws Exception {
        Requests requests = requests(1, LONG);
        threads.clients().shutdownGracefully(0, 0, TimeUnit.SECONDS).sync();
        AtomicInteger attempts = new AtomicInteger();
        CompletableFuture<PutResponse> answer = requests.carryOut(new Mutation<>(
                KVGrpc.getPutMethod(),
                PutRequest.getDefaultInstance(),
                () -> {
                    attempts.incrementAndGet();
                    return requests.propose(new byte[0]);
                },
                result -> PutResponse.getDefaultInstance(),
                false));
        assertEquals(EtcdErrors.STOPPED, failure(answer).getStatus());
        assertEquals(0, attempts.get());
        assertNoneWaits(requests);
    }
}
