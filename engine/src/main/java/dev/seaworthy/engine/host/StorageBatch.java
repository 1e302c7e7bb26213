package dev.seaworthy.engine.host;

import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.entry.LogEntry;
import java.util.List;

/**
 * The writes of one flush: durable together or not at all. They take effect in the order of the fields: first entries
 * are removed from the end, then the log gets its new beginning, then entries are added.
 *
 * @param ioSeq the newest write it covers; all earlier ones are in this or an earlier batch
 * @param hardState term, vote and incarnation; null where unchanged
 * @param truncateFrom remove every stored entry from this index (inclusive) on; 0 removes nothing
 * @param start where the log begins from now on; null where unchanged. Entries up to its base (inclusive) go
 * @param entries entries to add, ascending and without gaps; may be empty
 */
public record StorageBatch(
        long ioSeq, HardState hardState, long truncateFrom, LogStart start, List<LogEntry> entries) {}
