package dev.seaworthy.node;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.CoreOptions;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.MembershipChange;
import dev.seaworthy.engine.core.Reason;
import dev.seaworthy.engine.core.RoleName;
import dev.seaworthy.engine.host.Ports;
import dev.seaworthy.engine.host.ProposalOutcome;
import dev.seaworthy.engine.host.ReadOutcome;
import dev.seaworthy.engine.host.Replica;
import dev.seaworthy.engine.host.ReplicaOptions;
import dev.seaworthy.engine.host.StateMachine;
import dev.seaworthy.engine.host.TransferOutcome;
import dev.seaworthy.node.transport.HostPort;
import dev.seaworthy.node.transport.Identity;
import dev.seaworthy.node.transport.NettyTransport;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One member of a replicated service: a state machine of yours, the log that drives it on this machine's disk, and the
 * other members over the network.
 *
 * <pre>
 *   your threads ── propose, read ──► inbox ──► the loop: Replica ──► futures, by the executor for callbacks
 *   frames, on the same thread ─────────┤         │        │
 *   the disk's threads ── answers ──────┘         ▼        ▼
 *                                            disk, network, your state machine
 * </pre>
 *
 * <p>Outcomes are exact: a proposal is committed, refused (certainly not executed) or unknown, and every future is
 * completed, also when the node stops: a proposal that the replica never heard of is refused as {@link Reason#STOPPED},
 * one whose outcome it cannot say any more is unknown, for the reason {@link Reason#STOPPED} where somebody stopped the
 * node, {@link Reason#HALTED} where it ended by itself. Neither names this node as the leader to turn to.
 *
 * <p>When the replica halts (a disk that fails, a state machine that throws), the node stops by itself, tells its
 * listener, and {@link #status} says why; nothing else in the process is touched.
 *
 * <p>Every method may be called by any thread and returns at once, but for {@link #close} and {@link #stopNow}.
 */
public final class RaftNode implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RaftNode.class);

    private final Member self;
    private final NodeDisk disk;
    private final NettyTransport transport;
    private final Replica replica;
    private final ReplicaLoop loop;
    private final Inbox inbox;
    private final NodeObserver observer;
    private final Callbacks callbacks;
    private final ExecutorService ownCallbacks;
    private final Requests<ProposalOutcome> proposals;
    private final Requests<ReadOutcome> reads;
    private final Requests<ProposalOutcome> changes;
    private final Requests<TransferOutcome> transfers;
    private final Requests<NodeStatus> statuses;
    private final Requests<CapturedState> captures;
    private final StateMachine stateMachine;
    private final long closeNanos;
    private final AtomicBoolean closing = new AtomicBoolean();
    private volatile boolean ended;
    /** As it was when it had stopped; before the replica could say anything, null. */
    private volatile NodeStatus lastStatus;

    /** Says what a node is to be. */
    public static RaftNodeBuilder builder() {
        return new RaftNodeBuilder();
    }

    /**
     * Makes the data directory of a member that has never run: once in its life. A directory that is lost is not made
     * again; what comes in its place is another member, with another disk id.
     *
     * @param directory empty, or not there yet
     * @param clusterId any number, the same for all members of the cluster
     * @param self which node, on which disk: draw the disk's number anew for every directory
     * @param initial the members the cluster begins with, {@code self} among them, the same list for each; or
     *     {@link Configuration#NONE}, which says that this node is to join a running cluster later
     * @throws dev.seaworthy.storage.StoreException where {@code initial} has members and {@code self} is not one of
     *     them; where the directory holds anything, or cannot be written
     */
    public static void format(Path directory, long clusterId, Member self, Configuration initial) {
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(self, "self");
        Objects.requireNonNull(initial, "initial");
        NodeDisk.format(directory, clusterId, self, initial);
    }

    static RaftNode start(RaftNodeBuilder wanted) throws IOException {
        wanted.security.requireCertificateOf(wanted.member.nodeId());
        Inbox inbox = new Inbox(wanted.inboxBytesMax, wanted.announcer);
        NodeDisk disk = new NodeDisk(wanted, inbox::add);
        NettyTransport transport = null;
        try {
            Identity identity = new Identity(wanted.clusterId, wanted.member, wanted.capabilities());
            transport = new NettyTransport(
                    identity, wanted.listen, wanted.advertised, wanted.security, wanted.transport, inbox::addFrame);
            transport.addresses(wanted.addresses);
            RaftNode node = new RaftNode(wanted, disk, transport, inbox);
            node.loop.start();
            return node;
        } catch (IOException | RuntimeException | Error e) {
            if (transport != null) {
                transport.close();
            }
            disk.close();
            throw e;
        }
    }

    private RaftNode(RaftNodeBuilder wanted, NodeDisk disk, NettyTransport transport, Inbox inbox) {
        this.disk = disk;
        this.transport = transport;
        this.inbox = inbox;
        self = wanted.member;
        closeNanos = wanted.closeTimeout.toNanos();
        ownCallbacks = wanted.callbacks == null ? callbackThread(self.nodeId()) : null;
        callbacks = new Callbacks(wanted.callbacks == null ? ownCallbacks : wanted.callbacks);
        observer = new NodeObserver(self.nodeId(), wanted.observer, wanted.listener, callbacks);
        proposals = requests(wanted, this::refused, () -> new ProposalOutcome.Unknown(endReason()));
        changes = requests(wanted, this::refused, () -> new ProposalOutcome.Unknown(endReason()));
        reads = requests(wanted, this::readFailed, () -> readFailed(endReason()));
        transfers = requests(wanted, this::transferFailed, () -> transferFailed(endReason()));
        statuses = requests(wanted, reason -> lastStatus, () -> lastStatus);
        captures = requests(wanted, reason -> null, () -> null);
        stateMachine = wanted.stateMachine;
        CoreOptions core = new CoreOptions(
                self,
                wanted.limits,
                new SecureRandom().nextLong(),
                wanted.electionPriority,
                wanted.leaseClock,
                wanted.capabilities());
        replica = new Replica(
                new ReplicaOptions(core, wanted.snapshotEntries, wanted.logCacheBytesMax),
                new Ports(disk.log(), disk.snapshots(), transport, wanted.stateMachine, observer),
                disk.restored());
        loop = new ReplicaLoop(
                new ReplicaLoop.Parts(
                        "seaworthy-end-" + self.nodeId(), transport.thread(), replica, inbox, observer, callbacks),
                transport::resume,
                this::end);
    }

    private <O> Requests<O> requests(RaftNodeBuilder wanted, Function<Reason, O> refused, Supplier<O> lost) {
        Requests.Ends<O> ends =
                new Requests.Ends<>(() -> refused.apply(Reason.OVERLOADED), () -> refused.apply(Reason.STOPPED), lost);
        return new Requests<>(inbox, callbacks, ends, wanted.requestsMax, wanted.requestBytesMax);
    }

    private ProposalOutcome refused(Reason reason) {
        return new ProposalOutcome.Refused(reason, leaderToAsk(reason));
    }

    private ReadOutcome readFailed(Reason reason) {
        return new ReadOutcome.Failed(reason, leaderToAsk(reason));
    }

    private TransferOutcome transferFailed(Reason reason) {
        return new TransferOutcome.Failed(reason, leaderToAsk(reason));
    }

    private Reason endReason() {
        return observer.halt() == null ? Reason.STOPPED : Reason.HALTED;
    }

    /** Nobody is sent to a node that ends, which may have led until now. */
    private long leaderToAsk(Reason reason) {
        long known = leaderId();
        return reason != Reason.OVERLOADED && known == self.nodeId() ? 0 : known;
    }

    private static ExecutorService callbackThread(long nodeId) {
        return Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "seaworthy-callbacks-" + nodeId);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Which member this is. */
    public Member self() {
        return self;
    }

    /** Where it listens for the others. */
    public HostPort listening() {
        return transport.listening();
    }

    /**
     * Says where every node of the cluster listens, by node id, in the place of what was said before. Nodes that are
     * not among them are only found when they call themselves.
     */
    public void addresses(Map<Long, HostPort> ofNodes) {
        Objects.requireNonNull(ofNodes, "ofNodes");
        transport.addresses(ofNodes);
    }

    /**
     * Who leads, as far as known here; 0 where unknown. No promise: it may have changed by the time this returns. A
     * node that has stopped does not lead.
     */
    public long leaderId() {
        long known = observer.leaderId();
        return ended && known == self.nodeId() ? 0 : known;
    }

    /**
     * Proposes a command to the state machines.
     *
     * @param command not to be changed afterwards
     */
    public CompletableFuture<ProposalOutcome> propose(byte[] command) {
        Objects.requireNonNull(command, "command");
        return proposals.ask(command.length, (it, told) -> it.propose(command, told::accept));
    }

    /** Asks the state machine a question whose answer is linearizable; on any member that knows its leader. */
    public CompletableFuture<ReadOutcome> read(byte[] query) {
        Objects.requireNonNull(query, "query");
        return reads.ask(query.length, (it, told) -> it.read(query, told::accept));
    }

    /** Asks this node's own state machine, whatever its state: the answer may be old. */
    public CompletableFuture<ReadOutcome> readLocal(byte[] query) {
        return readAt(query, 0);
    }

    /** Asks this node's own state machine once it shows the effect of entry {@code minIndex}. */
    public CompletableFuture<ReadOutcome> readAt(byte[] query, long minIndex) {
        Objects.requireNonNull(query, "query");
        return reads.ask(query.length, (it, told) -> it.readAt(query, minIndex, told::accept));
    }

    /** Changes who takes part; {@link ProposalOutcome.Committed} when the target is in force and final. */
    public CompletableFuture<ProposalOutcome> changeMembership(MembershipChange wanted) {
        Objects.requireNonNull(wanted, "wanted");
        return changes.ask(0, (it, told) -> it.changeMembership(wanted, told::accept));
    }

    /**
     * Hands the leadership over.
     *
     * @param nodeId to which voter; 0 for the one that is best placed
     */
    public CompletableFuture<TransferOutcome> transferLeadership(long nodeId) {
        return transfers.ask(0, (it, told) -> it.transferLeadership(nodeId, told::accept));
    }

    /**
     * Captures the state machine as it is here: for a backup. The view is written out by the caller's own thread.
     *
     * @return null where the node has stopped
     */
    public CompletableFuture<CapturedState> capture() {
        return captures.ask(
                0,
                (it, told) -> told.accept(
                        new CapturedState(new EntryId(it.core().term(), it.appliedIndex()), stateMachine.snapshot())));
    }

    /** The node at this moment; after it has stopped, as it was then. */
    public CompletableFuture<NodeStatus> status() {
        return statuses.ask(0, (it, told) -> told.accept(statusNow(true)));
    }

    private NodeStatus statusNow(boolean running) {
        return new NodeStatus(
                replica.core().status(),
                replica.appliedIndex(),
                replica.refusedFrames(),
                proposals.count(),
                reads.count(),
                transport.status(),
                disk.statistics(),
                observer.counted(),
                running,
                observer.halt());
    }

    /**
     * Stops in an orderly way: nothing new is let through, what was proposed is given time for its outcome, a leader
     * hands over, and then everything ends. Returns when it has; later calls wait for the first. Not to be called by a
     * callback, whose outcomes it waits for.
     */
    @Override
    public void close() {
        stop(closeNanos);
    }

    /** Stops at once, as a crash would. Returns when everything has ended. */
    public void stopNow() {
        stop(0);
    }

    private void stop(long patienceNanos) {
        if (loop.isCurrentThread()) {
            throw new IllegalStateException("the replica's own thread cannot wait for its end");
        }
        try {
            if (patienceNanos == 0) {
                loop.stop();
            } else if (closing.compareAndSet(false, true)) {
                proposals.close();
                proposals.awaitNone(patienceNanos / 2);
                handOver(patienceNanos / 2);
                loop.stop();
            }
            loop.join();
        } catch (InterruptedException e) {
            loop.stop();
            Thread.currentThread().interrupt();
        }
    }

    private void handOver(long patienceNanos) throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        boolean taken = inbox.add(it -> {
            if (it.core().role() == RoleName.LEADER) {
                it.transferLeadership(0, outcome -> {
                    LOG.info("node {} hands over before it stops: {}", self.nodeId(), outcome);
                    over.countDown();
                });
            } else {
                over.countDown();
            }
        });
        if (taken && !over.await(patienceNanos, TimeUnit.NANOSECONDS)) {
            LOG.warn("node {} stops as leader: nobody has taken over in time", self.nodeId());
        }
    }

    /** The loop's last act, on a thread that nothing else is done by. */
    private void end() {
        ended = true;
        quietly("ask the replica", () -> lastStatus = statusNow(false));
        inbox.close();
        List.of(proposals, reads, changes, transfers, statuses, captures).forEach(Requests::endAll);
        callbacks.flush();
        quietly("close the network", transport::close);
        quietly("close the disk", disk::close);
        if (ownCallbacks != null) {
            ownCallbacks.shutdown();
        }
        LOG.info("node {} has stopped", self.nodeId());
    }

    /** One trouble at the end must not keep the rest from ending. */
    private void quietly(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            LOG.error("node {} stops and could not {}", self.nodeId(), what, e);
        }
    }
}
