package dev.seaworthy.sim.client;

/**
 * What one client does, operation by operation, and what the answers say. What it does may depend on the answers it has
 * had. For one run; not thread safe.
 */
public interface Script {
    /**
     * An operation of this client. Asked again before the next answer it is the same one.
     *
     * @param number which one, from 0; some may be left out, and none comes after a greater one
     */
    ClientOperation operation(long number);

    /**
     * The answer to an operation of this client has come.
     *
     * @param result the state machine's bytes
     * @return what they say, as {@link ClientOperation#output} and {@link Specification} understand it
     * @throws IllegalArgumentException where they cannot be an answer to it
     */
    Object answered(ClientOperation operation, byte[] result);
}
