package dev.seaworthy.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.seaworthy.etcd.KVGrpc;
import dev.seaworthy.etcd.PutRequest;
import dev.seaworthy.etcd.RangeRequest;
import dev.seaworthy.etcd.RangeResponse;
import dev.seaworthy.node.transport.HostPort;
import dev.seaworthy.node.transport.TlsFiles;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.netty.util.internal.PlatformDependent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that mean no good, or are broken; and others, who are served meanwhile. */
@Timeout(120)
class HostileClientTest {
    private static final ByteString KEY = ByteString.copyFromUtf8("key");
    private static final RangeRequest GET =
            RangeRequest.newBuilder().setKey(KEY).build();
    private static final int MEGABYTE = 1_000_000;
    /** Far more than any greeting may take: a read that waits longer fails, which no interrupt would make it. */
    private static final int HUNG_UP_MILLIS = 30_000;

    private static final int HTTP_HEAD_BYTES = 9;
    private static final int HTTP_PING = 6;

    @TempDir
    Path home;

    private final List<Socket> sockets = new ArrayList<>();
    private final List<ManagedChannel> channels = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        channels.forEach(ManagedChannel::shutdownNow);
    }

    private Servers alone(Optional<TlsFiles> tls) throws Exception {
        Servers servers = new Servers(home.resolve("c"), 1, Duration.ofSeconds(20), tls);
        servers.awaitLeader();
        return servers;
    }

    private static PutRequest put(int valueBytes) {
        return PutRequest.newBuilder()
                .setKey(KEY)
                .setValue(ByteString.copyFrom(new byte[valueBytes]))
                .build();
    }

    private Socket say(HostPort address, byte[] bytes) throws IOException {
        Socket socket = new Socket(address.host(), address.port());
        sockets.add(socket);
        socket.getOutputStream().write(bytes);
        return socket;
    }

    private ManagedChannel channel(HostPort address) throws IOException {
        ManagedChannel channel = Doors.connect(address, Optional.empty());
        channels.add(channel);
        return channel;
    }

    private static void assertHungUpOn(Socket socket) throws IOException {
        int read = readToTheEnd(socket).length;
        assertTrue(read < 1_000, "a few frames of farewell at most, not " + read + " bytes");
    }

    /** What comes until the other side hangs up. */
    private static byte[] readToTheEnd(Socket socket) throws IOException {
        socket.setSoTimeout(HUNG_UP_MILLIS);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] some = new byte[1_000];
        try {
            for (int count = 0; count >= 0; count = socket.getInputStream().read(some)) {
                all.write(some, 0, count);
            }
        } catch (SocketException reset) {
            assertTrue(reset.getMessage().contains("reset"), reset::toString);
        }
        return all.toByteArray();
    }

    /** Whether there is a ping among frames of HTTP/2. */
    private static boolean hasPing(byte[] frames) {
        ByteBuffer rest = ByteBuffer.wrap(frames);
        while (rest.remaining() >= HTTP_HEAD_BYTES) {
            int lengthAndType = rest.getInt(rest.position());
            if ((lengthAndType & 0xff) == HTTP_PING) {
                return true;
            }
            int next = rest.position() + HTTP_HEAD_BYTES + (lengthAndType >>> Byte.SIZE);
            rest.position(Math.min(rest.limit(), next));
        }
        return false;
    }

    @Test
    void garbageIsHungUpOn() throws Exception {
        try (Servers servers = alone(Optional.empty())) {
            byte[] garbage = new byte[100_000];
            new Random(1).nextBytes(garbage);
            byte[] web = "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
            byte[] preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
            byte[] frames = new byte[preface.length + 5_000];
            new Random(2).nextBytes(frames);
            System.arraycopy(preface, 0, frames, 0, preface.length);
            // A frame that says it is as long as a frame can say.
            frames[preface.length] = frames[preface.length + 1] = frames[preface.length + 2] = -1;
            for (byte[] bytes : List.of(garbage, web, frames)) {
                Socket socket =
                        new Socket(servers.address(1).host(), servers.address(1).port());
                sockets.add(socket);
                try {
                    socket.getOutputStream().write(bytes);
                } catch (IOException hungUpAlready) {
                    continue;
                }
                assertHungUpOn(socket);
            }
            assertTrue(servers.kv(1).put(put(1)).hasHeader());
        }
    }

    @Test
    void whoeverDoesNotFinishTheGreetingIsHungUpOn() throws Exception {
        TlsFiles files =
                new Certificates(home.resolve("ours")).certificate("ours", "dns:localhost,ip:127.0.0.1", "-1H");
        try (Servers servers = alone(Optional.of(files))) {
            // The head of a TLS record of 512 bytes, and of the greeting in it.
            byte[] half = {22, 3, 1, 2, 0, 1, 0, 1, -4, 3, 3};
            List<Socket> silent = List.of(
                    say(servers.address(1), half),
                    say(servers.address(1), new byte[0]),
                    say(servers.opsAddress(1), half));
            assertTrue(servers.kv(1).put(put(1)).hasHeader());
            for (Socket socket : silent) {
                assertHungUpOn(socket);
            }
        }
    }

    @Test
    void whoeverDoesNotFinishTheGreetingOfHttpIsHungUpOn() throws Exception {
        try (Servers servers = alone(Optional.empty())) {
            byte[] half = "PRI * HTTP/2.0\r\n".getBytes(StandardCharsets.US_ASCII);
            List<Socket> silent = List.of(say(servers.address(1), half), say(servers.address(1), new byte[0]));
            assertTrue(servers.kv(1).put(put(1)).hasHeader());
            for (Socket socket : silent) {
                // Whoever answers no ping is hung up on too, but much later.
                assertFalse(hasPing(readToTheEnd(socket)), "it was taken for a client");
            }
        }
    }

    @Test
    void aMessageOverTheLimitIsRefusedAndNothingIsDone() throws Exception {
        try (Servers servers = alone(Optional.empty())) {
            long before = servers.kv(1).put(put(1)).getHeader().getRevision();
            StatusRuntimeException larger = assertThrows(
                    StatusRuntimeException.class, () -> servers.kv(1).put(put(KvService.REQUEST_BYTES_MAX)));
            assertEquals(
                    EtcdErrors.TOO_LARGE.getDescription(), larger.getStatus().getDescription());
            try (KvClient client =
                    new KvClient(List.of(servers.address(1)), Optional.empty(), Duration.ofSeconds(30))) {
                PutRequest large = put(KvService.REQUEST_BYTES_MAX);
                KvClientException told =
                        assertThrows(KvClientException.class, () -> client.change(KVGrpc.getPutMethod(), large));
                assertEquals(KvClientException.Kind.REFUSED, told.kind());
                assertEquals(
                        "etcdserver: request is too large: it has " + large.getSerializedSize()
                                + " bytes, and a member takes 1572864 at most",
                        told.getMessage());
            }
            StatusRuntimeException far = assertThrows(
                    StatusRuntimeException.class, () -> servers.kv(1).put(put(3 * MEGABYTE)));
            assertEquals(Status.Code.RESOURCE_EXHAUSTED, far.getStatus().getCode());
            RangeResponse now = servers.kv(1).range(GET);
            assertEquals(before, now.getHeader().getRevision());
            assertEquals(1, now.getKvs(0).getValue().size());
        }
    }

    @Test
    void whatClientsDoNotReadIsBoundedAndOthersAreServed() throws Exception {
        int calls = 100;
        int clients = 6;
        try (Servers servers = alone(Optional.empty())) {
            assertTrue(servers.kv(1).put(put(MEGABYTE)).hasHeader());
            AtomicInteger refused = new AtomicInteger();
            long most = 0;
            long before = memory();
            for (int i = 0; i < clients; i++) {
                ManagedChannel channel = grudging(servers.address(1));
                for (int call = 0; call < calls; call++) {
                    askAndNotRead(channel, refused);
                }
                assertEquals(Status.Code.RESOURCE_EXHAUSTED, refusalOf(channel, refused));
                most = Math.max(most, servers.unreadBytes(1));
                assertTrue(most <= (i + 1) * UnreadAnswers.CONNECTION_BYTES_MAX, most + " bytes of " + (i + 1));
                RangeRequest small = GET.toBuilder().setKeysOnly(true).build();
                assertEquals(1, servers.kv(1).range(small).getKvsCount());
                assertTrue(servers.kv(1).put(put(MEGABYTE)).hasHeader());
            }
            assertTrue(most > 0 && most <= UnreadAnswers.BYTES_MAX, most + " bytes");
            long grown = memory() - before;
            assertTrue(grown < 2 * UnreadAnswers.BYTES_MAX, grown + " bytes more than before, of which unread " + most);
            assertTrue(refused.get() > calls * clients / 2, refused + " refused");
            channels.forEach(ManagedChannel::shutdownNow);
            while (servers.unreadBytes(1) > 0) {
                Servers.pause();
            }
            assertEquals(MEGABYTE, servers.kv(1).range(GET).getKvs(0).getValue().size());
        }
    }

    /** What this JVM holds on the heap, garbage aside, and of what sockets are written from. */
    private static long memory() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory() + Math.max(0, PlatformDependent.usedDirectMemory());
    }

    /** A client that lets nobody send more of an answer than it has asked to read. */
    private ManagedChannel grudging(HostPort address) {
        ManagedChannel channel = NettyChannelBuilder.forAddress(address.host(), address.port())
                .usePlaintext()
                .flowControlWindow(1_000)
                .build();
        channels.add(channel);
        return channel;
    }

    private static void askAndNotRead(ManagedChannel channel, AtomicInteger refused) {
        ClientCall<RangeRequest, RangeResponse> call = channel.newCall(KVGrpc.getRangeMethod(), CallOptions.DEFAULT);
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        if (status.getCode() == Status.Code.RESOURCE_EXHAUSTED) {
                            refused.incrementAndGet();
                        }
                    }
                },
                new Metadata());
        // No request for an answer, so that its bytes stay where they are.
        call.sendMessage(GET);
        call.halfClose();
    }

    /** The first refusal of a client that reads, on a connection of which others do not. */
    private static Status.Code refusalOf(ManagedChannel channel, AtomicInteger refused) {
        KVGrpc.KVBlockingStub stub = KVGrpc.newBlockingStub(channel);
        while (true) {
            try {
                assertEquals(
                        1,
                        stub.withDeadlineAfter(30, TimeUnit.SECONDS).range(GET).getKvsCount());
                // It may have been answered in the place of one of those, which this one takes.
                askAndNotRead(channel, refused);
            } catch (StatusRuntimeException failure) {
                assertTrue(failure.getTrailers().containsKey(Certainty.NOT_EXECUTED));
                return failure.getStatus().getCode();
            }
        }
    }

    @Test
    void aMemberWithoutALeaderRefusesWhatItCannotKeep() throws Exception {
        int more = 100;
        try (Servers servers = new Servers(home.resolve("c"), 3, Duration.ofMinutes(10))) {
            long survivor = servers.awaitFollower();
            for (long node = 1; node <= 3; node++) {
                if (node != survivor) {
                    servers.stop(node);
                }
            }
            servers.awaitNoLeader(survivor);
            AtomicInteger refused = new AtomicInteger();
            Queue<Object> otherwise = new ConcurrentLinkedQueue<>();
            int sent = 0;
            while (sent < RequestLimits.WAITING_MAX + more) {
                ManagedChannel channel = channel(servers.address(survivor));
                for (int i = 0; i < Doors.CALLS_PER_CONNECTION_MAX && sent < RequestLimits.WAITING_MAX + more; i++) {
                    ClientCalls.asyncUnaryCall(
                            channel.newCall(KVGrpc.getPutMethod(), CallOptions.DEFAULT),
                            put(10),
                            new StreamObserver<>() {
                                @Override
                                public void onNext(dev.seaworthy.etcd.PutResponse response) {
                                    otherwise.add(response);
                                }

                                @Override
                                public void onError(Throwable failure) {
                                    Status status = Status.fromThrowable(failure);
                                    if ("etcdserver: too many requests".equals(status.getDescription())) {
                                        refused.incrementAndGet();
                                    } else {
                                        otherwise.add(status);
                                    }
                                }

                                @Override
                                public void onCompleted() {
                                    // An answer has been counted before.
                                }
                            });
                    sent++;
                }
            }
            while (refused.get() < more && otherwise.isEmpty()) {
                Servers.pause();
            }
            assertEquals(List.of(), List.copyOf(otherwise));
            // The member's own record, where it is not written yet, takes a place like any other request.
            assertTrue(refused.get() <= more + 1, refused + " refused");
            // Those who are gone make room for others.
            channels.forEach(ManagedChannel::shutdownNow);
            servers.start(survivor == 1 ? 2 : 1);
            while (!isServed(servers, survivor)) {
                Servers.pause();
            }
        }
    }

    /** Not while a leader falls under what all who waited ask of it at once. */
    private static boolean isServed(Servers servers, long node) {
        try {
            return servers.kv(node).put(put(1)).hasHeader();
        } catch (StatusRuntimeException failure) {
            return false;
        }
    }

    @Test
    void moreConnectionsThanThereMayBeAreClosedUntilOthersGo() throws Exception {
        int most = 8;
        ServerThreads threads = new ServerThreads(1);
        Server server = Doors.listen(HostPort.anyLoopback(), Optional.empty(), false, threads.clients())
                .channelFactory(() -> new DoorChannel(most))
                // Nobody is to go for another reason, however slow this is.
                .handshakeTimeout(10, TimeUnit.MINUTES)
                .addService(new HealthStatusManager().getHealthService())
                .build()
                .start();
        try {
            HostPort address = new HostPort("127.0.0.1", server.getPort());
            assertTrue(isServed(address));
            for (int i = 0; i < most - 1; i++) {
                say(address, new byte[0]);
            }
            while (isOpen(address)) {
                Servers.pause();
            }
            for (int i = 0; i < 200; i++) {
                try (Socket surplus = new Socket(address.host(), address.port())) {
                    assertHungUpOn(surplus);
                }
            }
            assertTrue(isServed(channels.get(0)), "who was there before notices nothing");
            sockets.get(0).close();
            while (!isServed(address)) {
                Servers.pause();
            }
        } finally {
            server.shutdownNow();
            threads.end();
        }
    }

    /** Whether somebody who says nothing may stay, or is hung up on at once. */
    private static boolean isOpen(HostPort address) throws IOException {
        try (Socket socket = new Socket(address.host(), address.port())) {
            socket.setSoTimeout(200);
            return socket.getInputStream().read() >= 0;
        } catch (java.net.SocketTimeoutException open) {
            return true;
        } catch (IOException reset) {
            return false;
        }
    }

    private boolean isServed(HostPort address) throws IOException {
        return isServed(channel(address));
    }

    private static boolean isServed(ManagedChannel channel) {
        try {
            return HealthGrpc.newBlockingStub(channel)
                            .withDeadlineAfter(10, TimeUnit.SECONDS)
                            .check(HealthCheckRequest.getDefaultInstance())
                            .getStatusValue()
                    > 0;
        } catch (StatusRuntimeException refused) {
            return false;
        }
    }
}
