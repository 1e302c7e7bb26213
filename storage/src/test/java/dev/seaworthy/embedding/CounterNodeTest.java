package dev.seaworthy.embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.MembershipChange;
import dev.seaworthy.engine.core.PeerStatus;
import dev.seaworthy.engine.core.RoleName;
import dev.seaworthy.engine.core.Status;
import dev.seaworthy.engine.host.ProposalOutcome;
import dev.seaworthy.engine.host.ReadOutcome;
import dev.seaworthy.engine.host.TransferOutcome;
import dev.seaworthy.storage.KeyLayout;
import dev.seaworthy.storage.LevelDbStore;
import dev.seaworthy.storage.Verdict;
import dev.seaworthy.storage.WriteBatch;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The counter on threads, files and sockets, as the embedding guide shows it. */
@Timeout(120)
class CounterNodeTest {
    private static final byte[] HOW_MANY = {};

    @TempDir
    Path directory;

    private final Map<Long, SocketAddress> addresses = new ConcurrentHashMap<>();
    private final List<Member> members = new ArrayList<>();
    private final List<CounterNode> nodes = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws Exception {
        for (long nodeId = 1; nodeId <= 3; nodeId++) {
            members.add(new Member(nodeId, 100 * nodeId));
        }
        for (Member member : members) {
            CounterNode.format(home(member), member, Configuration.ofVoters(members));
        }
        for (Member member : members) {
            nodes.add(new CounterNode(member, home(member), addresses));
        }
    }

    @AfterEach
    void stop() throws Exception {
        for (CounterNode node : nodes) {
            node.close();
        }
    }

    @Test
    void countsOnWhenTheLeaderIsKilledAndAfterARestartFromDisk() throws Exception {
        CounterClient client = new CounterClient(nodes);
        for (int i = 1; i <= 60; i++) {
            assertEquals(i, client.add(1));
        }
        int leader = leader();
        nodes.get(leader).close();
        for (int i = 61; i <= 100; i++) {
            assertEquals(i, client.add(1));
        }
        nodes.set(leader, new CounterNode(members.get(leader), home(members.get(leader)), addresses));
        assertEquals(100, count(leader));

        for (CounterNode node : nodes) {
            node.close();
        }
        for (int i = 0; i < nodes.size(); i++) {
            nodes.set(i, new CounterNode(members.get(i), home(members.get(i)), addresses));
        }
        for (int i = 0; i < nodes.size(); i++) {
            assertEquals(100, count(i));
        }
    }

    @Test
    void aNewNodeLearnsAndThenVotes() throws Exception {
        CounterClient client = new CounterClient(nodes);
        for (int i = 0; i < 70; i++) {
            client.add(1);
        }
        Member fourth = new Member(4, 400);
        CounterNode.format(home(fourth), fourth, Configuration.NONE);
        nodes.add(new CounterNode(fourth, home(fourth), addresses));

        change(configuration -> configuration.withLearner(fourth));
        while (!isCaughtUp(fourth)) {
            client.add(1);
        }
        change(configuration -> configuration.withVoter(fourth));
        assertEquals(4, status(leader()).configuration().voters().size());
        ReadOutcome local =
                nodes.get(3).readAt(HOW_MANY, status(leader()).commitIndex()).get();
        assertTrue(CounterMachine.number(((ReadOutcome.Answered) local).result()) >= 70);
    }

    @Test
    void aDiskThatLostEntriesIsGivenThemBack() throws Exception {
        CounterClient client = new CounterClient(nodes);
        client.add(1);
        int follower = (leader() + 1) % 3;
        Member member = members.get(follower);
        nodes.get(follower).close();
        loseTheEnd(home(member));
        nodes.set(follower, new CounterNode(member, home(member), addresses));
        assertInstanceOf(Verdict.Damaged.class, nodes.get(follower).verdict());
        assertEquals(2, client.add(1));
        while (status(follower).recovering()) {
            Thread.sleep(20);
        }
        assertEquals(1, status(follower).incarnation());
        assertEquals(2, count(follower));
    }

    @Test
    void leadershipIsHandedOver() throws Exception {
        CounterClient client = new CounterClient(nodes);
        client.add(1);
        int leader = leader();
        long target = members.get((leader + 1) % 3).nodeId();
        assertInstanceOf(
                TransferOutcome.HandedOver.class,
                nodes.get(leader).transfer(target).get());
        assertEquals(2, client.add(1));
        assertTrue(nodes.get((int) target - 1).electionsStarted().get() > 0);
    }

    /** The last entry of the log is gone, as after a sector that could not be read and a tool that meant well. */
    private static void loseTheEnd(Path directory) {
        try (LevelDbStore log = LevelDbStore.open(directory.resolve("log"))) {
            byte[][] last = new byte[1][];
            log.scan(KeyLayout.entryKey(1), KeyLayout.entryKey(Long.MAX_VALUE), (key, value) -> last[0] = key);
            log.write(new WriteBatch().delete(last[0]), true);
        }
    }

    /** Wishes for another configuration, computed from the one in force, until it is. */
    private void change(UnaryOperator<Configuration> wish) throws Exception {
        while (true) {
            int leader = leader();
            Status status = status(leader);
            MembershipChange wanted =
                    new MembershipChange(status.configurationIndex(), wish.apply(status.configuration()));
            if (nodes.get(leader).change(wanted).get() instanceof ProposalOutcome.Committed) {
                return;
            }
        }
    }

    private boolean isCaughtUp(Member member) throws Exception {
        for (PeerStatus peer : status(leader()).peers()) {
            if (peer.member().equals(member)) {
                return peer.caughtUp();
            }
        }
        return false;
    }

    /** The count as this node answers it, linearizably. */
    private long count(int node) throws Exception {
        while (true) {
            if (nodes.get(node).read(HOW_MANY).get() instanceof ReadOutcome.Answered answered) {
                return CounterMachine.number(answered.result());
            }
            Thread.sleep(20);
        }
    }

    private int leader() throws Exception {
        while (true) {
            for (int i = 0; i < nodes.size(); i++) {
                if (status(i).role() == RoleName.LEADER) {
                    return i;
                }
            }
            Thread.sleep(20);
        }
    }

    private Status status(int node) throws Exception {
        return nodes.get(node).status().get();
    }

    private Path home(Member member) {
        return directory.resolve("node-" + member.nodeId());
    }
}
