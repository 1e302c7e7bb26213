package dev.seaworthy.engine.session;

/**
 * One step of random traffic, before it is known which sessions there are.
 *
 * @param kind what is sent
 * @param client which of the sessions opened last sends it, counted backwards; where there are fewer, nobody's
 * @param sequence how far the sequence is from the smallest one the client could now use; how long ago what comes again
 *     was sent first
 * @param unwanted how far the first unanswered sequence is below the sequence
 * @param stepNanos how much cluster time has passed
 * @param line what is to be executed
 */
record Move(int kind, int client, int sequence, int unwanted, long stepNanos, byte line) {
    static final int OPEN = 0;
    static final int EXECUTE = 1;
    static final int KEEP_ALIVE = 2;
    static final int CLOSE = 3;
    /** An earlier command comes again, as it was. */
    static final int AGAIN = 4;
}
