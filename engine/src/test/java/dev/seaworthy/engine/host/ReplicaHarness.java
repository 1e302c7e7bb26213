package dev.seaworthy.engine.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.seaworthy.engine.core.Capabilities;
import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.CoreOptions;
import dev.seaworthy.engine.core.DiskCondition;
import dev.seaworthy.engine.core.Effect;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.core.Limits;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.MembershipChange;
import dev.seaworthy.engine.core.Message;
import dev.seaworthy.engine.core.Reason;
import dev.seaworthy.engine.core.SnapshotMeta;
import dev.seaworthy.engine.entry.EntryBatch;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.wire.FrameCodec;
import dev.seaworthy.engine.wire.FrameException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Node 1's replica with its ports in memory, every message it sent, every outcome it told and what an observer saw, in
 * words.
 */
final class ReplicaHarness implements Transport, ReplicaObserver {
    static final Limits LIMITS = new Limits(150, 300, 50, 1000, 10, 4, 2000, 5000, 1500, 10, 2, 100_000);

    final MemoryDisk disk;
    final Ledger ledger = new Ledger();
    final List<Message> sent = new ArrayList<>();
    final List<String> outcomes = new ArrayList<>();
    /** What was captured, restored, applied and refused, and why the replica halted. */
    final List<String> seen = new ArrayList<>();

    final List<DiskCondition> diskConditions = new ArrayList<>();
    final Replica replica;
    long now = 1000;

    private ReplicaHarness(MemoryDisk disk, int nodes, int snapshotEntries, long logCacheBytesMax) {
        this.disk = disk;
        replica = new Replica(
                new ReplicaOptions(CoreOptions.of(member(1), LIMITS, 1), snapshotEntries, logCacheBytesMax),
                new Ports(disk, disk.snapshots, this, ledger, this),
                disk.restored(configuration(nodes)));
        replica.start(now);
    }

    static ReplicaHarness started(int nodes) {
        return restarted(new MemoryDisk(), nodes, 1000);
    }

    static ReplicaHarness restarted(MemoryDisk disk, int nodes, int snapshotEntries) {
        return new ReplicaHarness(disk, nodes, snapshotEntries, 1 << 20);
    }

    /** Keeps nothing of the log in memory that it does not have to. */
    static ReplicaHarness withoutCache(MemoryDisk disk, int nodes, int snapshotEntries) {
        return new ReplicaHarness(disk, nodes, snapshotEntries, 0);
    }

    static Member member(long nodeId) {
        return new Member(nodeId, nodeId);
    }

    /** The leader of a cluster of three in term 1; its first entry is committed. */
    static ReplicaHarness leader() {
        return elected(started(3));
    }

    /** Node 1, a follower so far, elected by node 2; the first entry of its term is committed. */
    static ReplicaHarness elected(ReplicaHarness node) {
        long term = node.replica.core().term();
        node.timeOut();
        node.receive(new Message.PreVoteReply(member(2), member(1), term, true));
        node.run();
        node.sync();
        node.receive(new Message.RequestVoteReply(member(2), member(1), term + 1, true));
        node.run();
        node.sync();
        node.acknowledge(2, node.replica.core().lastEntry().index(), 0);
        node.run();
        node.sent.clear();
        return node;
    }

    private static Configuration configuration(int nodes) {
        List<Member> members = new ArrayList<>();
        for (int i = 1; i <= nodes; i++) {
            members.add(member(i));
        }
        return Configuration.ofVoters(members);
    }

    void run() {
        replica.run(now);
    }

    void timeOut() {
        now = replica.nextDeadlineNanos();
        run();
    }

    /** Everything handed to the disk becomes durable, and the replica gets to know. */
    void sync() {
        disk.sync(replica);
        run();
    }

    /** A single node runs until its disk has nothing more to do. */
    void settle() {
        for (int i = 0; i < 10; i++) {
            sync();
            disk.snapshots.work(replica);
            run();
        }
    }

    void receive(Message message) {
        replica.receive(frame(FrameCodec.encode(message, Capabilities.ALL)));
    }

    /** Another node acknowledges the log up to {@code index}, and reads up to {@code readSequence}. */
    void acknowledge(long from, long index, long readSequence) {
        receive(new Message.AppendEntriesReply(
                member(from), member(1), replica.core().term(), true, index, EntryId.ZERO, readSequence, 0));
    }

    void propose(String command) {
        replica.propose(command.getBytes(UTF_8), outcome -> outcomes.add(command + ": " + inWords(outcome)));
    }

    void read(String query) {
        replica.read(query.getBytes(UTF_8), outcome -> outcomes.add(query + ": " + inWords(outcome)));
    }

    void readAt(String query, long minIndex) {
        replica.readAt(query.getBytes(UTF_8), minIndex, outcome -> outcomes.add(query + ": " + inWords(outcome)));
    }

    /** Wishes nodes 1 to {@code voters} to be all that vote. */
    void change(int voters) {
        MembershipChange change = new MembershipChange(replica.core().configurationIndex(), configuration(voters));
        replica.changeMembership(change, outcome -> outcomes.add("change: " + inWords(outcome)));
    }

    void transfer(long nodeId) {
        replica.transferLeadership(nodeId, outcome -> outcomes.add("transfer: " + inWords(outcome)));
    }

    /** The messages that carry entries, of those sent to a node. */
    List<Message.AppendEntries> carriers(long to) {
        List<Message.AppendEntries> carriers = new ArrayList<>();
        for (Message message : sent) {
            if (message.to().nodeId() == to
                    && message instanceof Message.AppendEntries append
                    && append.entries().count() > 0) {
                carriers.add(append);
            }
        }
        return carriers;
    }

    /** What a sent message carries, one command after the other. */
    static String commands(Message.AppendEntries message) {
        return commands(((EntryBatch) message.entries()).entries());
    }

    static Message append(long from, long term, EntryId prev, long leaderCommit, String commands) {
        List<LogEntry> entries = new ArrayList<>();
        for (int i = 0; i < commands.length(); i++) {
            byte[] payload = commands.substring(i, i + 1).getBytes(UTF_8);
            entries.add(new LogEntry(prev.index() + 1 + i, term, EntryKind.COMMAND, payload));
        }
        return new Message.AppendEntries(
                member(from), member(1), term, prev, leaderCommit, 0, -1, new EntryBatch(List.copyOf(entries)));
    }

    /** The commands a batch writes, one after the other. */
    static String commands(List<LogEntry> entries) {
        StringBuilder commands = new StringBuilder();
        for (LogEntry entry : entries) {
            commands.append(new String(entry.payload(), UTF_8));
        }
        return commands.toString();
    }

    @Override
    public void send(Member to, ByteBuffer[] frame) {
        try {
            sent.add(FrameCodec.decode(frame(frame)).message());
        } catch (FrameException e) {
            throw new IllegalStateException("a frame that cannot be read was sent", e);
        }
    }

    static ByteBuffer frame(ByteBuffer[] parts) {
        int bytes = 0;
        for (ByteBuffer part : parts) {
            bytes += part.remaining();
        }
        ByteBuffer whole = ByteBuffer.allocate(bytes);
        for (ByteBuffer part : parts) {
            whole.put(part.duplicate());
        }
        return whole.flip();
    }

    @Override
    public void onEffect(Effect effect) {
        if (effect instanceof Effect.Halt halt) {
            seen.add("halted, " + halt.code() + ", " + halt.evidence());
        }
    }

    @Override
    public void onSnapshotCaptured(EntryId last) {
        seen.add("captured " + last.index());
    }

    @Override
    public void onRestored(SnapshotMeta snapshot) {
        seen.add("restored " + snapshot.last().index());
    }

    @Override
    public void onApplied(LogEntry entry, byte[] result) {
        seen.add("applied " + entry.index());
    }

    @Override
    public void onDiskCondition(DiskCondition condition) {
        diskConditions.add(condition);
    }

    @Override
    public void onRefused(Reason reason) {
        seen.add("refused " + reason);
    }

    private static String inWords(TransferOutcome outcome) {
        if (outcome instanceof TransferOutcome.HandedOver handedOver) {
            return "handed over to " + handedOver.target().nodeId();
        }
        TransferOutcome.Failed failed = (TransferOutcome.Failed) outcome;
        return "failed, " + failed.reason() + ", leader " + failed.leaderId();
    }

    private static String inWords(ProposalOutcome outcome) {
        if (outcome instanceof ProposalOutcome.Committed committed) {
            return "committed at " + committed.id().index() + ", " + new String(committed.result(), UTF_8);
        }
        if (outcome instanceof ProposalOutcome.Refused refused) {
            String more = refused.detail().isEmpty() ? "" : ": " + refused.detail();
            return "refused, " + refused.reason() + ", leader " + refused.leaderId() + more;
        }
        return "unknown, " + ((ProposalOutcome.Unknown) outcome).reason();
    }

    private static String inWords(ReadOutcome outcome) {
        if (outcome instanceof ReadOutcome.Answered answered) {
            return "answered at " + answered.appliedIndex() + ", " + new String(answered.result(), UTF_8);
        }
        ReadOutcome.Failed failed = (ReadOutcome.Failed) outcome;
        return "failed, " + failed.reason() + ", leader " + failed.leaderId();
    }
}
