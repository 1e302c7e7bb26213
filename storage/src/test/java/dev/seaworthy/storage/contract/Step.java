package dev.seaworthy.storage.contract;

import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.entry.LogEntry;
import java.util.List;

/**
 * One flush of a replica, and the snapshot that is made durable before it, if any.
 *
 * @param hardState term and vote; null where unchanged
 * @param truncateFrom the first entry that goes; 0 for none
 * @param snapshot the last entry of a new snapshot; null for none
 * @param snapshotContent what is in it
 * @param base where the log begins with that snapshot
 * @param entries what is appended
 */
record Step(
        HardState hardState,
        long truncateFrom,
        EntryId snapshot,
        byte[] snapshotContent,
        EntryId base,
        List<LogEntry> entries) {}
