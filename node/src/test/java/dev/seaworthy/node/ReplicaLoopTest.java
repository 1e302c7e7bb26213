package dev.seaworthy.node;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.Capabilities;
import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.CoreOptions;
import dev.seaworthy.engine.core.Limits;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.host.Ports;
import dev.seaworthy.engine.host.Replica;
import dev.seaworthy.engine.host.ReplicaObserver;
import dev.seaworthy.engine.host.ReplicaOptions;
import io.netty.util.concurrent.DefaultEventExecutor;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How the loop shares its thread. */
@Timeout(60)
class ReplicaLoopTest {
    private static final Member SELF = new Member(1, 10);

    @TempDir
    Path home;

    @Test
    void aBurstOfInputsLetsOthersHaveTheThreadInBetween() throws Exception {
        int burst = 10_000;
        Path data = home.resolve("data");
        NodeDisk.format(data, 42, SELF, Configuration.ofVoters(List.of(SELF)));
        Inbox inbox = new Inbox(1 << 20, Runnable::run);
        DefaultEventExecutor thread = new DefaultEventExecutor();
        try (NodeDisk disk = new NodeDisk(RaftNode.builder().directory(data).identity(42, SELF), inbox::add)) {
            ReplicaLoop loop = loop(disk, inbox, thread);
            AtomicInteger handled = new AtomicInteger();
            for (int i = 0; i < burst; i++) {
                inbox.add(replica -> handled.incrementAndGet());
            }
            CompletableFuture<Integer> whenOthersHaveIt = new CompletableFuture<>();
            thread.execute(() -> {
                // Nothing else of all this has been begun by now.
                loop.start();
                thread.execute(() -> whenOthersHaveIt.complete(handled.get()));
            });
            int by = whenOthersHaveIt.get();
            assertTrue(by > 0 && by < burst, "after " + by + " inputs");
            Patience.until(() -> handled.get() == burst);
            loop.stop();
            loop.join();
        } finally {
            thread.shutdownGracefully().await();
        }
    }

    private static ReplicaLoop loop(NodeDisk disk, Inbox inbox, DefaultEventExecutor thread) {
        Callbacks callbacks = new Callbacks(Runnable::run);
        NodeObserver observer = new NodeObserver(SELF.nodeId(), ReplicaObserver.NONE, NodeListener.NONE, callbacks);
        CoreOptions core = new CoreOptions(SELF, Limits.DEFAULT, 1, 0, null, Capabilities.ALL);
        Replica replica = new Replica(
                new ReplicaOptions(core, 1_000, 1 << 20),
                new Ports(disk.log(), disk.snapshots(), (to, frame) -> {}, new CounterMachine(), observer),
                disk.restored());
        return new ReplicaLoop(
                new ReplicaLoop.Parts("the end", thread, replica, inbox, observer, callbacks), () -> {}, () -> {});
    }
}
