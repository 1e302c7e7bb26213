package dev.seaworthy.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.Empty;
import dev.seaworthy.etcd.PutRequest;
import dev.seaworthy.node.transport.HostPort;
import dev.seaworthy.service.ops.OpsOptions;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.ClientCalls;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Probes and metrics of three members that serve. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class OpsTest {
    private static final int PUTS = 20;

    private final HttpClient http = HttpClient.newHttpClient();

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
    void aMemberWithALeaderIsReadyAndOneWithoutIsNotButLives() throws Exception {
        long survivor = servers.awaitFollower();
        awaitReady(survivor);
        assertEquals("ok\n", get(survivor, "/livez").body());
        assertEquals("""
                [+]replica ok
                [+]member ok
                [+]leader ok
                [+]disk ok
                [+]linearizable_read ok
                readyz check passed
                """, get(survivor, "/readyz?verbose").body());
        assertEquals(
                "{\"health\":\"true\",\"reason\":\"\"}",
                get(survivor, "/health").body());
        assertEquals(ServingStatus.SERVING, serving(survivor, ""));
        assertEquals(ServingStatus.SERVING, serving(survivor, "etcdserverpb.KV"));
        assertThrows(StatusRuntimeException.class, () -> serving(survivor, "nobody.knows.It"));

        for (long node = 1; node <= 3; node++) {
            if (node != survivor) {
                servers.stop(node);
            }
        }
        HttpResponse<String> unready;
        do {
            Servers.pause();
            unready = get(survivor, "/readyz");
        } while (unready.statusCode() == 200 || !unready.body().contains("[-]leader failed: no leader is known"));
        assertEquals(503, unready.statusCode());
        String page = Files.readString(Path.of(System.getProperty("seaworthy.home"), "docs/operating.md"));
        String shown = page.replaceFirst("(?s).*/readyz\n", "").replaceFirst("(?s)```.*", "");
        String term = "in term \\d+";
        assertEquals(shown.replaceFirst(term, ""), unready.body().replaceFirst(term, ""));
        assertEquals(200, get(survivor, "/livez").statusCode());
        HttpResponse<String> health = get(survivor, "/health");
        assertEquals(503, health.statusCode());
        assertEquals("{\"health\":\"false\",\"reason\":\"RAFT NO LEADER\"}", health.body());
        assertEquals(ServingStatus.NOT_SERVING, serving(survivor, ""));
        assertEquals(ServingStatus.NOT_SERVING, serving(survivor, "etcdserverpb.KV"));
        assertEquals(0, metrics(survivor).get("etcd_server_has_leader"));

        servers.start(survivor == 1 ? 2 : 1);
        awaitReady(survivor);
        while (serving(survivor, "") != ServingStatus.SERVING) {
            Servers.pause();
        }
        assertEquals(1, metrics(survivor).get("etcd_server_has_leader"));
    }

    @Test
    void metricsTellWhatHappens() throws Exception {
        long leader = servers.awaitLeader();
        awaitReady(leader);
        TreeMap<String, Double> before = metrics(leader);
        for (int i = 0; i < PUTS; i++) {
            PutRequest put = PutRequest.newBuilder()
                    .setKey(ByteString.copyFromUtf8("k" + i))
                    .build();
            assertTrue(servers.kv(leader).put(put).hasHeader());
        }
        assertThrows(StatusRuntimeException.class, () -> servers.kv(leader).put(PutRequest.getDefaultInstance()));
        TreeMap<String, Double> after = metrics(leader);
        assertEquals(1, after.get("etcd_server_is_leader"));
        assertEquals(1, after.get("seaworthy_raft_role{role=\"leader\"}"));
        assertEquals(PUTS + 1, after.get("seaworthy_kv_revision"));
        assertEquals(PUTS, after.get("seaworthy_kv_keys"));
        String put = "grpc_method=\"Put\",grpc_service=\"etcdserverpb.KV\",grpc_type=\"unary\"}";
        String code = "grpc_server_handled_total{grpc_code=\"";
        assertEquals(PUTS, after.get(code + "OK\"," + put));
        assertEquals(1, after.get(code + "InvalidArgument\"," + put));
        assertEquals(PUTS + 1, after.get("grpc_server_started_total{" + put));
        assertEquals(PUTS + 1, after.get("grpc_server_handling_seconds_count{" + put));
        for (String counted : new String[] {
            "etcd_server_proposals_committed_total",
            "etcd_server_proposals_applied_total",
            "seaworthy_raft_commit_index",
            "seaworthy_raft_commit_duration_seconds_count",
            "seaworthy_raft_apply_duration_seconds_count",
            "seaworthy_proposal_duration_seconds_count",
            "seaworthy_raft_entries_appended_total"
        }) {
            assertTrue(after.get(counted) >= before.get(counted) + PUTS, counted + ": " + before + after);
        }
        for (String moving : new String[] {
            "etcd_disk_wal_fsync_duration_seconds_count",
            "etcd_disk_wal_fsync_duration_seconds_sum",
            "seaworthy_storage_syncs_total",
            "seaworthy_storage_written_bytes_total",
            "seaworthy_transport_sent_bytes_total",
            "seaworthy_transport_received_frames_total",
            "seaworthy_raft_messages_sent_total"
        }) {
            assertTrue(after.get(moving) > before.get(moving), moving + ": " + before + after);
        }
        for (String positive : new String[] {
            "etcd_server_leader_changes_seen_total",
            "etcd_mvcc_db_total_size_in_bytes",
            "etcd_server_id{server_id=\"" + leader + "\"}",
            "etcd_server_version{server_version=\"test\"}",
            "process_resident_memory_bytes",
            "seaworthy_storage_usable_bytes",
            "seaworthy_raft_peer_match_index{peer=\"" + (leader == 1 ? 2 : 1) + "\"}",
            "seaworthy_transport_peer_connected{peer=\"" + (leader == 1 ? 2 : 1) + "\"}"
        }) {
            assertTrue(after.getOrDefault(positive, 0.0) > 0, positive + ": " + after);
        }
        TreeMap<String, Double> follower = metrics(leader == 1 ? 2 : 1);
        assertEquals(0, follower.get("etcd_server_is_leader"));
        assertEquals(0, follower.get("seaworthy_raft_commit_duration_seconds_count"), "nobody measures it twice");
    }

    @Test
    void promtoolFindsNothingWrong() throws Exception {
        assumeTrue(isInstalled("promtool"), "promtool is not on the PATH: Debian's package prometheus has it");
        long leader = servers.awaitLeader();
        awaitReady(leader);
        Process promtool = new ProcessBuilder("promtool", "check", "metrics")
                .redirectErrorStream(true)
                .start();
        try (OutputStream in = promtool.getOutputStream()) {
            in.write(get(leader, "/metrics").body().getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals("", said);
        assertEquals(0, promtool.waitFor());
    }

    @Test
    void thePageOfMetricsNamesWhatIsTold() throws Exception {
        long leader = servers.awaitLeader();
        awaitReady(leader);
        PutRequest put =
                PutRequest.newBuilder().setKey(ByteString.copyFromUtf8("k")).build();
        assertTrue(servers.kv(leader).put(put).hasHeader());
        TreeSet<String> told = names("# TYPE (\\w+) ", get(leader, "/metrics").body());
        told.removeIf(name -> name.startsWith("jvm_") || name.startsWith("process_"));
        String page = Files.readString(Path.of(System.getProperty("seaworthy.home"), "docs/metrics.md"));
        TreeSet<String> named = names("\\| `([a-z]\\w+)` \\| ", page);
        TreeSet<String> silent = new TreeSet<>(told);
        silent.removeAll(named);
        assertEquals(Set.of(), silent, "told, and not on the page");
        named.removeAll(told);
        named.removeAll(names("\\| `(\\w+)` \\| counter \\| `reason` \\|", page));
        assertEquals(Set.of(), named, "on the page, and not told");
    }

    private static TreeSet<String> names(String pattern, String text) {
        TreeSet<String> names = new TreeSet<>();
        Matcher matcher = Pattern.compile("(?m)^" + pattern).matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    @Test
    void openMetricsAreThereForWhoAsks() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(1, "/metrics"))
                .header("Accept", "application/openmetrics-text; version=1.0.0")
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertTrue(response.headers().firstValue("Content-Type").orElse("").contains("openmetrics"));
        assertTrue(response.body().endsWith("# EOF\n"));
    }

    @Test
    void methodsThatAreNotOursMakeNoMetricsOfTheirOwn() throws Exception {
        for (int i = 0; i < 3; i++) {
            String name = "etcdserverpb.Watch/Made" + i;
            assertThrows(
                    StatusRuntimeException.class,
                    () -> ClientCalls.blockingUnaryCall(
                            servers.channel(1),
                            NotThereTest.method(name, MethodDescriptor.MethodType.UNARY),
                            CallOptions.DEFAULT.withDeadlineAfter(30, TimeUnit.SECONDS),
                            Empty.getDefaultInstance()));
        }
        TreeMap<String, Double> metrics = metrics(1);
        assertFalse(metrics.keySet().stream().anyMatch(it -> it.contains("Made")), metrics::toString);
        assertEquals(
                3,
                metrics.get("grpc_server_handled_total{grpc_code=\"Unimplemented\",grpc_method=\"other\","
                        + "grpc_service=\"other\",grpc_type=\"unary\"}"));
    }

    @Test
    void plaintextStaysOnTheLoopbackInterfaceUnlessItIsAskedForByName() throws Exception {
        servers.stop(3);
        HostPort everywhere = new HostPort("0.0.0.0", 0);
        IOException refusal =
                assertThrows(IOException.class, () -> KvServer.start(with(new OpsOptions(everywhere, false))));
        assertTrue(refusal.getMessage().contains("plaintext"), refusal::getMessage);
        try (KvServer server = KvServer.start(with(new OpsOptions(everywhere, true)))) {
            assertTrue(server.opsAddress().isPresent());
        }
    }

    private ServiceOptions with(OpsOptions ops) {
        ServiceOptions usual = servers.options(3, Optional.empty(), HostPort.anyLoopback(), false);
        return new ServiceOptions(
                usual.data(),
                usual.listenPeer(),
                usual.listenClient(),
                usual.peers(),
                usual.clients(),
                usual.tls(),
                usual.plaintextAnywhere(),
                usual.requestTimeout(),
                usual.version(),
                Optional.of(ops));
    }

    private void awaitReady(long node) throws Exception {
        while (get(node, "/readyz").statusCode() != 200) {
            Servers.pause();
        }
    }

    private ServingStatus serving(long node, String service) {
        return HealthGrpc.newBlockingStub(servers.channel(node))
                .withDeadlineAfter(10, TimeUnit.SECONDS)
                .check(HealthCheckRequest.newBuilder().setService(service).build())
                .getStatus();
    }

    private TreeMap<String, Double> metrics(long node) throws Exception {
        TreeMap<String, Double> values = new TreeMap<>();
        get(node, "/metrics")
                .body()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> {
                    int blank = line.lastIndexOf(' ');
                    values.put(
                            line.substring(0, blank),
                            Double.valueOf(line.substring(blank + 1).replace("+Inf", "Infinity")));
                });
        return values;
    }

    private HttpResponse<String> get(long node, String path) throws Exception {
        return http.send(HttpRequest.newBuilder(uri(node, path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(long node, String path) {
        return URI.create("http://" + servers.opsAddress(node) + path);
    }

    private static boolean isInstalled(String tool) {
        String path = System.getenv("PATH");
        return path != null
                && Stream.of(path.split(File.pathSeparator)).anyMatch(it -> Files.isExecutable(Path.of(it, tool)));
    }
}
