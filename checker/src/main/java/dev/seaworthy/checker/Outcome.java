package dev.seaworthy.checker;

/** What is known of an operation's effect. */
public enum Outcome {
    /** Completed: it took effect exactly once, between its invocation and its completion, and its output is known. */
    OK,
    /** Certainly took no effect. */
    FAIL,
    /** Unknown: it may take effect at any time after its invocation, or never. It stays open for ever. */
    INFO
}
