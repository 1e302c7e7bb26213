package dev.seaworthy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.seaworthy.node.transport.HostPort;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** etcd's own command line against three nodes; where there is none on the PATH, skipped. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class EtcdctlTest {
    @TempDir
    Path home;

    private String endpoints;
    private long leader;

    /** What etcdctl printed, and its exit code. */
    private record Run(int code, String out) {}

    @Test
    void etcdctlFindsWhatItIsUsedTo() throws Exception {
        assumeTrue(isInstalled(), "etcdctl is not on the PATH: Debian's package etcd-client has it");
        try (LocalCluster cluster = LocalCluster.in(home.resolve("c"), 3)) {
            cluster.startAll();
            leader = cluster.awaitLeader(Duration.ofSeconds(60));
            endpoints =
                    cluster.clients().values().stream().map(HostPort::toString).collect(Collectors.joining(","));
            keysAndValues();
            transactions();
            compaction();
            maintenance(cluster);
            backup();
            members(cluster);
        }
    }

    private void keysAndValues() throws Exception {
        assertEquals("OK\n", done("put", "a/1", "one"));
        assertEquals("OK\n", done("put", "a/2", "two"));
        assertEquals("a/1\none\n", done("get", "a/1"));
        assertEquals("a/1\none\na/2\ntwo\n", done("get", "--prefix", "a/"));
        assertEquals(
                "a/2\na/1\n",
                done("get", "--prefix", "--keys-only", "--order=DESCEND", "a/").replace("\n\n", "\n"));
        assertEquals("1\na/2\ntwo\n", done("del", "--prev-kv", "a/2"));
        assertEquals("", done("get", "a/2"));
        assertTrue(failed("put", "", "x").contains("etcdserver: key is not provided"));
    }

    private void transactions() throws Exception {
        String chosen = "value(\"a/1\") = \"one\"\n\nput a/1 uno\nget a/1\n\nget a/1\n\n";
        assertEquals("SUCCESS\n\nOK\n\na/1\nuno\n", run(chosen, "txn").out());
        assertEquals("FAILURE\n\na/1\nuno\n", run(chosen, "txn").out());
    }

    private void compaction() throws Exception {
        assertEquals("a/1\none\n", done("get", "--rev=2", "a/1"));
        assertEquals("compacted revision 5\n", done("compaction", "5"));
        assertTrue(failed("get", "--rev=2", "a/1").contains("mvcc: required revision has been compacted"));
        assertEquals("a/1\nuno\n", done("get", "a/1"));
    }

    private void maintenance(LocalCluster cluster) throws Exception {
        assertEquals(
                3,
                done("endpoint", "health")
                        .lines()
                        .filter(it -> it.contains("is healthy"))
                        .count());
        assertEquals(3, done("endpoint", "status").lines().count());
        assertEquals(
                1,
                done("endpoint", "hashkv")
                        .lines()
                        .map(it -> it.replaceFirst(".*, ", ""))
                        .distinct()
                        .count());
        String members = done("member", "list");
        assertTrue(members.contains("2, started, node-2, http://"), members);
        long next = cluster.clients().keySet().stream()
                .filter(it -> it != leader)
                .findFirst()
                .orElseThrow();
        assertEquals(
                "Leadership transferred from " + leader + " to " + next + "\n",
                done("move-leader", Long.toHexString(next)));
        assertEquals(
                3,
                done("defrag").lines().filter(it -> it.startsWith("Finished")).count());
        assertEquals("", done("alarm", "list"));
        assertTrue(failed("lease", "grant", "10").contains("Unimplemented"));
    }

    private void backup() throws Exception {
        Path file = home.resolve("backup");
        // One member, as etcdctl wants it.
        String all = endpoints;
        endpoints = all.replaceFirst(",.*", "");
        assertTrue(done("snapshot", "save", file.toString()).contains("Snapshot saved"));
        endpoints = all;
        assertEquals(
                1,
                Shell.run("snapshot", "verify", "--json", file.toString())
                        .expect(0)
                        .json()
                        .get("keys")
                        .asInt());
    }

    private void members(LocalCluster cluster) throws Exception {
        List<HostPort> free = LoopbackPorts.free(2);
        String peer = "http://" + free.get(0);
        String added = done("member", "add", "four", "--learner", "--peer-urls=" + peer);
        assertTrue(added.contains("Member                4 added to cluster"), added);
        assertTrue(done("member", "list").contains("4, unstarted, , " + peer));
        assertTrue(failed("member", "promote", "4").contains("which is in sync with leader"));
        assertTrue(failed("member", "add", "five", "--peer-urls=" + peer).contains("Peer URLs already exists"));
        assertTrue(failed("member", "remove", "99").contains("member not found"));
        String client = free.get(1).toString();
        Shell.run(
                        "init",
                        "--join",
                        "--id",
                        "4",
                        "--client",
                        client,
                        "--dir",
                        home.resolve("c").toString(),
                        "--endpoints",
                        endpoints)
                .expect(0);
        cluster.start(4);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (run("", "member", "promote", "4").code() != 0) {
            assertTrue(System.nanoTime() < deadline, () -> "it does not keep pace: " + cluster.logOf(4));
        }
        // It publishes where clients find it once it is a member.
        String started = "4, started, node-4, " + peer + ", http://" + client + ", false";
        while (!done("member", "list").contains(started)) {
            assertTrue(System.nanoTime() < deadline, () -> "it does not say where it is: " + cluster.logOf(4));
        }
        endpoints += "," + client;
        assertEquals("a/1\nuno\n", done("get", "a/1"));
        assertEquals(4, done("endpoint", "status").lines().count());
        assertTrue(done("member", "remove", "4").contains("Member                4 removed from cluster"));
        assertEquals(3, done("member", "list").lines().count());
    }

    private String done(String... arguments) throws Exception {
        Run run = run("", arguments);
        assertEquals(0, run.code(), run::out);
        return run.out();
    }

    private String failed(String... arguments) throws Exception {
        Run run = run("", arguments);
        assertTrue(run.code() != 0, run::out);
        return run.out();
    }

    private Run run(String input, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("etcdctl", "--endpoints", endpoints, "--command-timeout=20s"));
        command.addAll(List.of(arguments));
        Path in = Files.writeString(home.resolve("in"), input);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectInput(in.toFile());
        builder.environment().put("ETCDCTL_API", "3");
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), out);
    }

    private static boolean isInstalled() {
        String path = System.getenv("PATH");
        return path != null
                && Stream.of(path.split(File.pathSeparator)).anyMatch(it -> Files.isExecutable(Path.of(it, "etcdctl")));
    }
}
