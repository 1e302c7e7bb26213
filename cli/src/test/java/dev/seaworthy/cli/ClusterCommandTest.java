package dev.seaworthy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.seaworthy.node.transport.HostPort;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clusters of processes, and the commands that talk to them. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class ClusterCommandTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path home;

    @Test
    void theDemonstrationKillsALeaderAndLosesNothing() throws Exception {
        Shell.Outcome outcome = Shell.run(
                        "cluster", "--demo", "--data", home.resolve("c").toString())
                .expect(ExitCode.CLEAN);
        assertTrue(outcome.out().contains("was killed with SIGKILL"), outcome::out);
        assertTrue(outcome.out().contains("leads now"), outcome::out);
        assertTrue(outcome.out().contains("0 lost, 0 that nobody wrote"), outcome::out);
        assertTrue(outcome.out().contains("All 3 replicas have the same history"), outcome::out);
        Shell.Outcome again = Shell.run(
                        "cluster", "--demo", "--data", home.resolve("c").toString())
                .expect(ExitCode.BAD_INPUT);
        assertTrue(again.err().contains("wants a new cluster"), again::err);
    }

    @Test
    void commandsWriteReadAndTellHowItIs() throws Exception {
        try (LocalCluster cluster = LocalCluster.in(home.resolve("c"), 1)) {
            cluster.startAll();
            assertEquals(1, cluster.awaitLeader(PATIENCE));
            String endpoints = endpoints(cluster);
            assertEquals(
                    "OK\n",
                    Shell.run("put", "greeting", "hello", "--endpoints", endpoints)
                            .expect(0)
                            .out());
            assertEquals(
                    "hello\n",
                    Shell.run("get", "greeting", "--endpoints", "http://" + endpoints)
                            .expect(0)
                            .out());
            assertEquals(
                    "greeting",
                    Shell.run("get", "gree", "--prefix", "--json", "--endpoints", endpoints)
                            .expect(0)
                            .json()
                            .at("/pairs/0/key")
                            .asText());
            Shell.run("get", "nothing", "--endpoints", endpoints).expect(ExitCode.FOUND);
            assertEquals(
                    "leader",
                    Shell.run("status", "--json", "--endpoints", endpoints)
                            .expect(0)
                            .json()
                            .at("/members/0/role")
                            .asText());
            Shell.Outcome future = Shell.run("get", "greeting", "--revision", "99", "--endpoints", endpoints)
                    .expect(ExitCode.BAD_INPUT);
            assertTrue(future.err().contains("future revision"), future::err);
            assertEquals(
                    "1\n",
                    Shell.run("delete", "greeting", "--endpoints", endpoints)
                            .expect(0)
                            .out());
        }
    }

    @Test
    void statusIsATableOfAllMembersAlsoOfThoseThatDoNotAnswer() throws Exception {
        try (LocalCluster cluster = LocalCluster.in(home.resolve("c"), 3)) {
            cluster.startAll();
            long leader = cluster.awaitLeader(PATIENCE);
            String one = cluster.clients().get(leader).toString();
            Shell.run("put", "k", "v", "--endpoints", one).expect(0);
            Shell.Outcome well =
                    Shell.run("status", "--cluster", "--endpoints", one).expect(0);
            assertEquals("", well.err());
            List<String> lines = well.out().lines().toList();
            assertEquals(4, lines.size(), well.out());
            assertEquals(
                    List.of(
                            "member",
                            "endpoint",
                            "role",
                            "term",
                            "commit",
                            "applied",
                            "lag",
                            "disk",
                            "size",
                            "version"),
                    List.of(lines.get(0).strip().split(" +")));
            String leading = lines.get((int) leader);
            assertTrue(
                    leading.matches(" *" + leader + "  " + one
                            + " +leader +[0-9]+ +([0-9]+) +\\1 +0  ok +[0-9.]+ [KM]iB  [^ ]+"),
                    well.out());

            long gone = leader == 1 ? 2 : 1;
            cluster.kill(gone);
            Shell.Outcome outcome =
                    Shell.run("status", "--endpoints", endpoints(cluster)).expect(ExitCode.FOUND);
            assertEquals("seaworthy status: 1 of 3 does not answer (exit code 1)\n", outcome.err());
            String silent = outcome.out().lines().toList().get((int) gone);
            assertTrue(
                    silent.matches(" *-  " + cluster.clients().get(gone) + " +unreachable .*Connection refused.*"),
                    outcome.out());
            JsonNode member = Shell.run("status", "--json", "--cluster", "--endpoints", one)
                    .expect(ExitCode.FOUND)
                    .json()
                    .at("/members/" + (gone - 1));
            assertFalse(member.get("reachable").asBoolean());
            assertEquals(1, member.get("errors").size());
        }
    }

    @Test
    void aNodeIsToldByItsEnvironmentToo() throws Exception {
        try (LocalCluster cluster = LocalCluster.in(home.resolve("c"), 1)) {
            assertEquals(1, cluster.clients().size());
            Path file = home.resolve("c/node-1/node.properties");
            ProcessBuilder builder = new ProcessBuilder(
                    ProcessHandle.current().info().command().orElse("java"),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName(),
                    "node",
                    "--stop-at-end-of-input");
            builder.environment().put("SEAWORTHY_NODE_CONFIG", file.toString());
            builder.environment().put("SEAWORTHY_NODE_METRICS", "127.0.0.1:0");
            Process node = builder.start();
            try {
                BufferedReader out =
                        new BufferedReader(new InputStreamReader(node.getInputStream(), StandardCharsets.UTF_8));
                String serving = out.readLine();
                assertTrue(serving.startsWith("node 1 serves clients at "), serving);
                String metrics = out.readLine();
                assertTrue(metrics.startsWith("metrics and probes at 127.0.0.1:"), metrics);
            } finally {
                node.destroyForcibly().waitFor();
            }
            builder.environment().put("SEAWORTHY_NODE_LISTEN_CLENT", "127.0.0.1:1");
            Process slip = builder.start();
            String complaint = new String(slip.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(ExitCode.BAD_INPUT, slip.waitFor());
            assertTrue(complaint.contains("is \"SEAWORTHY_NODE_LISTEN_CLIENT\" meant?"), complaint);
        }
    }

    @Test
    void dataOutlivesItsProcesses() throws Exception {
        try (LocalCluster cluster = LocalCluster.in(home.resolve("c"), 1)) {
            cluster.startAll();
            assertEquals(1, cluster.awaitLeader(PATIENCE));
            Shell.run("put", "k", "v", "--endpoints", endpoints(cluster)).expect(0);
            cluster.kill(1);
            assertEquals(1, cluster.fallen());
            cluster.start(1);
            assertEquals(1, cluster.awaitLeader(PATIENCE));
            assertEquals(
                    "v\n",
                    Shell.run("get", "k", "--endpoints", endpoints(cluster))
                            .expect(0)
                            .out());
        }
        List<String> log = Files.readAllLines(home.resolve("c/node-1/node.log"));
        assertTrue(log.get(log.size() - 1).contains("node 1 has stopped"), "orderly: " + log.get(log.size() - 1));
    }

    @Test
    void whereNobodyIsTheCommandSaysSo() {
        Shell.Outcome outcome = Shell.run("put", "k", "v", "--endpoints", "127.0.0.1:1", "--timeout", "200ms")
                .expect(ExitCode.UNAVAILABLE);
        assertTrue(outcome.err().contains("no member answers at 127.0.0.1:1"), outcome::err);
        assertFalse(outcome.err().contains("\tat "), outcome::err);
    }

    @Test
    void aClusterIsMadeOnce() throws Exception {
        String[] init = {
            "init", "--dir", home.resolve("c").toString(), "--peers", "1=a:1,2=b:1", "--clients", "1=a:2,2=b:2"
        };
        Shell.Outcome made = Shell.run(init).expect(0);
        assertEquals(2, made.out().lines().count());
        assertTrue(Shell.run(init).expect(ExitCode.BAD_INPUT).err().contains("is there already"));
        try (Stream<Path> folders = Files.list(home.resolve("c"))) {
            assertEquals(
                    List.of("node-1", "node-2"),
                    folders.map(it -> it.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void aNodeThatCannotStartSaysWhy() throws Exception {
        Shell.Outcome noData = Shell.run(
                        "node", "--data", home.resolve("none").toString(), "--peers", "1=a:1", "--clients", "1=a:2")
                .expect(ExitCode.BAD_INPUT);
        assertTrue(noData.err().contains("seaworthy init"), noData::err);
        Shell.run(
                        "init",
                        "--dir",
                        home.resolve("c").toString(),
                        "--peers",
                        "1=127.0.0.1:1",
                        "--clients",
                        "1=127.0.0.1:2")
                .expect(0);
        String file = home.resolve("c/node-1/node.properties").toString();
        Shell.Outcome other = Shell.run("node", "--config", file, "--id", "2").expect(ExitCode.BAD_INPUT);
        assertTrue(other.err().contains("belongs to node 1, not to node 2"), other::err);
        Files.writeString(home.resolve("bad.properties"), "dta=x\n");
        Shell.Outcome bad = Shell.run(
                        "node", "--config", home.resolve("bad.properties").toString())
                .expect(ExitCode.BAD_INPUT);
        assertTrue(bad.err().contains("bad.properties:1: nobody knows \"dta\"; is \"data\" meant?"), bad::err);
    }

    private static String endpoints(LocalCluster cluster) {
        return cluster.clients().values().stream().map(HostPort::toString).collect(Collectors.joining(","));
    }
}
