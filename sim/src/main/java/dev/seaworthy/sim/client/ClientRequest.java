package dev.seaworthy.sim.client;

/**
 * What a client asks a node.
 *
 * @param client who asks, from 1
 * @param operation the number of the client's operation; below 0 where it opens a session
 * @param attempt the how-manieth attempt at it, from 1
 * @param kind what becomes of {@code body}
 * @param minIndex of a local read, the index its state must have applied; else 0
 * @param body the query or the command with its session; not to be changed
 */
public record ClientRequest(int client, long operation, int attempt, Kind kind, long minIndex, byte[] body) {
    /** What a request is. */
    public enum Kind {
        /** A command to propose. */
        PROPOSAL,
        /** A query for a linearizable read. */
        READ,
        /** A query for a local read. */
        LOCAL_READ
    }

    /** The next attempt at the same. */
    ClientRequest again() {
        return new ClientRequest(client, operation, attempt + 1, kind, minIndex, body);
    }

    /** The same attempt with other bytes. */
    ClientRequest with(byte[] otherBody) {
        return new ClientRequest(client, operation, attempt, kind, minIndex, otherBody);
    }
}
