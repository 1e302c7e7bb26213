package dev.seaworthy.engine.core;

/**
 * What a core starts from: all of it durable.
 *
 * @param configuration the configuration in force before the log's first entry
 * @param hardState term and vote
 * @param log the entries from index 1 on
 * @param commitIndex up to where the entries are known to be committed; 0 where nothing is known
 */
public record CoreStart(Configuration configuration, HardState hardState, Entries log, long commitIndex) {
    public CoreStart {
        if (commitIndex < 0 || commitIndex > log.count()) {
            throw new IllegalArgumentException(
                    "commitIndex " + commitIndex + " is outside a log of " + log.count() + " entries");
        }
    }
}
