package dev.seaworthy.storage.thread;

/** Says how much space there is where a replica keeps its files. Called by several threads. */
@FunctionalInterface
public interface SpaceGauge {
    /** There is always space: for stores in memory. */
    SpaceGauge UNLIMITED = () -> Long.MAX_VALUE;

    /**
     * How many bytes can still be written before the log's store refuses a batch for lack of space; at most 0 where it
     * refuses any, {@link Long#MAX_VALUE} where nobody knows.
     */
    long usableBytes();
}
