package dev.seaworthy.sim.oracle;

import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.core.Message;

/**
 * Persist before send (figure 2: "updated on stable storage before responding to RPCs"): what a message promises is on
 * the sender's disk when it leaves. Judged by what the message means, not by the tokens the engine keeps to achieve it.
 *
 * <p>An acknowledgement up to index i says that the sender's log equals that of the term's leader up to i. While the
 * sender is still in that term, its log in memory is what it means, and the disk is compared with it from where the
 * last comparison ended. A reply that was overtaken by a newer term while it waited for the disk speaks of a log that
 * may be gone from memory; then the log of the leader it answers is what it means. Once the disk itself is in the newer
 * term, the entries were durable and may rightly have been replaced since: the reply is no more than a late one.
 */
final class PromiseOracle {
    static final String PERSIST_BEFORE_SEND = "PersistBeforeSend";

    private final ViolationSink sink;
    private final EntryTree tree;
    private final NodeLogs logs;
    private final ElectionOracle elections;
    private final LogOracle log;
    private final DurableView disks;
    private final long[] verified;

    PromiseOracle(
            EntryTree tree,
            NodeLogs logs,
            ElectionOracle elections,
            LogOracle log,
            DurableView disks,
            ViolationSink sink) {
        this.sink = sink;
        this.tree = tree;
        this.logs = logs;
        this.elections = elections;
        this.log = log;
        this.disks = disks;
        verified = new long[disks.nodes() + 1];
    }

    void started(int node) {
        verified[node] = 0;
    }

    /** The node's log in memory lost its entries from this index (inclusive) on. */
    void truncated(int node, long fromIndex) {
        verified[node] = Math.min(verified[node], fromIndex - 1);
    }

    /** A vote, for itself or another, is leaving the node. */
    void voteSent(int node, long term, long candidate) {
        HardState durable = disks.hardState(node);
        if (durable.term() > term || durable.term() == term && durable.votedFor() == candidate) {
            return;
        }
        sink.report(
                PERSIST_BEFORE_SEND,
                "a vote of n" + node + " for n" + candidate + " in term " + term + " left while its disk held "
                        + describe(durable));
    }

    /** An acknowledgement is leaving the node. */
    void acknowledged(int node, Message.AppendEntriesReply reply) {
        HardState durable = disks.hardState(node);
        if (durable.term() < reply.term()) {
            sink.report(
                    PERSIST_BEFORE_SEND,
                    "n" + node + " acknowledged index " + reply.index() + " in term " + reply.term()
                            + " while its disk held " + describe(durable));
        } else if (elections.term(node) <= reply.term()) {
            checkAgainstOwnLog(node, reply);
        } else if (durable.term() == reply.term()) {
            checkAgainstLeadersLog(node, reply);
        }
    }

    private void checkAgainstOwnLog(int node, Message.AppendEntriesReply reply) {
        if (reply.index() > logs.last(node)) {
            sink.report(
                    PERSIST_BEFORE_SEND,
                    "n" + node + " acknowledged index " + reply.index() + " to n" + reply.to()
                            + ", but its log ends at " + logs.last(node));
            return;
        }
        for (long index = verified[node] + 1; index <= reply.index(); index++) {
            long expected = tree.term(logs.at(node, index));
            if (disks.termAt(node, index) != expected) {
                reportMissing(node, reply, index, expected);
                return;
            }
            verified[node] = index;
        }
    }

    private void checkAgainstLeadersLog(int node, Message.AppendEntriesReply reply) {
        int entry = log.newestEntryOfLeader(reply.term());
        while (tree.index(entry) > reply.index()) {
            entry = tree.predecessor(entry);
        }
        while (tree.index(entry) > verified[node]) {
            if (disks.termAt(node, tree.index(entry)) != tree.term(entry)) {
                reportMissing(node, reply, tree.index(entry), tree.term(entry));
                return;
            }
            entry = tree.predecessor(entry);
        }
    }

    private void reportMissing(int node, Message.AppendEntriesReply reply, long index, long term) {
        long durable = disks.termAt(node, index);
        sink.report(
                PERSIST_BEFORE_SEND,
                "n" + node + " acknowledged index " + reply.index() + " to n" + reply.to() + " in term " + reply.term()
                        + " while its disk held " + (durable == 0 ? "nothing" : "an entry of term " + durable)
                        + " at index " + index + " instead of the entry of term " + term);
    }

    private static String describe(HardState state) {
        return "term " + state.term()
                + (state.votedFor() == HardState.NOBODY ? " and no vote" : " and a vote for n" + state.votedFor());
    }
}
