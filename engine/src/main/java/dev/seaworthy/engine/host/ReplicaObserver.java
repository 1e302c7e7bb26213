package dev.seaworthy.engine.host;

import dev.seaworthy.engine.core.DiskCondition;
import dev.seaworthy.engine.core.Effect;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.Message;
import dev.seaworthy.engine.core.Reason;
import dev.seaworthy.engine.core.SnapshotMeta;
import dev.seaworthy.engine.entry.LogEntry;

/**
 * Watches a replica: for metrics, traces and the simulator's oracles. Called by the replica's thread, in the order
 * things happen.
 */
public interface ReplicaObserver {
    /** Watches nothing. */
    ReplicaObserver NONE = new ReplicaObserver() {};

    /** The core emitted an effect, which the host is about to carry out. */
    default void onEffect(Effect effect) {}

    /** An entry was added to the replica's log, in memory; whether it is durable is another matter. */
    default void onAppended(LogEntry entry) {}

    /** A message is leaving now: all it waited for is durable. */
    default void onSent(Message message) {}

    /** The state machine was captured for a snapshot that is to end with {@code last}. */
    default void onSnapshotCaptured(EntryId last) {}

    /** The state machine was restored from a snapshot, at the start or because one was installed. */
    default void onRestored(SnapshotMeta snapshot) {}

    /** A proposal, a read, a change of membership or a transfer was refused. */
    default void onRefused(Reason reason) {}

    /** The store said how its disk does. */
    default void onDiskCondition(DiskCondition condition) {}

    /** A message arrived and is about to be handled. */
    default void onReceived(Message message) {}

    /**
     * A committed entry was applied.
     *
     * @param result the state machine's answer; null where the entry is not a command
     */
    default void onApplied(LogEntry entry, byte[] result) {}
}
