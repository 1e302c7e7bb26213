package dev.seaworthy.bench.node;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.host.ProposalOutcome;
import dev.seaworthy.engine.host.ReadOutcome;
import dev.seaworthy.kv.KvCodec;
import dev.seaworthy.kv.Put;
import dev.seaworthy.kv.members.MemberCodec;
import dev.seaworthy.kv.members.ServedStateMachine;
import dev.seaworthy.node.RaftNode;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A node alone that never makes a snapshot, as a program of its own: so its log is as long as wanted. Prints how many
 * milliseconds after its process began a read was answered.
 */
final class LoneNode {
    private static final Member SELF = new Member(1, 1);
    private static final long CLUSTER = 1;
    private static final int OUTSTANDING = 1024;
    private static final int VALUE_BYTES = 16;

    private LoneNode() {}

    /**
     * Opens a directory, and fills it first where there is none.
     *
     * @param arguments the directory; how many entries its log gets
     */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        if (!Files.exists(directory)) {
            RaftNode.format(directory, CLUSTER, SELF, Configuration.ofVoters(List.of(SELF)));
            try (RaftNode node = start(directory)) {
                fill(node, Integer.parseInt(arguments[1]));
            }
            return;
        }
        try (RaftNode node = start(directory)) {
            read(node);
            long began = ManagementFactory.getRuntimeMXBean().getStartTime();
            System.out.println(System.currentTimeMillis() - began);
        }
    }

    private static RaftNode start(Path directory) throws Exception {
        return RaftNode.builder()
                .identity(CLUSTER, SELF)
                .directory(directory)
                .stateMachine(new ServedStateMachine(changed -> {}))
                .snapshotEntries(Integer.MAX_VALUE)
                .start();
    }

    /** Returns when the node leads and has answered. */
    private static void read(RaftNode node) throws Exception {
        while (!(node.read(MemberCodec.query()).get() instanceof ReadOutcome.Answered)) {
            Thread.onSpinWait();
        }
    }

    /** What is refused does not count: where the disk is slow, a node may have to become leader again on the way. */
    private static void fill(RaftNode node, int entries) throws Exception {
        read(node);
        Semaphore room = new Semaphore(OUTSTANDING);
        AtomicInteger committed = new AtomicInteger();
        for (int i = 0; committed.get() < entries; i++) {
            byte[] key = String.format(Locale.ROOT, "key-%08d", i % Load.KEYS).getBytes(StandardCharsets.US_ASCII);
            room.acquire();
            CompletableFuture<ProposalOutcome> unused = node.propose(
                            KvCodec.encode(new Put(key, new byte[VALUE_BYTES], false)))
                    .whenComplete((outcome, thrown) -> {
                        if (outcome instanceof ProposalOutcome.Committed) {
                            committed.incrementAndGet();
                        }
                        room.release();
                    });
        }
        room.acquire(OUTSTANDING);
    }
}
