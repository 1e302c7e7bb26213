package dev.seaworthy.engine.host;

/**
 * The durable log and hard state of one replica, asynchronous. When a sync has covered a batch the runtime calls
 * {@link Replica#persisted}, in the order of submission; one call may stand for all batches up to its own. Never
 * earlier: votes and acknowledgements leave on the strength of it. A write that fails is final:
 * {@link Replica#storageFailed}.
 *
 * <p>A write for which there is no space has not failed: nothing of it was written, it waits and is tried again. The
 * runtime says how the disk does by {@link Replica#diskCondition}, which keeps more from coming. What comes all the
 * same is taken: a batch is never refused.
 */
public interface LogStore {
    /**
     * Hands over the writes of one flush. Batches become durable in the order in which they were handed over, each
     * wholly or not at all.
     */
    void submit(StorageBatch batch);

    /**
     * Asks for the entries {@code firstIndex} to {@code lastIndex}, both inclusive; the runtime answers with
     * {@link Replica#entriesRead}, in the order of asking. Sees the writes handed over before; entries that have gone
     * since are left out of the answer, which may be empty but always comes.
     */
    void read(long firstIndex, long lastIndex);
}
