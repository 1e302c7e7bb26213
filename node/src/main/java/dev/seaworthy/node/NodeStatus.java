package dev.seaworthy.node;

import dev.seaworthy.engine.core.Status;
import dev.seaworthy.engine.trace.Counters;
import dev.seaworthy.node.transport.TransportStatus;
import dev.seaworthy.storage.thread.StorageStatistics;

/**
 * A node at one moment.
 *
 * @param replica its consensus state
 * @param appliedIndex the last entry whose effect the state machine shows
 * @param refusedFrames frames that were no valid messages
 * @param proposalsWaiting proposals whose outcome is not known yet
 * @param readsWaiting reads that were not answered yet
 * @param transport its network
 * @param storage its disk
 * @param counters what has happened since it was started, by cause; counts no more
 * @param running whether the loop runs
 * @param halt why the replica halted; null where it did not
 */
public record NodeStatus(
        Status replica,
        long appliedIndex,
        long refusedFrames,
        int proposalsWaiting,
        int readsWaiting,
        TransportStatus transport,
        StorageStatistics storage,
        Counters counters,
        boolean running,
        NodeHalt halt) {}
