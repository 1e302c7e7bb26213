package dev.seaworthy.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.HaltCode;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.Reason;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.ProposalOutcome;
import dev.seaworthy.engine.host.ReadOutcome;
import dev.seaworthy.engine.host.ReplicaObserver;
import dev.seaworthy.engine.host.TransferOutcome;
import dev.seaworthy.node.transport.HostPort;
import dev.seaworthy.node.transport.TlsFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What those who asked are told, and on which thread. */
@Timeout(180)
class OutcomesTest {
    private static final byte[] ONE = CounterMachine.bytes(1);
    private static final byte[] HOW_MANY = {};

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
    void aReplicaThatHaltsStopsItsNodeAndSaysWhy() throws Exception {
        BlockingQueue<NodeHalt> halts = new LinkedBlockingQueue<>();
        NodeListener listener = new NodeListener() {
            @Override
            public void onHalt(NodeHalt halt) {
                halts.add(halt);
            }
        };
        cluster.with(it -> it.listener(listener)).startAll(1);
        cluster.add(1);
        RaftNode node = cluster.node(1);
        CompletableFuture<ReadOutcome> late = node.readAt(HOW_MANY, 1_000_000);
        ProposalOutcome outcome = node.propose(CounterMachine.POISON).get();
        assertEquals(new ProposalOutcome.Unknown(Reason.HALTED), outcome);
        assertEquals(Reason.HALTED, ((ReadOutcome.Failed) late.get()).reason());
        NodeHalt halt = halts.take();
        assertEquals(HaltCode.STATE_MACHINE_FAILED, halt.code());
        assertTrue(halt.evidence().contains("cannot digest"), halt.evidence());
        Patience.until(() -> node.propose(ONE).get() instanceof ProposalOutcome.Refused refused
                && refused.reason() == Reason.STOPPED);
        assertEquals(halt, node.status().get().halt());
        assertFalse(node.status().get().running());
    }

    @Test
    void whoeverStillWaitsWhenANodeStopsIsTold() throws Exception {
        cluster.startAll(1);
        cluster.add(1);
        RaftNode node = cluster.node(1);
        CompletableFuture<ReadOutcome> waiting = node.readAt(HOW_MANY, 1_000_000);
        assertEquals(1, node.status().get().readsWaiting(), "the replica has heard of it");
        assertEquals(1, node.leaderId());
        node.stopNow();
        // Nobody is sent back to the node that has stopped, although it led.
        assertEquals(new ReadOutcome.Failed(Reason.STOPPED, 0), waiting.get());
        assertEquals(
                new ReadOutcome.Failed(Reason.STOPPED, 0), node.read(HOW_MANY).get());
        assertEquals(
                new ProposalOutcome.Refused(Reason.STOPPED, 0),
                node.propose(ONE).get());
        assertEquals(
                new TransferOutcome.Failed(Reason.STOPPED, 0),
                node.transferLeadership(0).get());
        assertEquals(0, node.leaderId());
        assertEquals(2, node.status().get().appliedIndex());
    }

    @Test
    void whatAnOrderlyStopLeavesOpenEndsAsStopped() throws Exception {
        cluster.with(it -> it.closeTimeout(Duration.ofMillis(200))).startAll(2);
        cluster.add(1);
        long leader = cluster.leader();
        RaftNode node = cluster.node(leader);
        cluster.kill(3 - leader);
        // Without the other one there is no majority, and no outcome.
        CompletableFuture<ProposalOutcome> open = node.propose(ONE);
        CompletableFuture<ReadOutcome> late = node.readAt(HOW_MANY, 1_000_000);
        node.close();
        assertEquals(Reason.STOPPED, ((ReadOutcome.Failed) late.get()).reason());
        // On a busy machine the leader may have noticed that it is alone, and have said that.
        assertNotEquals(new ProposalOutcome.Unknown(Reason.HALTED), open.get());
    }

    @Test
    void moreThanTheBoundIsRefusedUntilOutcomesAreTold() throws Exception {
        BlockingQueue<Runnable> untold = new LinkedBlockingQueue<>();
        cluster.with(it -> it.callbacks(untold::add).requestsMax(1, 1 << 20)).startAll(1);
        RaftNode node = cluster.node(1);
        Patience.until(() -> node.leaderId() == 1);
        // What listeners were to be told; nobody runs it, so that nothing is told yet.
        CompletableFuture<ProposalOutcome> first = node.propose(ONE);
        assertEquals(
                new ProposalOutcome.Refused(Reason.OVERLOADED, 1),
                node.propose(ONE).get());
        assertFalse(first.isDone());
        while (!first.isDone()) {
            untold.take().run();
        }
        assertInstanceOf(ProposalOutcome.Committed.class, first.get());
        CompletableFuture<ProposalOutcome> second = node.propose(ONE);
        while (!second.isDone()) {
            untold.take().run();
        }
        assertInstanceOf(ProposalOutcome.Committed.class, second.get());
    }

    @Test
    void aCallbackThatBlocksDoesNotHoldUpTheReplica() throws Exception {
        Map<Long, AtomicLong> applied = new ConcurrentHashMap<>();
        cluster.with(it -> it.observer(counting(applied.computeIfAbsent(it.member.nodeId(), key -> new AtomicLong()))))
                .startAll(3);
        cluster.add(1);
        RaftNode blocked = cluster.node(cluster.leader());
        Thread tester = Thread.currentThread();
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch entered = new CountDownLatch(1);
        AtomicReference<CompletableFuture<Void>> stuck = new AtomicReference<>();
        // An outcome that is there before its callback is handed to the callback by the thread that asks.
        Patience.until(() -> {
            stuck.set(blocked.propose(ONE).thenAccept(outcome -> {
                if (!Thread.currentThread().equals(tester)) {
                    entered.countDown();
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }
            }));
            return entered.await(100, TimeUnit.MILLISECONDS);
        });
        long goal = applied.get(blocked.self().nodeId()).get() + 3;
        Patience.until(() -> {
            cluster.proposeEverywhere(1);
            return applied.get(blocked.self().nodeId()).get() >= goal;
        });
        assertFalse(stuck.get().isDone());
        never.countDown();
        stuck.get().get();
    }

    private static ReplicaObserver counting(AtomicLong applied) {
        return new ReplicaObserver() {
            @Override
            public void onApplied(LogEntry entry, byte[] result) {
                applied.incrementAndGet();
            }
        };
    }

    @Test
    void aCallbackThatThrowsIsNobodyElsesTrouble() throws Exception {
        NodeListener clumsy = new NodeListener() {
            @Override
            public void onLeader(long leaderId, long term) {
                throw new IllegalStateException("clumsy");
            }
        };
        cluster.with(it -> it.listener(clumsy)).startAll(1);
        assertEquals(1, cluster.add(1));
    }

    @Test
    void localReadsAnswerWithoutALeader() throws Exception {
        cluster.startAll(3);
        cluster.add(1);
        long survivor = cluster.leader() % 3 + 1;
        Patience.until(() -> cluster.count(survivor) == 1);
        for (long nodeId = 1; nodeId <= 3; nodeId++) {
            if (nodeId != survivor) {
                cluster.kill(nodeId);
            }
        }
        ReadOutcome local = cluster.node(survivor).readLocal(HOW_MANY).get();
        assertEquals(1, CounterMachine.number(((ReadOutcome.Answered) local).result()));
        assertInstanceOf(
                ReadOutcome.Failed.class, cluster.node(survivor).read(HOW_MANY).get());
    }

    @Test
    void whatIsNotGivenIsNamed() {
        Map<String, Executable> gifts = new TreeMap<>();
        RaftNodeBuilder builder = RaftNode.builder();
        gifts.put("path", () -> builder.directory(null));
        gifts.put("self", () -> builder.identity(1, null));
        gifts.put("machine", () -> builder.stateMachine(null));
        gifts.put("address", () -> builder.listen(null));
        gifts.put("ofNodes", () -> builder.addresses(null));
        gifts.put("files", () -> builder.tls(null));
        gifts.put("options", () -> builder.transport(null));
        gifts.put("bounds", () -> builder.limits(null));
        gifts.put("timeout", () -> builder.closeTimeout(null));
        gifts.put("who", () -> builder.listener(null));
        gifts.put("initial", () -> RaftNode.format(home, 1, new Member(1, 1), null));
        gifts.put("host", () -> new HostPort(null, 1));
        gifts.put("key", () -> TlsFiles.of(home, null, home));
        gifts.forEach((name, gift) -> assertEquals(
                name, assertThrows(NullPointerException.class, gift, name).getMessage()));
    }

    @Test
    void aNodeSaysWhatItLacks() {
        RaftNodeBuilder builder = RaftNode.builder().directory(home);
        assertThrows(NullPointerException.class, builder::start);
        assertThrows(NullPointerException.class, builder.identity(1, new Member(1, 1))::start);
    }
}
