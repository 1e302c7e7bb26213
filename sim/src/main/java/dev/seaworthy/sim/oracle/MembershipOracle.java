package dev.seaworthy.sim.oracle;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.ConfigurationChange;
import dev.seaworthy.engine.core.MembershipChange;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.ProposalOutcome;
import java.util.ArrayList;
import java.util.List;

/**
 * Configurations follow each other by the rules (§6, thesis §4.1, §4.3): one step at a time, each only after the one
 * before is committed and after the leader has committed in its own term; each step one of at most one voter, into a
 * joint configuration, or out of one; and each one somebody asked for, computed from the configuration it replaces. A
 * leader that a committed configuration has no vote for takes nothing in any more.
 *
 * <p>That elections and commits are decided in the configuration in force is for those who count the votes and the
 * disks.
 */
final class MembershipOracle {
    static final String MEMBERSHIP = "Membership";

    private final Ghost ghost;
    private final ElectionOracle elections;
    private final CommitOracle commits;
    private final List<List<MembershipChange>> asked = new ArrayList<>();
    private final List<List<MembershipChange>> begun = new ArrayList<>();
    private final boolean[] votedOut;
    private final Configuration[] announced;
    private final long[] announcedIndex;

    MembershipOracle(Ghost ghost, ElectionOracle elections, CommitOracle commits) {
        this.ghost = ghost;
        this.elections = elections;
        this.commits = commits;
        votedOut = new boolean[ghost.nodes() + 1];
        announced = new Configuration[ghost.nodes() + 1];
        announcedIndex = new long[ghost.nodes() + 1];
        for (int node = 0; node <= ghost.nodes(); node++) {
            asked.add(new ArrayList<>());
            begun.add(new ArrayList<>());
        }
    }

    /** The node's process is gone, and what was asked of it. */
    void crashed(int node) {
        steppedDown(node);
        announcedIndex[node] = 0;
        asked.get(node).clear();
        begun.get(node).clear();
    }

    /** The node does not lead, or no more. */
    void steppedDown(int node) {
        votedOut[node] = false;
    }

    void asked(int node, MembershipChange change) {
        asked.get(node).add(change);
    }

    void answered(int node, MembershipChange change, ProposalOutcome outcome) {
        boolean wasBegun = !asked.get(node).remove(change) && begun.get(node).remove(change);
        if (outcome instanceof ProposalOutcome.Refused refused && wasBegun) {
            ghost.report(
                    MEMBERSHIP,
                    "n" + node + " refused a change, " + refused.reason().sentence()
                            + ", after it had made an entry of it");
        } else if (outcome instanceof ProposalOutcome.Committed committed) {
            checkReached(node, change, committed);
        }
    }

    private void checkReached(int node, MembershipChange change, ProposalOutcome.Committed committed) {
        long index = committed.id().index();
        Configuration reached = ghost.tree().electorate(commits.at(index)).configuration();
        if (index > commits.last() || !reached.equals(change.target())) {
            ghost.report(
                    MEMBERSHIP,
                    "n" + node + " says that index " + index + " has brought about " + change.target()
                            + ", but committed there is " + reached);
        }
    }

    /** A leader put a configuration into its log. */
    void changed(int node, Electorate before, Electorate after) {
        if (before.index() == 0) {
            checkOpening(node, before, after);
            return;
        }
        long committed = commits.commitIndex(node);
        if (before.index() > committed) {
            ghost.report(
                    MEMBERSHIP,
                    what(node, after) + " while " + before.describe() + " is not committed: its commitIndex is "
                            + committed);
        }
        if (ghost.tree().term(commits.at(committed)) != elections.leadingTerm(node)) {
            ghost.report(
                    MEMBERSHIP,
                    what(node, after) + " before it has committed an entry of its own term "
                            + elections.leadingTerm(node));
        }
        if (before.configuration().isJoint()) {
            if (!after.configuration().equals(ConfigurationChange.left(before.configuration()))) {
                reportStep(node, before, after);
            }
        } else {
            checkAskedFor(node, before, after);
        }
    }

    private void checkOpening(int node, Electorate before, Electorate after) {
        if (!after.configuration().equals(before.configuration())) {
            reportStep(node, before, after);
        }
    }

    private void checkAskedFor(int node, Electorate before, Electorate after) {
        MembershipChange found = null;
        for (MembershipChange change : asked.get(node)) {
            Configuration step = ConfigurationChange.firstStep(before.configuration(), change.target());
            if (step.equals(after.configuration()) && (found == null || change.expectedIndex() == before.index())) {
                found = change;
            }
        }
        if (!isStep(before.configuration(), after.configuration())) {
            reportStep(node, before, after);
        } else if (found == null) {
            ghost.report(MEMBERSHIP, what(node, after) + ", which nobody had asked for");
        } else if (found.expectedIndex() != before.index()) {
            ghost.report(
                    MEMBERSHIP,
                    what(node, after) + ", computed from the configuration of index " + found.expectedIndex() + ", but "
                            + before.describe() + " is in force");
        } else {
            asked.get(node).remove(found);
            begun.get(node).add(found);
        }
    }

    private static boolean isStep(Configuration before, Configuration after) {
        return after.isJoint() ? after.outgoing().equals(before.voters()) : ConfigurationChange.isSimple(before, after);
    }

    /** A leader took an entry in. */
    void tookIn(int node, LogEntry entry) {
        if (votedOut[node]) {
            ghost.report(
                    MEMBERSHIP,
                    "n" + node + " took in index " + entry.index() + " as leader of term "
                            + elections.leadingTerm(node) + ", after it had committed "
                            + ghost.electorate(node).describe() + ", in which it has no vote");
        }
    }

    /** A leader advanced its commitIndex. */
    void committed(int node) {
        Electorate electorate = ghost.electorate(node);
        votedOut[node] = electorate.index() <= commits.commitIndex(node)
                && (electorate.voters() & ghost.roster().bitOn(node)) == 0;
    }

    /**
     * The node says that the configuration of this index is in force. A follower says so before the entry is told,
     * which it then has to hold.
     */
    void activated(int node, long index, Configuration configuration) {
        if (index > ghost.logs().last(node)) {
            announced[node] = configuration;
            announcedIndex[node] = index;
        } else {
            checkActive(node, index, configuration);
        }
    }

    /** An entry was added to the node's log. */
    void appended(int node, LogEntry entry) {
        if (entry.index() == announcedIndex[node]) {
            announcedIndex[node] = 0;
            checkActive(node, entry.index(), announced[node]);
        }
    }

    private void checkActive(int node, long index, Configuration configuration) {
        // An entry that was compacted away is known by what was in force where the log begins.
        long known = Math.max(index, ghost.logs().base(node));
        Electorate electorate = ghost.tree().electorate(ghost.logs().at(node, known));
        boolean beforeAll = index == 0 && configuration.equals(Configuration.NONE);
        if (!beforeAll
                && (electorate.index() != index || !electorate.configuration().equals(configuration))) {
            ghost.report(
                    MEMBERSHIP,
                    "n" + node + " goes by " + configuration + " of index " + index + ", but its log has "
                            + electorate.configuration() + " of index " + electorate.index() + " there");
        }
    }

    private String what(int node, Electorate after) {
        return "n" + node + " put " + after.describe() + " into its log";
    }

    private void reportStep(int node, Electorate before, Electorate after) {
        ghost.report(
                MEMBERSHIP,
                what(node, after) + ", " + after.configuration() + ", which is no step from " + before.describe() + ", "
                        + before.configuration());
    }
}
