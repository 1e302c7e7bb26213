package dev.seaworthy.sim.client;

/**
 * One operation of one client, whatever the state machine: what is asked of it, and how that reads in a history. Its
 * text, for people, names the client and the number. Immutable.
 */
public interface ClientOperation {
    /** Whose, from 1. */
    int client();

    /** Which of the client's, from 0; below 0 where it opens a session. */
    long number();

    /** How it is asked. */
    ClientRequest.Kind request();

    /** The bytes that ask for it: a query for a read, else a command without its session. */
    byte[] encode();

    /** Whether it belongs to the history that has to be linearizable. */
    boolean isRecorded();

    /**
     * Whether it is about so much that the history cannot hold it: then only its answer and its place in the log are
     * judged.
     */
    default boolean isAboutAll() {
        return false;
    }

    /** What it does, in the words of the checker's model. */
    String function();

    /** What it is about, in the words of the checker's model; null where the model has no keys. */
    String key();

    /** Its argument, in the words of the checker's model. */
    Object input();

    /**
     * An answer in the words of the checker's model.
     *
     * @param answer as the client's {@link Script} understood it
     */
    Object output(Object answer);

    /** Whether it leaves the state as it is, so that asking twice does no harm. */
    default boolean isRead() {
        return request() != ClientRequest.Kind.PROPOSAL;
    }

    /** Whether it opens a session. */
    default boolean isOpening() {
        return number() < 0;
    }

    /** Whether it is a command of a session. */
    default boolean isWrite() {
        return !isRead() && !isOpening();
    }
}
