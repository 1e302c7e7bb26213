package dev.seaworthy.engine.core;

/** What the core sees of a piece of a snapshot: its size, never its bytes. Immutable. */
public interface Chunk {
    /** No bytes: what a message carries whose bytes the host has yet to fill in. */
    Chunk NONE = () -> 0;

    /** The size in bytes. */
    int bytes();
}
