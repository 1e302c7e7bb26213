package dev.seaworthy.sim.client;

/** What a client asks of the key-value store. */
enum OperationKind {
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
    COMPACT
}
