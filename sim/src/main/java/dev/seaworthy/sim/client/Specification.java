package dev.seaworthy.sim.client;

import dev.seaworthy.checker.Model;

/**
 * What the state machine under test should answer: told of the committed log and of every answer a client gets, in the
 * order in which they happen, it reports those that are wrong. For one run; not thread safe.
 */
public interface Specification {
    /** The property that every answer is the one that the specification gives at its place in the log. */
    String AS_SPECIFIED = "AsSpecified";

    /** By what the clients' history is judged as a whole. */
    Model<?> model();

    /** A client begins an operation that belongs to the history. */
    void invoked(ClientOperation operation);

    /**
     * A replica is the first to have carried out the command of an entry. Indexes ascend.
     *
     * @param client whose command, from 1
     * @param number which of the client's operations
     * @param command what the state machine was given
     * @param result what it answered
     */
    void executed(long index, int client, long number, byte[] command, byte[] result);

    /** A client has this answer to a command that was carried out at this index; 0 where nobody has seen that. */
    void answered(ClientOperation operation, long index, Object answer);

    /** A client has this answer to a read from a state that had applied the log up to an index. */
    void read(ClientOperation operation, long appliedIndex, Object answer);
}
