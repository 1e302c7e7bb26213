package dev.seaworthy.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.node.Patience;
import dev.seaworthy.node.RaftNode;
import dev.seaworthy.node.transport.HostPort;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The guide's guest book, kept by three nodes. */
class GuestBookTest {
    @TempDir
    Path home;

    @Test
    void theBookComesBackFromASnapshotAsItWas() throws Exception {
        GuestBook book = new GuestBook();
        assertEquals("0", answer(book, 1, ""));
        GuestBook empty = restored(book);
        assertEquals("1", answer(empty, 2, "Ada"));
        assertEquals("0", answer(empty, 3, "Ada\nGrace"));
        GuestBook again = restored(empty);
        assertEquals(3, again.lastApplied());
        assertEquals("2", answer(again, 4, "Grace"));
        assertEquals("Ada\nGrace", new String(again.query(new byte[0]), StandardCharsets.UTF_8));
    }

    private static String answer(GuestBook book, long index, String name) {
        return new String(book.apply(index, 0, name.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    private static GuestBook restored(GuestBook book) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        book.snapshot().writeTo(out);
        GuestBook restored = new GuestBook();
        restored.restore(new ByteArrayInputStream(out.toByteArray()));
        return restored;
    }

    @Test
    @Timeout(180)
    void everybodyWhoSignedIsFoundOnEveryNode() throws Exception {
        List<Member> members = List.of(new Member(1, 11), new Member(2, 21), new Member(3, 31));
        List<RaftNode> nodes = new ArrayList<>();
        Map<Long, HostPort> addresses = new TreeMap<>();
        for (Member member : members) {
            Path directory = home.resolve("node-" + member.nodeId());
            RaftNode.format(directory, GuestBook.CLUSTER, member, Configuration.ofVoters(members));
            RaftNode node = GuestBook.open(member, directory, HostPort.anyLoopback(), Map.of());
            nodes.add(node);
            addresses.put(member.nodeId(), node.listening());
        }
        for (RaftNode node : nodes) {
            node.addresses(addresses);
        }
        Patience.until(() -> nodes.get(0).leaderId() != 0);
        RaftNode leader = nodes.get((int) nodes.get(0).leaderId() - 1);
        assertEquals("Ada is number 1", GuestBook.sign(leader, "Ada").get());
        assertEquals("Grace is number 2", GuestBook.sign(leader, "Grace").get());
        for (RaftNode node : nodes) {
            assertEquals(List.of("Ada", "Grace"), GuestBook.names(node).get());
        }
        for (RaftNode node : nodes) {
            node.close();
        }
    }
}
