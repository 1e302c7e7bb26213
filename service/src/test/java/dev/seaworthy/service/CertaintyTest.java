package dev.seaworthy.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.ByteString;
import dev.seaworthy.etcd.KVGrpc;
import dev.seaworthy.etcd.PutRequest;
import dev.seaworthy.etcd.PutResponse;
import dev.seaworthy.node.transport.HostPort;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Between what was certainly not executed and what nobody knows: servers that are not there, go, or refuse. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CertaintyTest {
    private static final PutRequest PUT =
            PutRequest.newBuilder().setKey(ByteString.copyFromUtf8("k")).build();
    private static final long SECONDS_10 = TimeUnit.SECONDS.toNanos(10);

    private final AtomicInteger calls = new AtomicInteger();
    private final ServerThreads threads = new ServerThreads(1);
    private Server server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.shutdownNow();
        }
        threads.end();
    }

    @Test
    void whatNeverLeftWasNotExecuted() throws Exception {
        StatusRuntimeException failure = forward(nobody());
        assertTrue(failure.getTrailers().containsKey(Certainty.NOT_EXECUTED));
        assertEquals(Status.Code.UNAVAILABLE, failure.getStatus().getCode());
    }

    @Test
    void whatALeaderHeardBeforeItWentMayHaveBeenExecuted() throws Exception {
        StatusRuntimeException failure = forward(server(client -> server.shutdownNow()));
        assertEquals(Status.Code.UNKNOWN, failure.getStatus().getCode());
        assertEquals("etcdserver: request timed out", failure.getStatus().getDescription());
        assertFalse(failure.getTrailers() != null && failure.getTrailers().containsKey(Certainty.NOT_EXECUTED));
    }

    @Test
    void anUnavailableLeaderThatDoesNotSayMoreMayHaveExecuted() throws Exception {
        StatusRuntimeException failure = forward(server(client -> client.onError(Status.UNAVAILABLE.asException())));
        assertEquals(Status.Code.UNKNOWN, failure.getStatus().getCode());
    }

    @Test
    void aRefusalThatSaysSoIsOne() throws Exception {
        StatusRuntimeException failure =
                forward(server(client -> client.onError(Certainty.notExecuted(EtcdErrors.NOT_LEADER))));
        assertEquals("etcdserver: not leader", failure.getStatus().getDescription());
        assertTrue(failure.getTrailers().containsKey(Certainty.NOT_EXECUTED));
    }

    @Test
    void theClientSendsNothingAgainThatMayHaveBeenExecuted() throws Exception {
        HostPort goes = server(client -> client.onError(Status.UNAVAILABLE.asException()));
        try (KvClient client = new KvClient(List.of(goes), Optional.empty(), Duration.ofSeconds(5))) {
            KvClientException failure =
                    assertThrows(KvClientException.class, () -> client.change(KVGrpc.getPutMethod(), PUT));
            assertEquals(KvClientException.Kind.UNKNOWN, failure.kind());
            assertEquals(1, calls.get());
        }
    }

    @Test
    void whatTookTooLongIsToldInPlainWords() throws Exception {
        HostPort goes = server(client -> {});
        try (KvClient client = new KvClient(List.of(goes), Optional.empty(), Duration.ofSeconds(1))) {
            KvClientException failure =
                    assertThrows(KvClientException.class, () -> client.change(KVGrpc.getPutMethod(), PUT));
            assertEquals(
                    "nobody knows whether it was done: no answer in time. Look before you repeat it",
                    failure.getMessage());
        }
    }

    @Test
    void whoDoesNotAnswerIsToldWithTheReasonOfEach() throws Exception {
        HostPort nobody = new HostPort("127.0.0.1", 1);
        HostPort closes = server(client -> client.onError(Status.UNAVAILABLE.asException()));
        try (KvClient client = new KvClient(List.of(nobody, closes), Optional.empty(), Duration.ofSeconds(1))) {
            KvClientException failure =
                    assertThrows(KvClientException.class, () -> client.ask(KVGrpc.getPutMethod(), PUT));
            String told = failure.getMessage();
            assertTrue(told.contains("no member answers at 127.0.0.1:1: Connection refused; at " + closes), told);
            assertTrue(told.contains(closes + ": the connection was closed"), told);
        }
    }

    @Test
    void etcdctlSendsNothingAgainThatMayHaveBeenExecuted() throws Exception {
        HostPort goes = server(client -> client.onError(EtcdErrors.OUTCOME_UNKNOWN.asException()));
        ProcessBuilder etcdctl =
                new ProcessBuilder("etcdctl", "--endpoints", goes.toString(), "--command-timeout=3s", "put", "k", "v");
        etcdctl.environment().put("ETCDCTL_API", "3");
        Process process;
        try {
            process = etcdctl.redirectErrorStream(true).start();
        } catch (IOException e) {
            assumeTrue(false, "etcdctl is not on the PATH: Debian's package etcd-client has it");
            return;
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor() != 0, said);
        assertTrue(said.contains("etcdserver: request timed out"), said);
        assertEquals(1, calls.get(), said);
    }

    @Test
    void theClientGoesOnToTheNextWhereNobodyIs() throws Exception {
        HostPort there = server(client -> {
            client.onNext(PutResponse.getDefaultInstance());
            client.onCompleted();
        });
        try (KvClient client = new KvClient(List.of(nobody(), there), Optional.empty(), Duration.ofSeconds(10))) {
            assertEquals(PutResponse.getDefaultInstance(), client.change(KVGrpc.getPutMethod(), PUT));
        }
    }

    private static StatusRuntimeException forward(HostPort leader) throws Exception {
        try (Forwarding forwarding = new Forwarding(node -> leader, CertaintyTest::connect)) {
            ExecutionException failure = assertThrows(
                    ExecutionException.class,
                    () -> forwarding
                            .send(1, KVGrpc.getPutMethod(), PUT, SECONDS_10)
                            .get());
            return assertInstanceOf(StatusRuntimeException.class, failure.getCause());
        }
    }

    private static ManagedChannel connect(HostPort address) {
        try {
            return Doors.connect(address, Optional.empty());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** An address where nobody listens. */
    private static HostPort nobody() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new HostPort("127.0.0.1", socket.getLocalPort());
        }
    }

    private HostPort server(Consumer<StreamObserver<PutResponse>> answer) throws IOException {
        server = Doors.listen(new HostPort("127.0.0.1", 0), Optional.empty(), false, threads.clients())
                .addService(new KVGrpc.KVImplBase() {
                    @Override
                    public void put(PutRequest request, StreamObserver<PutResponse> client) {
                        calls.incrementAndGet();
                        answer.accept(client);
                    }
                })
                .build()
                .start();
        InetSocketAddress address =
                (InetSocketAddress) server.getListenSockets().get(0);
        return new HostPort("127.0.0.1", address.getPort());
    }
}
