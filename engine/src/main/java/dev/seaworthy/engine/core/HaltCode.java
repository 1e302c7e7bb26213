package dev.seaworthy.engine.core;

/** Why a replica halted. After a halt it takes no more part. */
public enum HaltCode {
    /** The storage failed; a failed sync is never tried again. */
    STORAGE_FAILED,
    /** The core was called in a way its contract rules out. */
    CONTRACT_BROKEN,
    /** The core found its own state impossible: a mistake of ours, or damaged memory. */
    INVARIANT_BROKEN,
    /** The state machine threw where it must not. */
    STATE_MACHINE_FAILED
}
