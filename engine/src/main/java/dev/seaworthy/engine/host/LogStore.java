package dev.seaworthy.engine.host;

/**
 * The durable log and hard state of one replica, asynchronous: {@link #submit} returns at once, and when a sync has
 * covered the batch the runtime calls {@link Replica#persisted}, in the order of submission. A write that fails is
 * final: {@link Replica#storageFailed}.
 */
public interface LogStore {
    /**
     * Hands over the writes of one flush. Batches become durable in the order in which they were handed over, each
     * wholly or not at all.
     */
    void submit(StorageBatch batch);
}
