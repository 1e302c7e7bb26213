package dev.seaworthy.sim.client;

/** What a client asks of the store, or of the sessions before it. */
public enum OperationKind {
    GET,
    PUT,
    DELETE,
    CAS,
    /** A read that may see an older state, though none older than the client names. Not part of the history. */
    LOCAL_GET,
    /** Opens a session. Not part of the history. */
    OPEN;

    /** Whether it leaves the store as it is, so that asking twice does no harm. */
    public boolean isRead() {
        return this == GET || this == LOCAL_GET;
    }

    /** Whether it is a command of a session. */
    boolean isWrite() {
        return this == PUT || this == DELETE || this == CAS;
    }

    /** Whether it belongs to the history that has to be linearizable. */
    boolean isRecorded() {
        return this != LOCAL_GET && this != OPEN;
    }
}
