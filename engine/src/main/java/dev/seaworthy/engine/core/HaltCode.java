package dev.seaworthy.engine.core;

/** Which of our own invariants was found broken. After a halt the replica takes no more part. */
public enum HaltCode {
    /** A committed entry would have been removed or replaced (§5.4.3, Leader Completeness). */
    COMMITTED_ENTRY_LOST,
    /** Two nodes lead the same term (§5.2, Election Safety). */
    TWO_LEADERS,
    /** The storage failed; a failed sync is never tried again. */
    STORAGE_FAILED,
    /** The core was called in a way its contract rules out. */
    CONTRACT_BROKEN
}
