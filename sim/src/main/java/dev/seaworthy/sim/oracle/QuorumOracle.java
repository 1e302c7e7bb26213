package dev.seaworthy.sim.oracle;

/**
 * What is committed is on the disks of a quorum, in the log or covered by a snapshot, and stays there: checked when a
 * leader commits, when a client is told, when a disk removed entries, and when a node came back without some.
 *
 * <p>Quorums are counted in the configuration that decided, by member: a node's new disk does not count for its old
 * one, and while the configuration is joint both halves must hold the entry. What the world itself took from a disk
 * still counts for it; but not in a decision of a leader that has heard of the loss.
 */
final class QuorumOracle {
    static final String DURABLE_ON_QUORUM = "DurableOnQuorum";

    private final Ghost ghost;
    private final ElectionOracle elections;
    private final CommitOracle commits;
    private final Losses losses;
    private final RecoveryOracle recoveries;
    private final long[] truncatedFrom;
    private final long[] committedThen;
    /** The configuration in which the leader of the newest term decided last, and that term. */
    private Electorate decidedIn;

    private long decidedInTerm;

    QuorumOracle(
            Ghost ghost, ElectionOracle elections, CommitOracle commits, Losses losses, RecoveryOracle recoveries) {
        this.ghost = ghost;
        this.elections = elections;
        this.commits = commits;
        this.losses = losses;
        this.recoveries = recoveries;
        truncatedFrom = new long[ghost.nodes() + 1];
        committedThen = new long[ghost.nodes() + 1];
    }

    /** The node's log is what it found on its disk. */
    void started(int node) {
        truncatedFrom[node] = 0;
        checkAll(ghost.logs().last(node) + 1, commits.last(), "after n" + node + " restarted");
    }

    void wiped(int node) {
        truncatedFrom[node] = 0;
    }

    /** The node's log in memory loses its entries from this index (inclusive) on; its disk will follow. */
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
        long expected = ghost.tree().term(ghost.logs().at(node, from));
        if (ghost.logs().base(node) >= from || ghost.disks().termAt(node, from) == expected) {
            truncatedFrom[node] = 0;
        }
    }

    /** The node, a leader unless something is badly wrong, says that everything up to this index is committed. */
    void committed(int node, long index) {
        Electorate electorate = ghost.electorate(node);
        if (elections.term(node) >= decidedInTerm) {
            decidedInTerm = elections.term(node);
            decidedIn = electorate;
        }
        int entry = commits.at(index);
        if (!electorate.isQuorum(holders(index, entry, node))) {
            reportMissing(index, entry, electorate, "when n" + node + " committed it");
        }
    }

    /** A client is about to learn that this entry is committed. */
    void acknowledged(long index, long term) {
        int committed = commits.at(index);
        if (committed == EntryTree.NONE || ghost.tree().term(committed) != term) {
            ghost.report(
                    DURABLE_ON_QUORUM,
                    "a client was told that the entry of term " + term + " at index " + index + " is committed, where "
                            + ghost.tree().describe(committed) + " is");
        } else if (!isOnQuorum(index)) {
            reportMissing(index, committed, decidedIn, "when a client was told it is committed");
        }
    }

    /** Whoever holds the last of them holds all; only where that fails is it worth looking which is missing first. */
    private void checkAll(long from, long to, String when) {
        if (from > to || isOnQuorum(from) && isOnQuorum(to)) {
            return;
        }
        long missing = from;
        while (isOnQuorum(missing)) {
            missing++;
        }
        reportMissing(missing, commits.at(missing), decidedIn, when);
    }

    private boolean isOnQuorum(long index) {
        return decidedIn.isQuorum(holders(index, commits.at(index), 0));
    }

    /**
     * The bits of the members that hold the entry, or held it until the world took it from them.
     *
     * @param leader who decides by it, as far as it knows; 0 where nobody does
     */
    private long holders(long index, int entry, int leader) {
        long holders = held(index, ghost.tree().term(entry));
        long lost = losses.members() & ~holders;
        for (int member = 0; lost >>> member != 0; member++) {
            boolean mayCount = (lost & 1L << member) != 0;
            long heard = leader == 0 ? -1 : recoveries.heard(leader, member);
            if (mayCount && losses.excuses(member, index, entry, heard)) {
                holders |= 1L << member;
            }
        }
        return holders;
    }

    private long held(long index, long term) {
        long holders = 0;
        for (int node = 1; node <= ghost.nodes(); node++) {
            if (ghost.roster().on(node) != null && ghost.holds(node, index, term)) {
                holders |= ghost.roster().bitOn(node);
            }
        }
        return holders;
    }

    private void reportMissing(long index, int entry, Electorate electorate, String when) {
        long term = ghost.tree().term(entry);
        long held = held(index, term);
        long holders = held & electorate.voters();
        long others = held & ~electorate.voters();
        ghost.report(
                DURABLE_ON_QUORUM,
                "the committed entry of index " + index + ", term " + term + " was, of the "
                        + electorate.voting(ghost.roster()) + ", "
                        + (holders == 0
                                ? "on no disk"
                                : "on the disks of " + ghost.roster().names(holders) + " only") + " "
                        + when
                        + (others == 0
                                ? ""
                                : "; " + ghost.roster().names(others)
                                        + " held it on disk too, but did not vote in that configuration"));
    }
}
