package dev.seaworthy.engine.host;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.entry.LogEntry;
import java.util.List;

/**
 * What a store held when it was opened.
 *
 * @param configuration the configuration the cluster was made with, in force until the log holds another
 * @param hardState term and vote
 * @param entries the whole log: ascending from index 1, without gaps
 * @param checkpoint the newest checkpoint; null where there is none
 */
public record Restored(
        Configuration configuration, HardState hardState, List<LogEntry> entries, Checkpoint checkpoint) {}
