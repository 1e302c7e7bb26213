package dev.seaworthy.sim.oracle;

import dev.seaworthy.engine.core.Effect;
import dev.seaworthy.engine.core.HaltCode;
import dev.seaworthy.engine.core.Message;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.Restored;

/**
 * All safety oracles of one run, behind one door. The simulation tells it everything in the order in which it happens;
 * after the first violation it listens no more.
 *
 * <p>What it expects of its caller: an effect is told before it is carried out, and the entries of an
 * {@link Effect.AppendLog} before the effects that follow it; a {@link Effect.ChangeRole} is told before the entries
 * the new leader appends.
 *
 * <p>Not thread safe.
 */
public final class Oracles {
    static final String HALT = "Halt";
    static final String PEER_CONTRACT = "PeerContract";

    private final FirstViolation sink;
    private final EntryTree tree = new EntryTree();
    private final NodeLogs logs;
    private final ElectionOracle elections;
    private final LogOracle log;
    private final CommitOracle commits;
    private final ApplyOracle applications;
    private final VoteOracle votes;
    private final PromiseOracle promises;
    private final QuorumOracle quorums;
    private final ReadOracle reads;
    private final SessionOracle sessions;
    private final DurableView disks;
    private final EffectWatch effects = new EffectWatch();
    private final MessageWatch messages = new MessageWatch();

    /** Oracles for a cluster whose nodes have not started yet. */
    public Oracles(DurableView disks, ViolationSink sink) {
        int nodes = disks.nodes();
        this.disks = disks;
        this.sink = new FirstViolation(sink);
        logs = new NodeLogs(nodes);
        elections = new ElectionOracle(nodes, this.sink);
        log = new LogOracle(nodes, tree, logs, elections, this.sink);
        commits = new CommitOracle(nodes, tree, logs, elections, this.sink);
        applications = new ApplyOracle(nodes, tree, commits, this.sink);
        votes = new VoteOracle(nodes, this.sink);
        promises = new PromiseOracle(tree, logs, elections, log, disks, this.sink);
        quorums = new QuorumOracle(tree, logs, commits, disks, this.sink);
        reads = new ReadOracle(commits, this.sink);
        sessions = new SessionOracle(this.sink);
    }

    /** The node's process starts, for the first time or again, with what it found on its disk. */
    public void onStarted(int node, Restored restored) {
        if (sink.reported()) {
            return;
        }
        long checkpoint =
                restored.checkpoint() == null ? 0 : restored.checkpoint().last().index();
        elections.started(node, restored.hardState().term());
        log.started(node, restored.entries());
        votes.durable(node, restored.hardState());
        promises.started(node);
        commits.started(
                node,
                checkpoint,
                checkpoint == 0 ? 0 : restored.checkpoint().last().term());
        applications.started(node, checkpoint);
        quorums.started(node, restored);
    }

    /** The node's process died. */
    public void onCrashed(int node) {
        elections.crashed(node);
    }

    /** The node's core emitted an effect, which is about to be carried out. */
    public void onEffect(int node, Effect effect) {
        if (!sink.reported()) {
            effects.node = node;
            effect.applyTo(effects);
        }
    }

    /** An entry was added to the node's log, in memory. */
    public void onAppended(int node, LogEntry entry) {
        if (sink.reported()) {
            return;
        }
        if (entry.index() <= logs.last(node)) {
            promises.truncated(node, entry.index());
            quorums.truncated(node, entry.index());
        }
        log.appended(node, entry);
    }

    /** A message leaves the node now. */
    public void onSent(int node, Message message) {
        if (!sink.reported()) {
            messages.node = node;
            message.deliverTo(messages);
        }
    }

    /**
     * The node applied a committed entry.
     *
     * @param result the state machine's answer; null where the entry is not a command
     * @param digestHigh upper half of the digest of the state after it
     * @param digestLow lower half of that digest
     * @return whether it is the first application of this index on any node
     */
    public boolean onApplied(int node, LogEntry entry, byte[] result, long digestHigh, long digestLow) {
        return !sink.reported() && applications.applied(node, entry, result, digestHigh, digestLow);
    }

    /**
     * The entry at this index, applied for the first time, executed this command of a session; not told of entries that
     * repeat one.
     */
    public void onExecuted(long index, long clientId, long sequence) {
        if (!sink.reported()) {
            sessions.executed(index, clientId, sequence);
        }
    }

    /** A write of the node became durable. */
    public void onDurable(int node) {
        if (!sink.reported()) {
            votes.durable(node, disks.hardState(node));
            quorums.durable(node);
        }
    }

    /**
     * A client asks a linearizable read, for the first or another time. Clients and their operations are numbered
     * upwards from 0.
     */
    public void readInvoked(int client, long operation) {
        reads.invoked(client, operation);
    }

    /** The node answers a linearizable read from a state that has applied the log up to {@code appliedIndex}. */
    public void readServed(int node, int client, long operation, long appliedIndex) {
        if (!sink.reported()) {
            reads.served(node, client, operation, appliedIndex);
        }
    }

    /** A client is told that the entry of this index and term is committed. */
    public void acknowledged(long index, long term) {
        if (!sink.reported()) {
            quorums.acknowledged(index, term);
        }
    }

    /** The highest index any replica has committed. */
    public long committedIndex() {
        return commits.last();
    }

    /** How many elections were won. */
    public long elections() {
        return elections.elections();
    }

    /** A node that is up and leads, of the newest such term; 0 where there is none. */
    public int leader() {
        int leader = 0;
        for (int node = 1; node <= disks.nodes(); node++) {
            if (elections.leadingTerm(node) > (leader == 0 ? 0 : elections.leadingTerm(leader))) {
                leader = node;
            }
        }
        return leader;
    }

    private final class EffectWatch implements Effect.Handler {
        private int node;

        @Override
        public void saveHardState(Effect.SaveHardState effect) {
            // Term and vote are judged when they are durable, and when a message speaks of them.
        }

        @Override
        public void truncateLog(Effect.TruncateLog effect) {
            promises.truncated(node, effect.fromIndex());
            quorums.truncated(node, effect.fromIndex());
            log.truncated(node, effect.fromIndex());
        }

        @Override
        public void advanceCommit(Effect.AdvanceCommit effect) {
            long before = commits.last();
            commits.advanced(node, effect.commitIndex());
            boolean decides = elections.leadingTerm(node) != 0 || commits.last() > before;
            if (decides && !sink.reported()) {
                quorums.committed(node, effect.commitIndex());
            }
        }

        @Override
        public void changeRole(Effect.ChangeRole effect) {
            if (elections.roleChanged(node, effect) && !sink.reported()) {
                log.elected(node);
                commits.elected(node, effect.term());
            }
        }

        @Override
        public void activateConfiguration(Effect.ActivateConfiguration effect) {
            quorums.configurationActivated(node, effect.configuration());
        }

        @Override
        public void appendLog(Effect.AppendLog effect) {
            // The entries themselves come by onAppended.
        }

        @Override
        public void send(Effect.Send effect) {
            // A message is judged when it leaves: onSent.
        }

        @Override
        public void sendEntries(Effect.SendEntries effect) {
            // As any message.
        }

        @Override
        public void readReady(Effect.ReadReady effect) {
            // A read is judged when it is answered: readServed.
        }

        @Override
        public void readFailed(Effect.ReadFailed effect) {
            // Nothing was promised.
        }

        @Override
        public void ignore(Effect.Ignore effect) {
            switch (effect.reason()) {
                // Whoever sent this is one of ours, and a replica of ours never says such a thing.
                case SECOND_LEADER, IMPOSSIBLE_INDEX, CONTRADICTS_COMMIT ->
                    sink.report(
                            PEER_CONTRACT,
                            "n" + node + " got a " + effect.message().getClass().getSimpleName() + " from n"
                                    + effect.message().from() + " in term "
                                    + effect.message().term() + " that cannot be: "
                                    + effect.reason().sentence());
                default -> {
                    // Late and repeated messages are what a network brings.
                }
            }
        }

        @Override
        public void halt(Effect.Halt effect) {
            // A disk may fail, and a replica that then stops has done the right thing.
            if (effect.code() != HaltCode.STORAGE_FAILED) {
                sink.report(HALT, "n" + node + " halted, " + effect.code() + ": " + effect.evidence());
            }
        }
    }

    private final class MessageWatch implements Message.Handler {
        private int node;

        @Override
        public void onRequestVote(Message.RequestVote message) {
            promises.voteSent(node, message.term(), node);
            votes.voted(node, message.term(), node);
        }

        @Override
        public void onRequestVoteReply(Message.RequestVoteReply message) {
            if (message.granted()) {
                promises.voteSent(node, message.term(), message.to());
                votes.voted(node, message.term(), message.to());
            }
        }

        @Override
        public void onAppendEntriesReply(Message.AppendEntriesReply message) {
            if (message.success()) {
                promises.acknowledged(node, message);
            }
        }

        @Override
        public void onPreVote(Message.PreVote message) {
            // Promises nothing.
        }

        @Override
        public void onPreVoteReply(Message.PreVoteReply message) {
            // Promises nothing.
        }

        @Override
        public void onAppendEntries(Message.AppendEntries message) {
            // What it carries is checked where it is appended.
        }
    }
}
