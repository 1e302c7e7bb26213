package dev.seaworthy.sim.oracle;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.entry.ConfigurationCodec;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.Restored;
import java.util.List;

/**
 * What is committed is on a majority of disks, and stays there: checked when a leader commits, when a client is told,
 * when a disk removed entries, and when a node came back without some.
 */
final class QuorumOracle {
    static final String DURABLE_ON_QUORUM = "DurableOnQuorum";

    private final ViolationSink sink;
    private final EntryTree tree;
    private final NodeLogs logs;
    private final CommitOracle commits;
    private final DurableView disks;
    private final long[] voters;
    private final long[] outgoing;
    private final long[] truncatedFrom;
    private final long[] committedThen;
    private long votersAtCommit;
    private long outgoingAtCommit;

    QuorumOracle(EntryTree tree, NodeLogs logs, CommitOracle commits, DurableView disks, ViolationSink sink) {
        this.sink = sink;
        this.tree = tree;
        this.logs = logs;
        this.commits = commits;
        this.disks = disks;
        voters = new long[disks.nodes() + 1];
        outgoing = new long[disks.nodes() + 1];
        truncatedFrom = new long[disks.nodes() + 1];
        committedThen = new long[disks.nodes() + 1];
    }

    void started(int node, Restored restored) {
        configurationActivated(node, restored.configuration());
        List<LogEntry> entries = restored.entries();
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (entries.get(i).kind() == EntryKind.CONFIGURATION) {
                configurationActivated(
                        node, ConfigurationCodec.decode(entries.get(i).payload()));
                break;
            }
        }
        checkAll(entries.size() + 1L, commits.last(), "after n" + node + " restarted");
    }

    void configurationActivated(int node, Configuration configuration) {
        voters[node] = mask(configuration.voters());
        outgoing[node] = mask(configuration.outgoing());
    }

    /** The node's log in memory lost its entries from this index (inclusive) on; its disk will follow. */
    void truncated(int node, long fromIndex) {
        boolean pending = truncatedFrom[node] != 0;
        truncatedFrom[node] = pending ? Math.min(truncatedFrom[node], fromIndex) : fromIndex;
        committedThen[node] = commits.last();
    }

    /** Something of the node became durable. */
    void durable(int node) {
        long from = truncatedFrom[node];
        if (from == 0) {
            return;
        }
        checkAll(from, committedThen[node], "after n" + node + " removed entries from index " + from + " on");
        if (disks.termAt(node, from) == tree.term(logs.at(node, from))) {
            truncatedFrom[node] = 0;
        }
    }

    /** The node, a leader unless something is badly wrong, says that everything up to this index is committed. */
    void committed(int node, long index) {
        votersAtCommit = voters[node];
        outgoingAtCommit = outgoing[node];
        long term = tree.term(commits.at(index));
        if (!isOnQuorum(index, term)) {
            reportMissing(index, term, "when n" + node + " committed it");
        }
    }

    /** A client is about to learn that this entry is committed. */
    void acknowledged(long index, long term) {
        int committed = commits.at(index);
        if (committed == EntryTree.NONE || tree.term(committed) != term) {
            sink.report(
                    DURABLE_ON_QUORUM,
                    "a client was told that the entry of term " + term + " at index " + index + " is committed, where "
                            + tree.describe(committed) + " is");
        } else if (!isOnQuorum(index, term)) {
            reportMissing(index, term, "when a client was told it is committed");
        }
    }

    private void checkAll(long from, long to, String when) {
        for (long index = from; index <= to; index++) {
            long term = tree.term(commits.at(index));
            if (!isOnQuorum(index, term)) {
                reportMissing(index, term, when);
                return;
            }
        }
    }

    private boolean isOnQuorum(long index, long term) {
        long holders = 0;
        for (int node = 1; node <= disks.nodes(); node++) {
            if (disks.termAt(node, index) == term) {
                holders |= 1L << node;
            }
        }
        return isMajority(holders, votersAtCommit) && (outgoingAtCommit == 0 || isMajority(holders, outgoingAtCommit));
    }

    private static boolean isMajority(long holders, long members) {
        return 2 * Long.bitCount(holders & members) > Long.bitCount(members);
    }

    private void reportMissing(long index, long term, String when) {
        StringBuilder holders = new StringBuilder();
        for (int node = 1; node <= disks.nodes(); node++) {
            if (disks.termAt(node, index) == term) {
                holders.append(holders.length() == 0 ? "n" : ", n").append(node);
            }
        }
        sink.report(
                DURABLE_ON_QUORUM,
                "the committed entry of index " + index + ", term " + term + " was on "
                        + (holders.length() == 0 ? "no disk" : "the disks of " + holders + " only") + " " + when);
    }

    private static long mask(List<Member> members) {
        long mask = 0;
        for (int i = 0; i < members.size(); i++) {
            mask |= 1L << members.get(i).nodeId();
        }
        return mask;
    }
}
