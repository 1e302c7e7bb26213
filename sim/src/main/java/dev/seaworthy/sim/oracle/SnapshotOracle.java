package dev.seaworthy.sim.oracle;

import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.SnapshotMeta;
import dev.seaworthy.engine.host.LogStart;
import java.util.ArrayList;
import java.util.List;

/**
 * Snapshots say what they are (§7): of a committed entry, with that entry's own term and the configuration in force
 * there, so that compaction loses none; equal for equal entries; durable before anything stands on them and for as long
 * as anything does; and never older than what they replace.
 */
final class SnapshotOracle {
    static final String SNAPSHOT = "Snapshot";

    private final Ghost ghost;
    private final CommitOracle commits;
    private final ApplyOracle applications;
    /** By index: the number, from 1, of the first snapshot that was saved of it. */
    private final LongMap firstOfIndex = new LongMap();

    private final List<SnapshotMeta> firsts = new ArrayList<>();
    private final SnapshotMeta[] saved;
    private final SnapshotMeta[] received;
    /** What the log in memory stands on; null where nothing. */
    private final SnapshotMeta[] stands;
    /** What was installed and is not known to be on the disk yet; null where nothing is. */
    private final SnapshotMeta[] installing;

    SnapshotOracle(Ghost ghost, CommitOracle commits, ApplyOracle applications) {
        this.ghost = ghost;
        this.commits = commits;
        this.applications = applications;
        saved = new SnapshotMeta[ghost.nodes() + 1];
        received = new SnapshotMeta[ghost.nodes() + 1];
        stands = new SnapshotMeta[ghost.nodes() + 1];
        installing = new SnapshotMeta[ghost.nodes() + 1];
    }

    /**
     * The node starts.
     *
     * @param start where its log begins; null where it was never compacted
     */
    void started(int node, LogStart start) {
        saved[node] = start == null ? null : start.snapshot();
        stands[node] = saved[node];
        received[node] = null;
        installing[node] = null;
        if (start != null) {
            check(node, start.snapshot(), "restored");
        }
    }

    void wiped(int node) {
        started(node, null);
    }

    /** A state the node captured is durable. */
    void saved(int node, SnapshotMeta snapshot) {
        long index = snapshot.last().index();
        if (index > applications.appliedIndex(node)) {
            ghost.report(
                    SNAPSHOT,
                    "n" + node + " saved a snapshot of index " + index + ", but had only applied index "
                            + applications.appliedIndex(node));
        }
        check(node, snapshot, "saved");
        saved[node] = snapshot;
    }

    /** All of a snapshot has arrived at the node. */
    void received(int node, SnapshotMeta snapshot, boolean sound) {
        check(node, snapshot, "received");
        received[node] = sound ? snapshot : null;
    }

    /** The node's log from now on stands on this snapshot. */
    void compacted(int node, SnapshotMeta snapshot) {
        check(node, snapshot, "compacts its log behind");
        if (!snapshot.equals(saved[node]) && !snapshot.equals(received[node])) {
            ghost.report(
                    SNAPSHOT,
                    "n" + node + " compacts its log behind a snapshot of index "
                            + snapshot.last().index() + " that is not durable");
        }
        stands[node] = snapshot;
    }

    /** This snapshot takes the place of the node's whole log. */
    void installed(int node, SnapshotMeta snapshot) {
        long index = snapshot.last().index();
        check(node, snapshot, "installs");
        if (!snapshot.equals(received[node])) {
            ghost.report(
                    SNAPSHOT,
                    "n" + node + " installs a snapshot of index " + index + " that has not arrived whole and sound");
        }
        if (index <= commits.commitIndex(node)) {
            ghost.report(
                    SNAPSHOT,
                    "n" + node + " installs a snapshot of index " + index + ", but has committed up to index "
                            + commits.commitIndex(node) + " itself");
        }
        installing[node] = snapshot;
        stands[node] = snapshot;
    }

    /** The node lets this snapshot go. */
    void dropped(int node, SnapshotMeta snapshot) {
        LogStart start = ghost.disks().start(node);
        boolean onDisk = start != null && start.snapshot().equals(snapshot);
        if (onDisk || snapshot.equals(stands[node])) {
            ghost.report(
                    SNAPSHOT,
                    "n" + node + " drops the snapshot of index "
                            + snapshot.last().index() + " on which its log " + (onDisk ? "on the disk " : "")
                            + "stands");
        }
    }

    /** Something of the node became durable: if it was an install, nothing that conflicts may be left behind it. */
    void durable(int node) {
        SnapshotMeta snapshot = installing[node];
        LogStart start = snapshot == null ? null : ghost.disks().start(node);
        if (start == null || start.snapshot().last().index() < snapshot.last().index()) {
            return;
        }
        installing[node] = null;
        EntryId last = snapshot.last();
        if (!start.base().equals(last)) {
            return;
        }
        long term = ghost.disks().termAt(node, last.index() + 1);
        int next = ghost.tree().find(last.index() + 1, term);
        if (term != 0 && ghost.tree().predecessor(next) != ghost.tree().find(last.index(), last.term())) {
            ghost.report(
                    SNAPSHOT,
                    "n" + node + " installed a snapshot of index " + last.index() + ", but kept an entry of term "
                            + term + " behind it that never followed there");
        }
    }

    /** Whether the snapshot is what it says it is. */
    void check(int node, SnapshotMeta snapshot, String verb) {
        EntryTree tree = ghost.tree();
        EntryId last = snapshot.last();
        int entry = commits.at(last.index());
        if (entry == EntryTree.NONE || tree.term(entry) != last.term()) {
            ghost.report(SNAPSHOT, what(node, verb, last) + ", where " + tree.describe(entry) + " is committed");
            return;
        }
        Electorate electorate = tree.electorate(entry);
        if (snapshot.configurationIndex() != electorate.index()
                || !snapshot.configuration().equals(electorate.configuration())) {
            ghost.report(
                    SNAPSHOT,
                    what(node, verb, last) + " with the configuration of index " + snapshot.configurationIndex() + ", "
                            + snapshot.configuration() + ", where that of index " + electorate.index() + ", "
                            + electorate.configuration() + " is in force");
        }
        if (snapshot.timeNanos() != tree.entry(entry).timeNanos()) {
            ghost.report(
                    SNAPSHOT,
                    what(node, verb, last) + " with cluster time " + snapshot.timeNanos() + " ns, where the entry has "
                            + tree.entry(entry).timeNanos() + " ns");
        }
        long number = firstOfIndex.get(last.index());
        if (number == 0) {
            firsts.add(snapshot);
            firstOfIndex.put(last.index(), firsts.size());
        } else if (!firsts.get((int) number - 1).equals(snapshot)) {
            ghost.report(
                    SNAPSHOT,
                    what(node, verb, last) + " with other bytes than the first one of that index had: "
                            + content(snapshot) + ", not " + content(firsts.get((int) number - 1)));
        }
    }

    private static String content(SnapshotMeta snapshot) {
        return snapshot.bytes() + " bytes of digest " + Long.toHexString(snapshot.digestHigh())
                + Long.toHexString(snapshot.digestLow());
    }

    private static String what(int node, String verb, EntryId last) {
        return "n" + node + " " + verb + " a snapshot of index " + last.index() + ", term " + last.term();
    }
}
