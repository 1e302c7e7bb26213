package dev.seaworthy.engine.host;

import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.entry.LogEntry;
import java.util.List;

/**
 * The writes of one flush: durable together or not at all.
 *
 * @param ioSeq the newest write it covers; all earlier ones are in this or an earlier batch
 * @param hardState term and vote; null where unchanged
 * @param truncateFrom remove every stored entry from this index (inclusive) on, before anything is added; 0 removes
 *     nothing
 * @param entries entries to add, ascending and without gaps; may be empty
 * @param checkpoint a state of the state machine; null where none was taken
 */
public record StorageBatch(
        long ioSeq, HardState hardState, long truncateFrom, List<LogEntry> entries, Checkpoint checkpoint) {}
