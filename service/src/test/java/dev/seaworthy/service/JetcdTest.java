package dev.seaworthy.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.KV;
import io.etcd.jetcd.Maintenance;
import io.etcd.jetcd.cluster.Member;
import io.etcd.jetcd.kv.GetResponse;
import io.etcd.jetcd.kv.TxnResponse;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.CmpTarget;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.DeleteOption;
import io.etcd.jetcd.options.GetOption;
import io.etcd.jetcd.options.PutOption;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** jetcd, a client of etcd's that is not ours, against three members. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class JetcdTest {
    @TempDir
    static Path home;

    private static Servers servers;
    private static Client client;

    @BeforeAll
    static void start() throws Exception {
        servers = new Servers(home.resolve("c"), 3, Duration.ofSeconds(20));
        long follower = servers.awaitFollower();
        client = Client.builder()
                .endpoints("http://" + servers.address(follower))
                .build();
    }

    @AfterAll
    static void stop() {
        client.close();
        servers.close();
    }

    @Test
    void keysAreWrittenReadAndRemoved() throws Exception {
        KV kv = client.getKVClient();
        long revision = got(kv.put(bytes("kv/a"), bytes("1"))).getHeader().getRevision();
        got(kv.put(bytes("kv/b"), bytes("2")));
        GetOption prefix = GetOption.builder().isPrefix(true).build();
        GetResponse all = got(kv.get(bytes("kv/"), prefix));
        assertEquals(2, all.getCount());
        assertEquals(bytes("2"), all.getKvs().get(1).getValue());
        GetOption before =
                GetOption.builder().isPrefix(true).withRevision(revision).build();
        assertEquals(1, got(kv.get(bytes("kv/"), before)).getCount());
        PutOption previous = PutOption.builder().withPrevKV().build();
        assertEquals(
                bytes("1"),
                got(kv.put(bytes("kv/a"), bytes("3"), previous)).getPrevKv().getValue());
        DeleteOption allOfThem = DeleteOption.builder().isPrefix(true).build();
        assertEquals(2, got(kv.delete(bytes("kv/"), allOfThem)).getDeleted());
    }

    @Test
    void transactionsCompareAndChoose() throws Exception {
        KV kv = client.getKVClient();
        got(kv.put(bytes("txn"), bytes("1")));
        for (boolean first : new boolean[] {true, false}) {
            TxnResponse response = got(kv.txn()
                    .If(new Cmp(bytes("txn"), Cmp.Op.EQUAL, CmpTarget.value(bytes("1"))))
                    .Then(Op.put(bytes("txn"), bytes("2"), PutOption.DEFAULT))
                    .Else(Op.get(bytes("txn"), GetOption.DEFAULT))
                    .commit());
            assertEquals(first, response.isSucceeded());
            assertEquals(first ? 0 : 1, response.getGetResponses().size());
        }
    }

    @Test
    void membersAreAddedPromotedAndRemoved() throws Exception {
        assertEquals(3, got(client.getClusterClient().listMember()).getMembers().size());
        URI peer = URI.create("http://" + servers.freePeer(4));
        Member added =
                got(client.getClusterClient().addMember(List.of(peer), true)).getMember();
        assertTrue(added.isLearner());
        assertEquals(List.of(peer), added.getPeerURIs());
        ExecutionException early = assertThrows(
                ExecutionException.class, () -> got(client.getClusterClient().promoteMember(added.getId())));
        assertTrue(early.toString().contains("in sync with leader"), early::toString);
        assertEquals(
                3,
                got(client.getClusterClient().removeMember(added.getId()))
                        .getMembers()
                        .size());
    }

    @Test
    void aMemberTellsOfItselfAndGivesTheState() throws Exception {
        Maintenance maintenance = client.getMaintenanceClient();
        String endpoint = "http://" + servers.address(1);
        long leader = servers.awaitLeader();
        assertEquals(leader, got(maintenance.statusMember(endpoint)).getLeader());
        assertEquals(0, got(maintenance.listAlarms()).getAlarms().size());
        assertTrue(got(maintenance.hashKV(endpoint, 0)).getHeader().getRevision() > 0);
        assertEquals(1, got(maintenance.defragmentMember(endpoint)).getHeader().getMemberId());
        Path file = home.resolve("backup");
        try (OutputStream out = Files.newOutputStream(file)) {
            assertTrue(got(maintenance.snapshot(out)) > 0);
        }
        assertEquals(Servers.CLUSTER, Backup.read(file, null).clusterId());
    }

    private static <T> T got(CompletableFuture<T> answer) throws Exception {
        return answer.get(60, TimeUnit.SECONDS);
    }

    private static ByteSequence bytes(String text) {
        return ByteSequence.from(text, StandardCharsets.UTF_8);
    }
}
