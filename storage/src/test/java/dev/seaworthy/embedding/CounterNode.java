package dev.seaworthy.embedding;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.CoreOptions;
import dev.seaworthy.engine.core.Limits;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.MembershipChange;
import dev.seaworthy.engine.core.Status;
import dev.seaworthy.engine.host.Ports;
import dev.seaworthy.engine.host.ProposalOutcome;
import dev.seaworthy.engine.host.ReadOutcome;
import dev.seaworthy.engine.host.Replica;
import dev.seaworthy.engine.host.ReplicaOptions;
import dev.seaworthy.engine.host.Restored;
import dev.seaworthy.engine.host.TransferOutcome;
import dev.seaworthy.engine.session.SessionLimits;
import dev.seaworthy.engine.session.SessionedStateMachine;
import dev.seaworthy.engine.trace.Counters;
import dev.seaworthy.storage.DataDirectory;
import dev.seaworthy.storage.StoreIdentity;
import dev.seaworthy.storage.Verdict;
import dev.seaworthy.storage.thread.ReplicaStorage;
import dev.seaworthy.storage.thread.StorageLimits;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One node of a counter that is replicated for real: a thread, files and sockets around a replica. */
final class CounterNode implements AutoCloseable {
    private final LinkedBlockingQueue<Consumer<Replica>> inbox = new LinkedBlockingQueue<>();
    private final Counters counters = new Counters();
    private final long bootNanos = System.nanoTime();
    private final ReplicaStorage disk;
    private final Verdict verdict;
    private final TcpTransport network;
    private final Replica replica;
    private final Thread loop;
    private volatile boolean stopped;

    private static final long CLUSTER = 7;

    /** Makes the data directory of a member that has never run: once in its life. */
    static void format(Path directory, Member self, Configuration initial) {
        DataDirectory.init(directory, new StoreIdentity(CLUSTER, self), initial);
    }

    /** Starts the member whose directory this is, where it left off. */
    CounterNode(Member self, Path directory, Map<Long, SocketAddress> addresses) throws IOException {
        DataDirectory data = DataDirectory.open(directory, new StoreIdentity(CLUSTER, self));
        verdict = data.verdict();
        Restored restored = data.log().restored();
        disk = new ReplicaStorage(data, inbox::add, StorageLimits.DEFAULT);
        network = new TcpTransport(self.nodeId(), addresses, frame -> inbox.add(it -> it.receive(frame)));

        CoreOptions core = CoreOptions.of(self, Limits.DEFAULT, new SecureRandom().nextLong());
        SessionedStateMachine counter = new SessionedStateMachine(new CounterMachine(), SessionLimits.DEFAULT);
        replica = new Replica(
                new ReplicaOptions(core, 50, 8 << 20), new Ports(disk, disk, network, counter, counters), restored);
        loop = new Thread(this::loop, "counter-" + self.nodeId());
        loop.start();
    }

    private void loop() {
        replica.start(now());
        while (!stopped) {
            try {
                long patience = Math.max(0, replica.nextDeadlineNanos() - now());
                Consumer<Replica> input = inbox.poll(patience, TimeUnit.NANOSECONDS);
                while (input != null) {
                    input.accept(replica);
                    input = inbox.poll();
                }
            } catch (InterruptedException e) {
                return;
            }
            replica.run(now());
        }
    }

    private long now() {
        return System.nanoTime() - bootNanos;
    }

    CompletableFuture<ProposalOutcome> propose(byte[] command) {
        CompletableFuture<ProposalOutcome> outcome = new CompletableFuture<>();
        inbox.add(it -> it.propose(command, outcome::complete));
        return outcome;
    }

    CompletableFuture<ReadOutcome> read(byte[] query) {
        CompletableFuture<ReadOutcome> outcome = new CompletableFuture<>();
        inbox.add(it -> it.read(query, outcome::complete));
        return outcome;
    }

    CompletableFuture<ReadOutcome> readAt(byte[] query, long minIndex) {
        CompletableFuture<ReadOutcome> outcome = new CompletableFuture<>();
        inbox.add(it -> it.readAt(query, minIndex, outcome::complete));
        return outcome;
    }

    CompletableFuture<ProposalOutcome> change(MembershipChange wanted) {
        CompletableFuture<ProposalOutcome> outcome = new CompletableFuture<>();
        inbox.add(it -> it.changeMembership(wanted, outcome::complete));
        return outcome;
    }

    CompletableFuture<TransferOutcome> transfer(long nodeId) {
        CompletableFuture<TransferOutcome> outcome = new CompletableFuture<>();
        inbox.add(it -> it.transferLeadership(nodeId, outcome::complete));
        return outcome;
    }

    /** What the disk had done to the data when the node started. */
    Verdict verdict() {
        return verdict;
    }

    /** What the replica is at the moment. */
    CompletableFuture<Status> status() {
        CompletableFuture<Status> status = new CompletableFuture<>();
        inbox.add(it -> status.complete(it.core().status()));
        return status;
    }

    /** How often it has campaigned since it started. */
    CompletableFuture<Long> electionsStarted() {
        CompletableFuture<Long> number = new CompletableFuture<>();
        inbox.add(it -> number.complete(counters.electionsStarted()));
        return number;
    }

    /** Stops in the middle of whatever it is doing: nobody is told anything. */
    @Override
    public void close() throws IOException {
        stopped = true;
        loop.interrupt();
        network.close();
        try {
            loop.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        disk.close();
    }
}
