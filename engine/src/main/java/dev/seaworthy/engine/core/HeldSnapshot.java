package dev.seaworthy.engine.core;

/**
 * A snapshot that a newer one has replaced. It is needed until that is durable, and while it is being sent.
 *
 * @param afterIo the write that makes the newer one the log's beginning
 */
record HeldSnapshot(SnapshotMeta snapshot, long afterIo) {}
