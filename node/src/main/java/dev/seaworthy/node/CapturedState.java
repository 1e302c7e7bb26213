package dev.seaworthy.node;

import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.host.SnapshotView;

/**
 * A state machine as it was at one moment.
 *
 * @param last the index of the last entry whose effect it shows, and the term the replica was in: no earlier one than
 *     that entry's own
 * @param view writes the state out; by any thread
 */
public record CapturedState(EntryId last, SnapshotView view) {}
