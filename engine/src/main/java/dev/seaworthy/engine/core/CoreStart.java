package dev.seaworthy.engine.core;

/**
 * What a core starts from: all of it durable.
 *
 * @param configuration the configuration in force before the log's first entry; that of the snapshot where there is
 *     one, {@link Configuration#NONE} for a node that is yet to join
 * @param configurationIndex the index of the entry that held it; 0 where none did
 * @param hardState term, vote and incarnation
 * @param snapshot the newest snapshot; null where there is none
 * @param base the entry right before the first of {@code log}; {@link EntryId#ZERO} where nothing was compacted. Never
 *     after the snapshot's last entry
 * @param log the entries from {@code base.index() + 1} on
 * @param commitIndex up to where the entries are known to be committed; at least the snapshot's last index, 0 where
 *     nothing is known
 */
public record CoreStart(
        Configuration configuration,
        long configurationIndex,
        HardState hardState,
        SnapshotMeta snapshot,
        EntryId base,
        Entries log,
        long commitIndex) {
    public CoreStart {
        long covered = snapshot == null ? 0 : snapshot.last().index();
        if (base.index() > covered) {
            throw new IllegalArgumentException(
                    "the log begins after entry " + base.index() + ", but the newest snapshot only covers " + covered);
        }
        if (commitIndex < covered || commitIndex > base.index() + log.count()) {
            throw new IllegalArgumentException(
                    "commitIndex " + commitIndex + " is outside of " + covered + " to " + (base.index() + log.count()));
        }
    }

    /** A start from a log that was never compacted. */
    public static CoreStart of(Configuration configuration, HardState hardState, Entries log, long commitIndex) {
        return new CoreStart(configuration, 0, hardState, null, EntryId.ZERO, log, commitIndex);
    }
}
