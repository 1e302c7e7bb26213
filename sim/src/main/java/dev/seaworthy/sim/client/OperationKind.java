package dev.seaworthy.sim.client;

/** What a client asks of the store, or of the sessions before it. */
public enum OperationKind {
    GET,
    PUT,
    DELETE,
    CAS,
    /** A read that may see an older state, though none older than the client names. Not part of the history. */
    LOCAL_GET,
    /** Reads many keys, now or as of an earlier revision. */
    RANGE,
    /** Compares, and then reads and writes several keys. */
    TRANSACTION,
    /** Forgets earlier revisions. */
    COMPACT,
    /** Opens a session. Not part of the history. */
    OPEN;

    /** Whether it leaves the store as it is, so that asking twice does no harm. */
    public boolean isRead() {
        return this == GET || this == LOCAL_GET || this == RANGE;
    }

    /** Whether it is a command of a session. */
    boolean isWrite() {
        return !isRead() && this != OPEN;
    }

    /** Whether it is about the whole store rather than about one key. */
    boolean isAboutAll() {
        return this == RANGE || this == TRANSACTION || this == COMPACT;
    }

    /** Whether it belongs to the history that has to be linearizable. */
    boolean isRecorded() {
        return this != LOCAL_GET && this != OPEN;
    }
}
