package dev.seaworthy.sim.oracle;

import java.util.Arrays;

/**
 * Reads see what was committed before they were asked (thesis §6.4): a linearizable read is served from a state that
 * has applied at least the highest index any replica had committed when the client first asked.
 */
final class ReadOracle {
    static final String READ_INDEX = "ReadIndex";

    private static final int INITIAL_CLIENTS = 16;

    private final ViolationSink sink;
    private final CommitOracle commits;
    private long[] operations = new long[INITIAL_CLIENTS];
    private long[] floors = new long[INITIAL_CLIENTS];

    ReadOracle(CommitOracle commits, ViolationSink sink) {
        this.sink = sink;
        this.commits = commits;
        Arrays.fill(operations, -1);
    }

    /** The client asks, for the first or another time. Only the first asking of an operation counts. */
    void invoked(int client, long operation) {
        if (client >= operations.length) {
            int before = operations.length;
            operations = Arrays.copyOf(operations, 2 * client);
            floors = Arrays.copyOf(floors, 2 * client);
            Arrays.fill(operations, before, operations.length, -1);
        }
        if (operations[client] != operation) {
            operations[client] = operation;
            floors[client] = commits.last();
        }
    }

    /** A node answers. An answer to a read the client no longer waits for is of no interest. */
    void served(int node, int client, long operation, long appliedIndex) {
        if (client < operations.length && operations[client] == operation && appliedIndex < floors[client]) {
            sink.report(
                    READ_INDEX,
                    "n" + node + " answered a read of c" + client + " from a state of index " + appliedIndex
                            + ", though index " + floors[client] + " was committed before the client asked");
        }
    }
}
