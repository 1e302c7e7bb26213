package dev.seaworthy.engine.core;

/**
 * A snapshot on its way here.
 *
 * @param offset how much of it has arrived without gaps, in bytes
 * @param finishing whether all of it has, and it is being verified and synced
 */
record IncomingSnapshot(SnapshotMeta snapshot, long offset, boolean finishing) {
    boolean isComplete() {
        return offset == snapshot.bytes();
    }
}
