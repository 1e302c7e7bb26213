package dev.seaworthy.checker;

/** The answer to "is this history linearizable?". */
public enum Verdict {
    LINEARIZABLE,
    NOT_LINEARIZABLE,
    /** Nobody found out within the budget. Not a pass. */
    UNKNOWN
}
