package dev.seaworthy.engine.host;

import dev.seaworthy.engine.core.Limits;

/**
 * What a replica is told once.
 *
 * @param nodeId which node it is
 * @param limits its bounds and timeouts
 * @param seed where its random numbers start; every replica needs another, every restart too
 * @param checkpointEntries how many entries it applies between two checkpoints; at least 1
 */
public record ReplicaOptions(long nodeId, Limits limits, long seed, int checkpointEntries) {
    public ReplicaOptions {
        if (checkpointEntries < 1) {
            throw new IllegalArgumentException("checkpointEntries is at least 1, not " + checkpointEntries);
        }
    }
}
