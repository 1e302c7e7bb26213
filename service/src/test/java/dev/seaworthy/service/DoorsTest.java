package dev.seaworthy.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.ByteString;
import dev.seaworthy.etcd.KVGrpc;
import dev.seaworthy.etcd.MemberAddRequest;
import dev.seaworthy.etcd.MemberListRequest;
import dev.seaworthy.etcd.PutRequest;
import dev.seaworthy.node.transport.HostPort;
import dev.seaworthy.node.transport.ReloadedTls;
import dev.seaworthy.node.transport.TlsFiles;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who gets in at the door for clients where certificates are asked for. */
@Timeout(120)
class DoorsTest {
    private static final String HERE = "dns:localhost,ip:127.0.0.1";
    private static final PutRequest PUT = PutRequest.newBuilder()
            .setKey(ByteString.copyFromUtf8("key"))
            .setValue(ByteString.copyFromUtf8("value"))
            .build();

    @TempDir
    static Path home;

    private static TlsFiles ours;
    private static TlsFiles expired;
    private static TlsFiles elsewhere;
    private static TlsFiles theirs;
    private static Servers servers;

    @BeforeAll
    static void start() throws Exception {
        Certificates authority = new Certificates(home.resolve("ours"));
        ours = authority.certificate("ours", HERE, "-1H");
        expired = authority.certificate("expired", HERE, "-9d");
        elsewhere = authority.certificate("elsewhere", "dns:elsewhere.example", "-1H");
        theirs = new Certificates(home.resolve("theirs")).certificate("theirs", HERE, "-1H");
        servers = new Servers(home, 3, ServiceOptions.REQUEST_TIMEOUT, Optional.of(ours));
        servers.awaitLeader();
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    private static Status putThrough(ManagedChannel channel) {
        try {
            KVGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(20, TimeUnit.SECONDS)
                    .put(PUT);
            return Status.OK;
        } catch (StatusRuntimeException failure) {
            return failure.getStatus();
        } finally {
            channel.shutdownNow();
        }
    }

    private static void assertStaysOutside(ManagedChannel channel) {
        Status status = putThrough(channel);
        assertEquals(Status.Code.UNAVAILABLE, status.getCode(), status::toString);
    }

    private static ManagedChannel with(TlsFiles files) throws Exception {
        return Doors.connect(servers.address(1), Optional.of(files));
    }

    @Test
    void aClientWithACertificateOfTheAuthorityIsServedByEveryMember() throws Exception {
        try (KvClient client = new KvClient(servers.addresses(), Optional.of(ours), Duration.ofSeconds(20))) {
            assertTrue(client.change(KVGrpc.getPutMethod(), PUT).hasHeader());
        }
        // Two of them take it to the leader, through its door for clients.
        for (HostPort address : servers.addresses()) {
            assertEquals(Status.OK, putThrough(Doors.connect(address, Optional.of(ours))));
        }
    }

    @Test
    void plaintextStaysOutside() throws Exception {
        assertStaysOutside(Doors.connect(servers.address(1), Optional.empty()));
    }

    @Test
    void aClientWithoutACertificateStaysOutside() throws Exception {
        HostPort address = servers.address(1);
        assertStaysOutside(NettyChannelBuilder.forAddress(address.host(), address.port())
                .sslContext(GrpcSslContexts.forClient()
                        .trustManager(ours.authorities().toFile())
                        .build())
                .build());
    }

    @Test
    void aCertificateOfAnotherAuthorityStaysOutside() throws Exception {
        assertStaysOutside(with(TlsFiles.of(theirs.certificate(), theirs.key(), ours.authorities())));
    }

    @Test
    void anExpiredCertificateStaysOutside() throws Exception {
        assertStaysOutside(with(expired));
    }

    @Test
    void aClientDoesNotTalkToAServerOfAnotherNameOrAuthority(@TempDir Path other) throws Exception {
        assertStaysOutside(with(TlsFiles.of(ours.certificate(), ours.key(), theirs.authorities())));
        try (Servers named = new Servers(other, 1, ServiceOptions.REQUEST_TIMEOUT, Optional.of(elsewhere))) {
            assertStaysOutside(Doors.connect(named.address(1), Optional.of(ours)));
        }
    }

    @Test
    void aMemberIsAddedOverTls() throws Exception {
        HostPort peer = servers.freePeer(4);
        servers.forget(4);
        StatusRuntimeException refused = assertThrows(
                StatusRuntimeException.class,
                () -> servers.cluster(1).memberAdd(MemberAddRequest.getDefaultInstance()));
        assertEquals(Status.Code.INVALID_ARGUMENT, refused.getStatus().getCode());
        assertTrue(servers.cluster(1)
                .memberAdd(MemberAddRequest.newBuilder()
                        .addPeerURLs("https://" + peer)
                        .setIsLearner(true)
                        .build())
                .hasMember());
        assertEquals(
                4,
                servers.cluster(2)
                        .memberList(MemberListRequest.newBuilder()
                                .setLinearizable(true)
                                .build())
                        .getMembersCount());
    }

    @Test
    void etcdctlIsServedWithItsCertificate() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/etcdctl")), "etcdctl is not there");
        assertTrue(etcdctl(ours, "put", "a", "b").contains("OK"));
        assertTrue(etcdctl(ours, "get", "a").contains("b"));
        assertTrue(etcdctl(ours, "endpoint", "health").contains("is healthy"));
        String refused = etcdctl(
                TlsFiles.of(theirs.certificate(), theirs.key(), ours.authorities()),
                "--command-timeout=2s",
                "get",
                "a");
        assertTrue(refused.contains("rror"), refused);
    }

    private static String etcdctl(TlsFiles files, String... arguments) throws Exception {
        ProcessBuilder command = new ProcessBuilder(
                "/usr/bin/etcdctl",
                "--endpoints=https://" + servers.address(1),
                "--cacert=" + files.authorities(),
                "--cert=" + files.certificate(),
                "--key=" + files.key());
        command.command().addAll(List.of(arguments));
        command.environment().put("ETCDCTL_API", "3");
        Process process = command.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    @Test
    void theMetricsDoorAsksForACertificateToo() throws Exception {
        URI metrics = URI.create("https://" + servers.opsAddress(1) + "/metrics");
        assertEquals(200, statusOf(metrics, ours));
        assertThrows(IOException.class, () -> statusOf(metrics, null));
        assertThrows(
                IOException.class,
                () -> statusOf(metrics, TlsFiles.of(theirs.certificate(), theirs.key(), ours.authorities())));
        assertThrows(
                IOException.class,
                () -> statusOf(metrics, TlsFiles.of(ours.certificate(), ours.key(), theirs.authorities())));
        assertThrows(IOException.class, () -> statusOf(URI.create("http://" + servers.opsAddress(1) + "/livez"), ours));
    }

    /** @param files null for a caller that knows the authority and has no certificate */
    private static int statusOf(URI uri, TlsFiles files) throws Exception {
        SslContextBuilder context = SslContextBuilder.forClient().sslProvider(SslProvider.JDK);
        context.trustManager((files == null ? ours : files).authorities().toFile());
        if (files != null) {
            context.keyManager(files.certificate().toFile(), files.key().toFile());
        }
        HttpClient http = HttpClient.newBuilder()
                .sslContext(((JdkSslContext) context.build()).context())
                .build();
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    @Test
    void changedCertificatesAreInUseForNewConnectionsWhileOldOnesGoOn(@TempDir Path other) throws Exception {
        TlsFiles here = copied(ours, other.resolve("files"));
        try (Servers one = new Servers(other, 1, ServiceOptions.REQUEST_TIMEOUT, Optional.of(here))) {
            ManagedChannel before = Doors.connect(one.address(1), Optional.of(ours));
            KVGrpc.KVBlockingStub stub = KVGrpc.newBlockingStub(before);
            assertTrue(stub.withDeadlineAfter(20, TimeUnit.SECONDS).put(PUT).hasHeader());
            URI live = URI.create("https://" + one.opsAddress(1) + "/livez");
            assertEquals(200, statusOf(live, ours));
            put(theirs, here);
            while (!putThrough(Doors.connect(one.address(1), Optional.of(theirs)))
                    .isOk()) {
                Servers.pause();
            }
            assertStaysOutside(Doors.connect(one.address(1), Optional.of(ours)));
            assertEquals(200, statusOf(live, theirs));
            assertThrows(IOException.class, () -> statusOf(live, ours));
            assertTrue(stub.withDeadlineAfter(20, TimeUnit.SECONDS).put(PUT).hasHeader());
            before.shutdownNow();
        }
    }

    @Test
    void filesThatMakeNoSenseChangeNothingAndAreTold(@TempDir Path other) throws Exception {
        TlsFiles here = copied(ours, other.resolve("files"));
        try (Said said = new Said(ReloadedTls.class);
                Servers one = new Servers(other, 1, ServiceOptions.REQUEST_TIMEOUT, Optional.of(here))) {
            one.awaitLeader();
            Files.writeString(here.authorities(), "nothing\n");
            said.await("found no certificates");
            assertEquals(Status.OK, putThrough(Doors.connect(one.address(1), Optional.of(ours))));
            put(ours, here);
            // One of two files is there already, the other one is not.
            Files.copy(theirs.key(), here.key(), StandardCopyOption.REPLACE_EXISTING);
            said.await("the key is not the one of the certificate");
            assertEquals(Status.OK, putThrough(Doors.connect(one.address(1), Optional.of(ours))));
            Files.delete(here.key());
            said.await("NoSuchFileException");
            assertEquals(Status.OK, putThrough(Doors.connect(one.address(1), Optional.of(ours))));
        }
    }

    @Test
    void aMemberDoesNotStartWithAKeyThatIsNotItsCertificates(@TempDir Path other) throws Exception {
        TlsFiles mixed = TlsFiles.of(ours.certificate(), theirs.key(), ours.authorities());
        IOException refusal = assertThrows(
                IOException.class,
                () -> new Servers(other, 1, ServiceOptions.REQUEST_TIMEOUT, Optional.of(mixed)).close());
        assertTrue(refusal.getMessage().contains("the key is not the one of the certificate"), refusal::getMessage);
    }

    private static TlsFiles copied(TlsFiles from, Path directory) throws IOException {
        Path files = Files.createDirectories(directory);
        TlsFiles copy = new TlsFiles(
                files.resolve("node.pem"),
                files.resolve("node.key"),
                files.resolve("ca.pem"),
                true,
                false,
                Duration.ofMillis(20));
        put(from, copy);
        return copy;
    }

    private static void put(TlsFiles from, TlsFiles to) throws IOException {
        Files.copy(from.authorities(), to.authorities(), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(from.key(), to.key(), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(from.certificate(), to.certificate(), StandardCopyOption.REPLACE_EXISTING);
    }
}
