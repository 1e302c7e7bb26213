package dev.seaworthy.sim.oracle;

import java.util.Arrays;

/**
 * Reads see what was committed before they were asked (thesis §6.4), whoever answers them and whether a quorum or a
 * lease stands behind the answer: a linearizable read is served from a state that has applied at least the highest
 * index any replica had committed when the client first asked, and not in a term older than one that already had a
 * leader then. The second holds for a read that a quorum confirms, because that quorum has a member in common with the
 * one that elected the newer leader; and it is all that a lease is about.
 *
 * <p>A read that asks for an index only is served from a state that has applied it.
 */
final class ReadOracle {
    static final String READ_INDEX = "ReadIndex";
    static final String LEASE = "Lease";
    static final String MIN_INDEX = "MinIndex";

    private static final int INITIAL_CLIENTS = 16;

    private final Ghost ghost;
    private final ElectionOracle elections;
    private final CommitOracle commits;
    private final ApplyOracle applications;
    private long[] operations = new long[INITIAL_CLIENTS];
    private long[] floors = new long[INITIAL_CLIENTS];
    private long[] termFloors = new long[INITIAL_CLIENTS];

    ReadOracle(Ghost ghost, ElectionOracle elections, CommitOracle commits, ApplyOracle applications) {
        this.ghost = ghost;
        this.elections = elections;
        this.commits = commits;
        this.applications = applications;
        Arrays.fill(operations, -1);
    }

    /** The client asks, for the first or another time. Only the first asking of an operation counts. */
    void invoked(int client, long operation) {
        if (client >= operations.length) {
            int before = operations.length;
            operations = Arrays.copyOf(operations, 2 * client);
            floors = Arrays.copyOf(floors, 2 * client);
            termFloors = Arrays.copyOf(termFloors, 2 * client);
            Arrays.fill(operations, before, operations.length, -1);
        }
        if (operations[client] != operation) {
            operations[client] = operation;
            floors[client] = commits.last();
            termFloors[client] = elections.newestLedTerm();
        }
    }

    /** A node answers. An answer to a read the client no longer waits for is of no interest. */
    void served(int node, int client, long operation, long appliedIndex) {
        if (client >= operations.length || operations[client] != operation) {
            return;
        }
        checkApplied(node, appliedIndex, READ_INDEX);
        if (appliedIndex < floors[client]) {
            ghost.report(
                    READ_INDEX,
                    "n" + node + " answered a read of c" + client + " from a state "
                            + (appliedIndex == 0 ? "before anything was applied" : "of index " + appliedIndex)
                            + ", though index " + floors[client] + " was committed before the client asked");
        } else if (elections.term(node) < termFloors[client]) {
            ghost.report(
                    LEASE,
                    "n" + node + " answered a read of c" + client + " in term " + elections.term(node)
                            + ", though term " + termFloors[client] + " had a leader before the client asked");
        }
    }

    /** A node answers a read that asked for no more than this index. */
    void servedLocally(int node, long minIndex, long appliedIndex) {
        checkApplied(node, appliedIndex, MIN_INDEX);
        if (appliedIndex < minIndex) {
            ghost.report(
                    MIN_INDEX,
                    "n" + node + " answered a read that asked for index " + minIndex + " from a state of index "
                            + appliedIndex);
        }
    }

    private void checkApplied(int node, long appliedIndex, String property) {
        if (appliedIndex != applications.appliedIndex(node)) {
            ghost.report(
                    property,
                    "n" + node + " answered a read as if it had applied index " + appliedIndex + ", but it has applied "
                            + applications.appliedIndex(node));
        }
    }
}
