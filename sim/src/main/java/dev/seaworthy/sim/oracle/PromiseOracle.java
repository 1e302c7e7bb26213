package dev.seaworthy.sim.oracle;

import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.core.Member;
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
 *
 * <p>A snapshot on the disk is as good as the entries it covers.
 */
final class PromiseOracle {
    static final String PERSIST_BEFORE_SEND = "PersistBeforeSend";

    private final Ghost ghost;
    private final EntryTree tree;
    private final NodeLogs logs;
    private final ElectionOracle elections;
    private final LogOracle log;
    private final CommitOracle commits;
    private final long[] verified;

    PromiseOracle(Ghost ghost, ElectionOracle elections, LogOracle log, CommitOracle commits) {
        this.ghost = ghost;
        this.tree = ghost.tree();
        this.logs = ghost.logs();
        this.elections = elections;
        this.log = log;
        this.commits = commits;
        verified = new long[ghost.nodes() + 1];
    }

    void started(int node) {
        verified[node] = 0;
    }

    /** The node's log in memory lost its entries from this index (inclusive) on. */
    void truncated(int node, long fromIndex) {
        verified[node] = Math.min(verified[node], fromIndex - 1);
    }

    /** A vote, for itself or another, is leaving the node. */
    void voteSent(int node, long term, Member candidate) {
        HardState durable = ghost.disks().hardState(node);
        if (durable.term() > term || durable.term() == term && candidate.equals(durable.votedFor())) {
            return;
        }
        ghost.report(
                PERSIST_BEFORE_SEND,
                "a vote of n" + node + " for " + ghost.roster().name(candidate) + " in term " + term
                        + " left while its disk held " + describe(durable));
    }

    /** The node says that its log, durably, holds everything that a snapshot covers. */
    void installed(int node, Message.InstallSnapshotReply reply) {
        HardState durable = ghost.disks().hardState(node);
        if (durable.term() < reply.term()) {
            ghost.report(
                    PERSIST_BEFORE_SEND,
                    "n" + node + " said in term " + reply.term() + " that it has the snapshot of index "
                            + reply.last().index() + " while its disk held " + describe(durable));
        } else if (!ghost.holds(node, reply.last().index(), reply.last().term())) {
            ghost.report(
                    PERSIST_BEFORE_SEND,
                    "n" + node + " said that it has the snapshot of index "
                            + reply.last().index() + ", but its disk has neither that nor the entries");
        }
    }

    /** An acknowledgement is leaving the node. */
    void acknowledged(int node, Message.AppendEntriesReply reply) {
        HardState durable = ghost.disks().hardState(node);
        if (durable.term() < reply.term()) {
            ghost.report(
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
            ghost.report(
                    PERSIST_BEFORE_SEND,
                    "n" + node + " acknowledged index " + reply.index() + " to "
                            + ghost.roster().name(reply.to()) + ", but its log ends at " + logs.last(node));
            return;
        }
        long base = logs.base(node);
        if (reply.index() < base) {
            // Of what was compacted away, only the committed entry at the index itself is known.
            check(node, reply, reply.index(), commits.at(reply.index()));
            return;
        }
        for (long index = Math.max(verified[node] + 1, base); index <= reply.index(); index++) {
            if (!check(node, reply, index, logs.at(node, index))) {
                return;
            }
            verified[node] = index;
        }
    }

    private boolean check(int node, Message.AppendEntriesReply reply, long index, int expected) {
        boolean holds = index == 0 || ghost.holds(node, index, tree.term(expected));
        if (!holds) {
            reportMissing(node, reply, index, tree.term(expected));
        }
        return holds;
    }

    private void checkAgainstLeadersLog(int node, Message.AppendEntriesReply reply) {
        int entry = log.newestEntryOfLeader(reply.term());
        while (tree.index(entry) > reply.index()) {
            entry = tree.predecessor(entry);
        }
        while (tree.index(entry) > verified[node]) {
            if (!check(node, reply, tree.index(entry), entry)) {
                return;
            }
            entry = tree.predecessor(entry);
        }
    }

    private void reportMissing(int node, Message.AppendEntriesReply reply, long index, long term) {
        long durable = ghost.disks().termAt(node, index);
        ghost.report(
                PERSIST_BEFORE_SEND,
                "n" + node + " acknowledged index " + reply.index() + " to "
                        + ghost.roster().name(reply.to()) + " in term " + reply.term()
                        + " while its disk held " + (durable == 0 ? "nothing" : "an entry of term " + durable)
                        + " at index " + index + " instead of the entry of term " + term);
    }

    private String describe(HardState state) {
        return "term " + state.term()
                + (state.votedFor() == null
                        ? " and no vote"
                        : " and a vote for " + ghost.roster().name(state.votedFor()));
    }
}
