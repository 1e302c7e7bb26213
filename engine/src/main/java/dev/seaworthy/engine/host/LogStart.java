package dev.seaworthy.engine.host;

import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.SnapshotMeta;

/**
 * Where a compacted log begins.
 *
 * @param snapshot what holds the effect of the entries that are gone; durable in the {@link SnapshotStore} before this
 *     is written
 * @param base the entry right before the first that is kept; at most the snapshot's last entry
 */
public record LogStart(SnapshotMeta snapshot, EntryId base) {
    public LogStart {
        if (base.index() > snapshot.last().index()) {
            throw new IllegalArgumentException(
                    "the log cannot begin after entry " + base + " with a snapshot of entry " + snapshot.last());
        }
    }
}
