package dev.seaworthy.sim;

/** The kinds of events of a run, as the kernel's queue numbers them. The numbers enter the run's hash. */
final class EventKind {
    /** A frame reaches a node. */
    static final int FRAME = 1;
    /** A node's timer is due. */
    static final int TIMER = 2;
    /** A sync of a node's disk is done. */
    static final int SYNCED = 3;
    /** A client's request reaches a node. */
    static final int REQUEST = 4;
    /** A node's reply reaches a client. */
    static final int REPLY = 5;
    /** A client has waited long enough. */
    static final int WAKE = 6;
    /** A fault strikes. */
    static final int FAULT_BEGIN = 7;
    /** A fault ends. */
    static final int FAULT_END = 8;
    /** Every fault ends. */
    static final int HEAL = 9;
    /** The liveness oracle looks. Not an event of the simulated world, and not counted as one. */
    static final int LOOK = 10;

    private EventKind() {}
}
