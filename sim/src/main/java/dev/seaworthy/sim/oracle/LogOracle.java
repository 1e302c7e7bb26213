package dev.seaworthy.sim.oracle;

import dev.seaworthy.engine.entry.LogEntry;
import java.util.Arrays;
import java.util.List;

/**
 * Leader Append-Only and Log Matching (§5.3), and the ghost of every replica's log they are checked on.
 *
 * <p>Log Matching is checked entry by entry: entries of equal index and term must have the same predecessor, kind and
 * payload on all nodes. By induction over the index that is the property of the paper.
 */
final class LogOracle {
    static final String LEADER_APPEND_ONLY = "LeaderAppendOnly";
    static final String LOG_MATCHING = "LogMatching";

    private final ViolationSink sink;
    private final EntryTree tree;
    private final NodeLogs logs;
    private final ElectionOracle elections;
    private final boolean[] hasRun;
    private final LongMap newestEntryOfTerm = new LongMap();

    LogOracle(int nodes, EntryTree tree, NodeLogs logs, ElectionOracle elections, ViolationSink sink) {
        this.sink = sink;
        this.tree = tree;
        this.logs = logs;
        this.elections = elections;
        hasRun = new boolean[nodes + 1];
    }

    /** The node's log is what it found on its disk. */
    void started(int node, List<LogEntry> restored) {
        logs.truncate(node, 1);
        for (LogEntry entry : restored) {
            // A log that was there before the first start has no leader that we saw create it.
            place(node, entry, !hasRun[node], "restored");
        }
        hasRun[node] = true;
    }

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

    /** The node has just been elected: from now on its log is that of its term. */
    void elected(int node) {
        newestEntryOfTerm.put(elections.leadingTerm(node), logs.at(node, logs.last(node)));
    }

    /**
     * The newest entry the leader of this term ever had in its log while it led; {@link EntryTree#NONE} where none is
     * known. Its predecessors are the rest of that log.
     */
    int newestEntryOfLeader(long term) {
        return (int) newestEntryOfTerm.get(term);
    }

    private int place(int node, LogEntry entry, boolean mayCreate, String verb) {
        long last = logs.last(node);
        if (entry.index() != last + 1) {
            sink.report(
                    LOG_MATCHING,
                    "n" + node + " " + verb + " index " + entry.index() + " right after index " + last + " of its log");
        }
        int predecessor = logs.at(node, last);
        int id = tree.find(entry.index(), entry.term());
        if (id == EntryTree.NONE) {
            if (!mayCreate) {
                sink.report(
                        LOG_MATCHING,
                        "n" + node + " " + verb + " at index " + entry.index() + " an entry of term " + entry.term()
                                + " that no leader of that term had made");
            }
            id = tree.add(entry, predecessor);
        } else {
            compare(node, id, entry, predecessor, verb);
        }
        logs.append(node, id);
        return id;
    }

    private void compare(int node, int id, LogEntry entry, int predecessor, String verb) {
        LogEntry known = tree.entry(id);
        if (tree.predecessor(id) != predecessor) {
            sink.report(
                    LOG_MATCHING,
                    what(node, verb, entry) + " behind " + tree.describe(predecessor) + "; elsewhere it stands behind "
                            + tree.describe(tree.predecessor(id)));
        }
        if (known.kind() != entry.kind()) {
            sink.report(
                    LOG_MATCHING,
                    what(node, verb, entry) + " as " + entry.kind() + "; elsewhere it is " + known.kind());
        }
        if (!Arrays.equals(known.payload(), entry.payload())) {
            sink.report(LOG_MATCHING, what(node, verb, entry) + " with a payload unlike the one it has elsewhere");
        }
    }

    private static String what(int node, String verb, LogEntry entry) {
        return "n" + node + " " + verb + " the entry of index " + entry.index() + ", term " + entry.term();
    }

    private void reportShortened(int node, long fromIndex, String verb) {
        sink.report(
                LEADER_APPEND_ONLY,
                "n" + node + ", leader of term " + elections.leadingTerm(node) + ", " + verb
                        + " entries of its own log from index " + fromIndex + " of " + logs.last(node) + " on");
    }
}
