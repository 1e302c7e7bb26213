package dev.seaworthy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.seaworthy.node.transport.HostPort;
import dev.seaworthy.storage.DataDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an operator does when a disk is lost, when a backup is wanted, and when a majority is gone: real processes. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class MemberCommandTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path home;

    private String endpoints;

    @Test
    void aLostDiskIsReplacedWhileTheClusterServes() throws Exception {
        try (LocalCluster cluster = LocalCluster.in(home.resolve("c"), 3)) {
            start(cluster);
            run("put", "k", "v").expect(0);
            long leader = cluster.awaitLeader(PATIENCE);
            long lost = leader % 3 + 1;
            cluster.kill(lost);
            LocalCluster.remove(NewCluster.nodeFolder(home.resolve("c"), lost));

            List<HostPort> free = LoopbackPorts.free(2);
            HostPort peer = free.get(0);
            HostPort client = free.get(1);
            JsonNode added = run("member", "add", "--learner", "--json", "--peer", peer.toString())
                    .expect(0)
                    .json();
            assertEquals(4, added.get("node").asInt());
            String dir = home.resolve("c").toString();
            String[] join = {"init", "--join", "--id", "4", "--client", client.toString(), "--dir", dir};
            // Made elsewhere first, and then here: two disks, of which the cluster expects the second.
            String[] elsewhere = join.clone();
            elsewhere[elsewhere.length - 1] = home.resolve("elsewhere").toString();
            run(elsewhere).expect(0);
            run(join).expect(0);
            assertTrue(run(join).expect(ExitCode.BAD_INPUT).err().contains("is there already"));
            long disk = diskIn(home.resolve("c/node-4/data"));
            assertNotEquals(disk, diskIn(home.resolve("elsewhere/node-4/data")));
            assertEquals(
                    disk,
                    run("member", "list", "--json")
                            .expect(0)
                            .json()
                            .at("/members/3/disk")
                            .asLong());
            cluster.start(4);
            run("member", "replace", Long.toString(lost), "--with", "4", "--timeout", "60s")
                    .expect(0);
            JsonNode members = run("member", "list", "--json").expect(0).json().get("members");
            assertEquals(3, members.size());
            assertEquals("voter", members.get(2).get("role").asText());
            awaitClientAddress(client);
            elsewhere[elsewhere.length - 1] = home.resolve("third").toString();
            assertTrue(run(elsewhere).expect(ExitCode.BAD_INPUT).err().contains("has run already"));

            // The new one counts: without the leader, it and the third have the majority.
            cluster.kill(leader);
            endpoints = client.toString();
            assertEquals("v\n", run("get", "k", "--timeout", "60s").expect(0).out());
            run("put", "k", "w", "--timeout", "60s").expect(0);
            assertTrue(run("member", "remove", "99")
                    .expect(ExitCode.BAD_INPUT)
                    .err()
                    .contains("member not found"));
        }
    }

    @Test
    void theLeadershipIsHandedOver() throws Exception {
        try (LocalCluster cluster = LocalCluster.in(home.resolve("c"), 3)) {
            start(cluster);
            long leader = cluster.awaitLeader(PATIENCE);
            JsonNode done = run("transfer", "--json").expect(0).json();
            assertEquals(leader, done.get("from").asLong());
            assertEquals(done.get("to").asLong(), cluster.awaitLeader(PATIENCE));
            run("transfer", Long.toString(leader)).expect(0);
            assertEquals(leader, cluster.awaitLeader(PATIENCE));
            assertEquals(
                    "Node " + leader + " leads already.\n",
                    run("transfer", Long.toString(leader)).expect(0).out());
            String refusal = run("transfer", "9").expect(ExitCode.BAD_INPUT).err();
            assertTrue(refusal.contains("node 9 is no member: 'seaworthy member list' shows who is"), refusal);
        }
    }

    @Test
    void aBackupBeginsAnotherClusterAndARestIsRecovered() throws Exception {
        Path file = home.resolve("backup");
        try (LocalCluster cluster = LocalCluster.in(home.resolve("c"), 3)) {
            start(cluster);
            run("put", "k", "v").expect(0);
            run("snapshot", "save", file.toString()).expect(0);
            assertTrue(run("snapshot", "save", file.toString())
                    .expect(ExitCode.BAD_INPUT)
                    .err()
                    .contains("is there already"));
            run("put", "later", "v").expect(0);
        }
        String sound =
                Shell.run("snapshot", "verify", file.toString()).expect(0).out();
        assertTrue(sound.contains("sound; 1 key at revision 2"), sound);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Path damaged = Files.write(home.resolve("damaged"), bytes);
        assertTrue(Shell.run("snapshot", "verify", damaged.toString())
                .expect(ExitCode.FOUND)
                .err()
                .contains("is damaged"));

        List<HostPort> free = LoopbackPorts.free(4);
        Path restored = home.resolve("r");
        Shell.run(
                        "snapshot",
                        "restore",
                        file.toString(),
                        "--dir",
                        restored.toString(),
                        "--peers",
                        "1=" + free.get(0) + ",2=" + free.get(1),
                        "--clients",
                        "1=" + free.get(2) + ",2=" + free.get(3))
                .expect(0);
        try (LocalCluster cluster = LocalCluster.in(restored, 0)) {
            start(cluster);
            assertEquals("v\n", run("get", "k").expect(0).out());
            run("get", "later").expect(ExitCode.FOUND);
            run("put", "after", "w").expect(0);
        }
        recover(restored);
    }

    private void recover(Path folder) throws Exception {
        String config = NewCluster.nodeFolder(folder, 1).resolve(NodeFile.NAME).toString();
        String before = Files.readString(Path.of(config));
        Shell.Outcome refused = Shell.run("recover", "--force-new-cluster", "--config", config, "--confirm", "yes")
                .expect(ExitCode.BAD_INPUT);
        assertTrue(refused.err().contains("NOT DONE") && refused.err().contains("LOST"), refused::err);
        assertEquals(before, Files.readString(Path.of(config)));
        Path data = NewCluster.nodeFolder(folder, 1).resolve("data");
        Path made = data.resolveSibling("data-recovered");
        // What an earlier call leaves that was interrupted before it moved anything.
        Files.writeString(Files.createDirectory(made).resolve("identity"), "an older state");
        Shell.run("recover", "--force-new-cluster", "--config", config, "--confirm", RecoverCommand.WORDS)
                .expect(0);
        try (LocalCluster cluster = LocalCluster.in(folder, 0)) {
            start(cluster);
            assertEquals(1, cluster.awaitLeader(PATIENCE));
            assertEquals("w\n", run("get", "after").expect(0).out());
            JsonNode members = run("member", "list", "--json").expect(0).json().get("members");
            assertEquals(1, members.size());
        }
        Shell.Outcome again = Shell.run(
                        "recover", "--force-new-cluster", "--config", config, "--confirm", RecoverCommand.WORDS)
                .expect(ExitCode.BAD_INPUT);
        assertTrue(again.err().contains("move it away first"), again::err);

        // As if it had been interrupted before its last step, or before the one before that.
        String after = Files.readString(Path.of(config));
        for (String interrupted : new String[] {after, before}) {
            Files.writeString(Path.of(config), interrupted);
            Files.move(data, made);
            Shell.run("recover", "--force-new-cluster", "--config", config, "--confirm", RecoverCommand.WORDS)
                    .expect(0);
            assertEquals(after, Files.readString(Path.of(config)));
            assertEquals(before, Files.readString(Path.of(config + "-before-recovery")));
            assertTrue(Files.notExists(made));
        }
        try (LocalCluster cluster = LocalCluster.in(folder, 0)) {
            start(cluster);
            assertEquals("w\n", run("get", "after").expect(0).out());
        }
    }

    @Test
    void transactionsAndRangesAsPeopleTypeThem() throws Exception {
        try (LocalCluster cluster = LocalCluster.in(home.resolve("c"), 1)) {
            start(cluster);
            assertEquals("OK\n", run("put", "a", "1", "--previous").expect(0).out());
            assertEquals("OK\n1\n", run("put", "a", "2", "--previous").expect(0).out());
            run("put", "b", "3").expect(0);
            run("put", "c", "4").expect(0);
            assertEquals(
                    "a\t2\nb\t3\n", run("get", "a", "--range", "c").expect(0).out());
            assertEquals(
                    "c\nb\n",
                    run("get", "b", "--from-key", "--keys-only", "--descending")
                            .expect(0)
                            .out());
            assertEquals(
                    "a\t2\n",
                    run("get", "", "--prefix", "--limit", "1").expect(0).out());
            assertEquals(
                    "3\n", run("get", "", "--prefix", "--count-only").expect(0).out());
            assertEquals("1\n", run("get", "a", "--rev", "2").expect(0).out());
            assertTrue(run("get", "").expect(ExitCode.BAD_INPUT).err().contains("--prefix"));

            Path file = Files.writeString(
                    home.resolve("txn"),
                    "value(a) = \"2\"\nversion(\"b\") > 0\n\nput a \"5 \\\"6\"\nget a\n\nget b\n\n");
            assertEquals(
                    "SUCCESS\nOK\na\t5 \"6\n",
                    run("txn", file.toString()).expect(0).out());
            JsonNode second =
                    run("txn", file.toString(), "--json").expect(ExitCode.FOUND).json();
            assertEquals(
                    "3",
                    second.get("responses")
                            .get(0)
                            .get("pairs")
                            .get(0)
                            .get("value")
                            .asText());
            Path bad = Files.writeString(home.resolve("bad"), "value(a) ~ 2\n");
            assertTrue(
                    run("txn", bad.toString()).expect(ExitCode.BAD_INPUT).err().contains("is no condition"));
            assertEquals(
                    "2\na\t5 \"6\nb\t3\n",
                    run("delete", "a", "--range", "c", "--previous").expect(0).out());
        }
    }

    private static long diskIn(Path data) {
        return DataDirectory.identityOf(data).member().diskId();
    }

    /** A node tells where clients find it as soon as it can, which may be after it votes. */
    private void awaitClientAddress(HostPort client) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String last;
        do {
            last = run("member", "list", "--json").expect(0).out();
            if (last.contains("\"http://" + client + "\"")) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        } while (System.nanoTime() < deadline);
        throw new AssertionError("node 4 does not say where clients find it: " + last);
    }

    private void start(LocalCluster cluster) throws Exception {
        cluster.startAll();
        assertTrue(cluster.awaitLeader(PATIENCE) != 0);
        endpoints = cluster.clients().values().stream().map(HostPort::toString).collect(Collectors.joining(","));
    }

    private Shell.Outcome run(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.add("--endpoints");
        all.add(endpoints);
        return Shell.run(all.toArray(String[]::new));
    }
}
