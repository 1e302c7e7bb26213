package dev.seaworthy.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.MembershipChange;
import dev.seaworthy.engine.core.Reason;
import dev.seaworthy.engine.core.RoleName;
import dev.seaworthy.engine.core.Status;
import dev.seaworthy.engine.host.ProposalOutcome;
import dev.seaworthy.engine.host.TransferOutcome;
import dev.seaworthy.node.transport.Certificates;
import dev.seaworthy.node.transport.TlsFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes in one process, with threads, LevelDB and sockets. */
@Timeout(180)
class RaftNodeTest {
    @TempDir
    Path home;

    private Cluster cluster;

    @BeforeEach
    void make() {
        cluster = new Cluster(home);
    }

    @AfterEach
    void stop() throws Exception {
        cluster.close();
    }

    @Test
    void threeNodesElectCommitAndAnswerEverywhere() throws Exception {
        cluster.startAll(3);
        for (int i = 1; i <= 20; i++) {
            assertEquals(i, cluster.add(1));
        }
        for (long nodeId = 1; nodeId <= 3; nodeId++) {
            assertEquals(20, cluster.count(nodeId));
        }
    }

    @Test
    void theClusterGoesOnWithoutItsLeaderWhichComesBack() throws Exception {
        cluster.startAll(3);
        assertEquals(1, cluster.add(1));
        long leader = cluster.leader();
        cluster.kill(leader);
        long count = cluster.add(1);
        assertTrue(count >= 2, "acknowledged adds stay");
        cluster.start(leader);
        assertEquals(count, cluster.count(leader));
    }

    @Test
    void aCertificateThatTheOthersWouldRefuseIsRefusedAtTheStart() throws Exception {
        Certificates authority = new Certificates(home.resolve("authority"));
        TlsFiles anyNode = authority.certificate("any", "");
        TlsFiles nodeThree = authority.certificate("three", "uri:seaworthy:node:3");
        cluster.format(Cluster.member(1), Configuration.ofVoters(List.of(Cluster.member(1))));
        cluster.with(it -> it.tls(nodeThree));
        String other = assertThrows(IOException.class, () -> cluster.start(1)).getMessage();
        assertEquals(
                "the certificate " + nodeThree.certificate() + " names seaworthy:node:3, and this is node 1: the other"
                        + " members would refuse it. Give this node its own certificate, with URI:seaworthy:node:1 among"
                        + " its alternative names, or correct which node it is",
                other);
        cluster.with(it -> it.tls(anyNode.withNodeNames()));
        String none = assertThrows(IOException.class, () -> cluster.start(1)).getMessage();
        assertTrue(none.startsWith("the certificate " + anyNode.certificate() + " names no node"), none);
        cluster.with(it -> it.tls(anyNode));
        assertEquals(1, cluster.start(1).self().nodeId());
    }

    @Test
    void threeNodesWithCertificatesWork() throws Exception {
        Certificates authority = new Certificates(home.resolve("authority"));
        TlsFiles[] files = new TlsFiles[4];
        for (int nodeId = 1; nodeId <= 3; nodeId++) {
            TlsFiles made = authority.certificate("node-" + nodeId, "uri:seaworthy:node:" + nodeId);
            files[nodeId] =
                    new TlsFiles(made.certificate(), made.key(), made.authorities(), true, true, Duration.ofSeconds(1));
        }
        cluster.with(it -> it.tls(files[(int) it.member.nodeId()])).startAll(3);
        assertEquals(1, cluster.add(1));
        for (long nodeId = 1; nodeId <= 3; nodeId++) {
            assertEquals(1, cluster.count(nodeId));
        }
    }

    @Test
    void aLeaderThatIsCutOffStepsDownAndCatchesUpWhenTheNetworkHeals() throws Exception {
        cluster.startAll(3).behindProxies();
        assertEquals(1, cluster.add(1));
        long former = cluster.leader();
        cluster.isolate(former);
        long next = cluster.leaderOtherThan(former);
        ProposalOutcome committed = committed(next, 10);
        assertEquals(11, CounterMachine.number(((ProposalOutcome.Committed) committed).result()));
        Patience.until(() -> cluster.node(former).leaderId() == 0);
        assertInstanceOf(
                ProposalOutcome.Refused.class,
                cluster.node(former).propose(CounterMachine.bytes(1)).get());
        cluster.heal();
        assertEquals(11, cluster.count(former));
    }

    @Test
    void aFollowerThatMissedTheLogGetsASnapshot() throws Exception {
        BlockingQueue<EntryId> installed = new LinkedBlockingQueue<>();
        NodeListener listener = new NodeListener() {
            @Override
            public void onSnapshotInstalled(EntryId last) {
                installed.add(last);
            }
        };
        cluster.with(it -> it.snapshotEntries(20).limits(Cluster.limits(2)).listener(listener))
                .startAll(3);
        cluster.add(1);
        long behind = cluster.leader() % 3 + 1;
        cluster.kill(behind);
        for (int i = 0; i < 60; i++) {
            cluster.add(1);
        }
        cluster.start(behind);
        assertTrue(installed.take().index() >= 20);
        long count = cluster.add(1);
        assertEquals(count, cluster.count(behind));
    }

    @Test
    void aNewNodeLearnsAndThenVotesAndLeads() throws Exception {
        cluster.startAll(3);
        cluster.add(1);
        Member fourth = Cluster.member(4);
        cluster.format(fourth, Configuration.NONE);
        cluster.start(4);
        change(configuration -> configuration.withLearner(fourth));
        Patience.until(() -> {
            cluster.add(1);
            return leaderStatus().peers().stream().anyMatch(it -> it.member().equals(fourth) && it.caughtUp());
        });
        change(configuration -> configuration.withVoter(fourth));
        Patience.until(() -> {
            cluster.add(1);
            TransferOutcome outcome =
                    cluster.node(cluster.leader()).transferLeadership(4).get();
            return outcome instanceof TransferOutcome.HandedOver;
        });
        Patience.until(() -> cluster.node(4).leaderId() == 4);
        long count = cluster.add(1);
        assertEquals(count, cluster.count(4));
    }

    @Test
    void aLeaderThatClosesHandsOverFirst() throws Exception {
        BlockingQueue<Reason> reasons = new LinkedBlockingQueue<>();
        NodeListener listener = new NodeListener() {
            @Override
            public void onRole(RoleName role, long term, Reason reason) {
                reasons.add(reason);
            }
        };
        cluster.with(it -> it.listener(listener).closeTimeout(Duration.ofSeconds(30)))
                .startAll(3);
        cluster.add(1);
        long leader = cluster.leader();
        RaftNode node = cluster.node(leader);
        node.close();
        node.close();
        assertTrue(reasons.contains(Reason.TRANSFER), "nobody had to wait for an election timeout: " + reasons);
        assertFalse(node.status().get().running());
        assertEquals(
                Reason.STOPPED,
                ((ProposalOutcome.Refused) node.propose(CounterMachine.bytes(1)).get()).reason());
        cluster.kill(leader);
        assertEquals(2, cluster.add(1));
    }

    private ProposalOutcome committed(long nodeId, long number) throws Exception {
        while (true) {
            ProposalOutcome outcome =
                    cluster.node(nodeId).propose(CounterMachine.bytes(number)).get();
            if (outcome instanceof ProposalOutcome.Committed) {
                return outcome;
            }
            Patience.pause();
        }
    }

    private Status leaderStatus() throws Exception {
        return cluster.node(cluster.leader()).status().get().replica();
    }

    private void change(UnaryOperator<Configuration> wish) throws Exception {
        while (true) {
            Status status = leaderStatus();
            MembershipChange wanted =
                    new MembershipChange(status.configurationIndex(), wish.apply(status.configuration()));
            ProposalOutcome outcome =
                    cluster.node(cluster.leader()).changeMembership(wanted).get();
            if (outcome instanceof ProposalOutcome.Committed) {
                return;
            }
            Patience.pause();
        }
    }
}
