package dev.seaworthy.sim;

/** The kinds of events of a run, as the kernel's queue numbers them. The numbers enter the run's hash. */
final class EventKind {
    /** A frame reaches a node. */
    static final int FRAME = 1;
    /** A node's timer is due. */
    static final int TIMER = 2;
    /** A node's disk has done something: a sync, a read, a snapshot. */
    static final int DISK = 3;
    /** A client's request reaches a node. */
    static final int REQUEST = 4;
    /** The operator's request reaches a node. */
    static final int OPERATOR_REQUEST = 5;
    /** The last kind that is about a node. */
    static final int NODES_LAST = OPERATOR_REQUEST;
    /** A node's reply reaches a client. */
    static final int REPLY = 6;
    /** A client has waited long enough. */
    static final int WAKE = 7;
    /** A node's reply reaches the operator. */
    static final int OPERATOR_REPLY = 8;
    /** The operator has waited long enough. */
    static final int OPERATOR_WAKE = 9;
    /** The time of one of the operator's actions has come. */
    static final int ACTION = 10;
    /** A fault strikes. */
    static final int FAULT_BEGIN = 11;
    /** A fault ends. */
    static final int FAULT_END = 12;
    /** Every fault ends. */
    static final int HEAL = 13;
    /** The liveness oracle looks. Not an event of the simulated world, and not counted as one. */
    static final int LOOK = 14;

    private EventKind() {}

    /** The kind in words. */
    static String name(int kind) {
        return switch (kind) {
            case FRAME -> "frame";
            case TIMER -> "timer";
            case DISK -> "disk";
            case REQUEST -> "request";
            case OPERATOR_REQUEST -> "operator's request";
            case REPLY -> "reply";
            case WAKE -> "client wakes";
            case OPERATOR_REPLY -> "operator's reply";
            case OPERATOR_WAKE -> "operator wakes";
            case ACTION -> "action";
            case FAULT_BEGIN -> "fault begins";
            case FAULT_END -> "fault ends";
            case HEAL -> "heal";
            case LOOK -> "look";
            default -> throw new IllegalArgumentException("no event is of kind " + kind);
        };
    }
}
