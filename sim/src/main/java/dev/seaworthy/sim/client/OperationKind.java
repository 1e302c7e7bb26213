package dev.seaworthy.sim.client;

/** What a client asks of the store. */
public enum OperationKind {
    GET,
    PUT,
    DELETE,
    CAS;

    /** Whether it leaves the store as it is, so that asking twice does no harm. */
    public boolean isRead() {
        return this == GET;
    }
}
