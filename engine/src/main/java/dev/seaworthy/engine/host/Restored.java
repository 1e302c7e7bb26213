package dev.seaworthy.engine.host;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.entry.LogEntry;
import java.util.List;

/**
 * What a store held when it was opened; all of it durable.
 *
 * @param configuration the configuration the disk was initialised with, in force until log or snapshot hold another;
 *     {@link Configuration#NONE} for a node that is yet to join
 * @param hardState term, vote and incarnation; where the store found that acknowledged entries may be lost, already
 *     {@linkplain HardState#afterLoss after that loss}
 * @param start where the log begins; null where it was never compacted
 * @param entries the log from the entry after {@code start.base()} on, ascending and without gaps
 */
public record Restored(Configuration configuration, HardState hardState, LogStart start, List<LogEntry> entries) {
    /** The entry right before the first of {@link #entries}. */
    public EntryId base() {
        return start == null ? EntryId.ZERO : start.base();
    }

    /** The index of the last entry; that of the base where there are no entries. */
    public long lastIndex() {
        return base().index() + entries.size();
    }
}
