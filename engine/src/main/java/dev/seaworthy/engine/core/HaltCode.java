package dev.seaworthy.engine.core;

/** Which of our own invariants was found broken. After a halt the replica takes no more part. */
public enum HaltCode {
    /** The storage failed; a failed sync is never tried again. */
    STORAGE_FAILED,
    /** The core was called in a way its contract rules out. */
    CONTRACT_BROKEN
}
