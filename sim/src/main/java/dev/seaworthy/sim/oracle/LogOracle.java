package dev.seaworthy.sim.oracle;

import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.SnapshotMeta;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.Restored;
import java.util.Arrays;

/**
 * Leader Append-Only and Log Matching (§5.3), cluster time along the log, and the ghost of every replica's log they are
 * checked on.
 *
 * <p>Log Matching is checked entry by entry: entries of equal index and term must have the same predecessor, kind, time
 * and payload on all nodes; for the first entry behind a compacted part, the predecessor is the last one that is gone.
 * By induction over the index that is the property of the paper.
 */
final class LogOracle {
    static final String LEADER_APPEND_ONLY = "LeaderAppendOnly";
    static final String LOG_MATCHING = "LogMatching";
    static final String CLUSTER_TIME = "ClusterTime";

    private final Ghost ghost;
    private final EntryTree tree;
    private final NodeLogs logs;
    private final ElectionOracle elections;
    private final boolean[] hasRun;
    private final LongMap newestEntryOfTerm = new LongMap();

    LogOracle(Ghost ghost, ElectionOracle elections) {
        this.ghost = ghost;
        this.tree = ghost.tree();
        this.logs = ghost.logs();
        this.elections = elections;
        hasRun = new boolean[ghost.nodes() + 1];
    }

    /** The node's log is what it found on its disk. */
    void started(int node, Restored restored) {
        stand(node, restored.base(), "restored");
        for (LogEntry entry : restored.entries()) {
            // A log that was there before the first start has no leader that we saw create it.
            place(node, entry, !hasRun[node], "restored");
        }
        hasRun[node] = true;
    }

    /** An entry came behind those the log has before its index. */
    void appended(int node, LogEntry entry) {
        boolean leads = elections.leadingTerm(node) != 0;
        if (entry.index() <= logs.last(node)) {
            if (leads) {
                reportShortened(node, entry.index(), "replaced");
            }
            logs.truncate(node, entry.index());
        }
        int id = place(node, entry, elections.leadingTerm(node) == entry.term(), "appended");
        if (leads) {
            newestEntryOfTerm.put(elections.leadingTerm(node), id);
        }
    }

    void truncated(int node, long fromIndex) {
        if (elections.leadingTerm(node) != 0 && fromIndex <= logs.last(node)) {
            reportShortened(node, fromIndex, "removed");
        }
        logs.truncate(node, fromIndex);
    }

    /** The node's log loses its beginning, up to and including {@code base}, which a snapshot covers. */
    void compacted(int node, EntryId base, long covered) {
        if (base.index() > covered || base.index() < logs.base(node)) {
            ghost.report(
                    LOG_MATCHING,
                    "n" + node + " lets its log begin after index " + base.index() + ", where it began after index "
                            + logs.base(node) + " and its snapshot covers index " + covered);
        } else if (base.index() != 0 && tree.term(logs.at(node, base.index())) != base.term()) {
            ghost.report(
                    LOG_MATCHING,
                    "n" + node + " lets its log begin after the entry of term " + base.term() + " at index "
                            + base.index() + ", where it has " + tree.describe(logs.at(node, base.index())));
        } else {
            logs.compact(node, base.index());
        }
    }

    /** A snapshot takes the place of the node's whole log. */
    void installed(int node, SnapshotMeta snapshot) {
        if (elections.leadingTerm(node) != 0) {
            ghost.report(
                    LEADER_APPEND_ONLY,
                    "n" + node + ", leader of term " + elections.leadingTerm(node)
                            + ", replaced its own log by a snapshot of index "
                            + snapshot.last().index());
        }
        stand(node, snapshot.last(), "installed");
    }

    /** The node has just been elected: from now on its log is that of its term. */
    void elected(int node) {
        newestEntryOfTerm.put(elections.leadingTerm(node), logs.newest(node));
    }

    /**
     * The newest entry the leader of this term ever had in its log while it led; {@link EntryTree#NONE} where none is
     * known. Its predecessors are the rest of that log.
     */
    int newestEntryOfLeader(long term) {
        return (int) newestEntryOfTerm.get(term);
    }

    private void stand(int node, EntryId base, String verb) {
        int id = tree.find(base.index(), base.term());
        if (id == EntryTree.NONE && base.index() != 0) {
            ghost.report(
                    LOG_MATCHING,
                    "n" + node + " " + verb + " a log that begins after the entry of index " + base.index() + ", term "
                            + base.term() + ", which was never in any log");
        }
        logs.restart(node, base.index(), id);
    }

    private int place(int node, LogEntry entry, boolean mayCreate, String verb) {
        long last = logs.last(node);
        if (entry.index() != last + 1) {
            ghost.report(
                    LOG_MATCHING,
                    "n" + node + " " + verb + " index " + entry.index() + " right after index " + last + " of its log");
        }
        int predecessor = logs.newest(node);
        int id = tree.find(entry.index(), entry.term());
        if (id == EntryTree.NONE) {
            if (!mayCreate) {
                ghost.report(
                        LOG_MATCHING,
                        "n" + node + " " + verb + " at index " + entry.index() + " an entry of term " + entry.term()
                                + " that no leader of that term had made");
            }
            checkTime(node, entry, predecessor);
            id = tree.add(entry, predecessor);
        } else {
            compare(node, id, entry, predecessor, verb);
        }
        logs.append(node, id);
        return id;
    }

    private void checkTime(int node, LogEntry entry, int predecessor) {
        if (predecessor != EntryTree.NONE
                && entry.timeNanos() < tree.entry(predecessor).timeNanos()) {
            ghost.report(
                    CLUSTER_TIME,
                    "n" + node + " stamped the entry of index " + entry.index() + " with cluster time "
                            + entry.timeNanos() + " ns, behind one of "
                            + tree.entry(predecessor).timeNanos() + " ns");
        }
    }

    private void compare(int node, int id, LogEntry entry, int predecessor, String verb) {
        LogEntry known = tree.entry(id);
        if (tree.predecessor(id) != predecessor) {
            ghost.report(
                    LOG_MATCHING,
                    what(node, verb, entry) + " behind " + tree.describe(predecessor) + "; elsewhere it stands behind "
                            + tree.describe(tree.predecessor(id)));
        }
        if (known.kind() != entry.kind()) {
            ghost.report(
                    LOG_MATCHING,
                    what(node, verb, entry) + " as " + entry.kind() + "; elsewhere it is " + known.kind());
        }
        if (known.timeNanos() != entry.timeNanos()) {
            ghost.report(
                    LOG_MATCHING,
                    what(node, verb, entry) + " with cluster time " + entry.timeNanos() + " ns; elsewhere it has "
                            + known.timeNanos() + " ns");
        }
        if (!Arrays.equals(known.payload(), entry.payload())) {
            ghost.report(LOG_MATCHING, what(node, verb, entry) + " with a payload unlike the one it has elsewhere");
        }
    }

    private static String what(int node, String verb, LogEntry entry) {
        return "n" + node + " " + verb + " the entry of index " + entry.index() + ", term " + entry.term();
    }

    private void reportShortened(int node, long fromIndex, String verb) {
        ghost.report(
                LEADER_APPEND_ONLY,
                "n" + node + ", leader of term " + elections.leadingTerm(node) + ", " + verb
                        + " entries of its own log from index " + fromIndex + " of " + logs.last(node) + " on");
    }
}
