package dev.seaworthy.sim.client;

/**
 * The sessions of the simulated clients: who they are tells which client has which of its lives in them, and a
 * command's sequence tells which operation it is of, in all lives.
 */
final class Session {
    private static final int CLIENT_BITS = 16;

    private Session() {}

    /** The client id in a client's how-manieth life, from 0. */
    static long clientId(int client, int life) {
        return (long) life << CLIENT_BITS | client;
    }

    /** The client that has this client id. */
    static int clientOf(long clientId) {
        return (int) (clientId & (1 << CLIENT_BITS) - 1);
    }

    static long sequenceOf(long operation) {
        return operation + 1;
    }

    static long operationOf(long sequence) {
        return sequence - 1;
    }
}
