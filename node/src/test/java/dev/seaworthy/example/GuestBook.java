package dev.seaworthy.example;

import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.host.ProposalOutcome;
import dev.seaworthy.engine.host.ReadOutcome;
import dev.seaworthy.engine.host.SnapshotView;
import dev.seaworthy.engine.host.StateMachine;
import dev.seaworthy.node.RaftNode;
import dev.seaworthy.node.transport.HostPort;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A guest book kept by a cluster: a command is a name, one line, answered by its number or 0; a query, by all names.
 */
final class GuestBook implements StateMachine {
    static final long CLUSTER = 2026;

    private final List<String> names = new ArrayList<>();
    private long lastApplied;

    /** One node that keeps the book; its directory was made by {@link RaftNode#format}. */
    static RaftNode open(Member self, Path directory, HostPort listen, Map<Long, HostPort> others) throws IOException {
        return RaftNode.builder()
                .identity(CLUSTER, self)
                .directory(directory)
                .stateMachine(new GuestBook())
                .listen(listen)
                .addresses(others)
                .start();
    }

    /** Enters a name, and says what came of it. */
    static CompletableFuture<String> sign(RaftNode node, String name) {
        return node.propose(name.getBytes(StandardCharsets.UTF_8)).thenApply(outcome -> {
            if (outcome instanceof ProposalOutcome.Committed committed) {
                return name + " is number " + text(committed.result());
            } else if (outcome instanceof ProposalOutcome.Refused refused) {
                return name + " is not entered: " + refused.sentence()
                        + (refused.leaderId() == 0 ? "" : "; node " + refused.leaderId() + " leads");
            }
            return name + " may be entered or not: look before you sign again";
        });
    }

    /** All names, none missing that anybody was told is entered; nothing where this node knows of no leader. */
    static CompletableFuture<List<String>> names(RaftNode node) {
        return node.read(new byte[0])
                .thenApply(outcome -> outcome instanceof ReadOutcome.Answered answered
                        ? text(answered.result()).lines().toList()
                        : List.of());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public byte[] apply(long index, long timeNanos, byte[] command) {
        lastApplied = index;
        String name = text(command);
        boolean entered = name.lines().toList().equals(List.of(name)) && names.add(name);
        return Integer.toString(entered ? names.size() : 0).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] query(byte[] query) {
        return String.join("\n", names).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public SnapshotView snapshot() {
        long upTo = lastApplied;
        String all = String.join("\n", names);
        return out -> {
            new DataOutputStream(out).writeLong(upTo);
            out.write(all.getBytes(StandardCharsets.UTF_8));
        };
    }

    @Override
    public void restore(InputStream in) throws IOException {
        lastApplied = new DataInputStream(in).readLong();
        names.clear();
        names.addAll(text(in.readAllBytes()).lines().toList());
    }

    @Override
    public long lastApplied() {
        return lastApplied;
    }
}
