package dev.seaworthy.engine.trace;

import dev.seaworthy.engine.core.DiskCondition;
import dev.seaworthy.engine.core.Effect;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.Message;
import dev.seaworthy.engine.core.Reason;
import dev.seaworthy.engine.core.RoleName;
import dev.seaworthy.engine.core.SnapshotMeta;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.ReplicaObserver;
import java.util.EnumMap;

/**
 * Counts what happens to a replica, by cause, since the replica started: what there is to see in numbers before one
 * looks at a trace. Called by the replica's thread; nothing is allocated per event.
 */
public final class Counters implements ReplicaObserver {
    private final ByReason roleChanges = new ByReason();
    private final ByReason ignored = new ByReason();
    private final ByReason refused = new ByReason();
    private final ByReason readsFailed = new ByReason();
    private final ByReason transfersEnded = new ByReason();
    private final EnumMap<DiskCondition, long[]> diskConditions = new EnumMap<>(DiskCondition.class);
    private long electionsStarted;
    private long electionsWon;
    private long messagesSent;
    private long messagesReceived;
    private long entriesAppended;
    private long entriesApplied;
    private long truncations;
    private long readsConfirmed;
    private long snapshotsTaken;
    private long snapshotsInstalled;

    /** Nothing has happened yet. */
    public Counters() {
        for (DiskCondition condition : DiskCondition.values()) {
            diskConditions.put(condition, new long[1]);
        }
    }

    /** The numbers as they are now, for another thread: nothing is counted in a copy. */
    public Counters copy() {
        Counters copy = new Counters();
        copy.roleChanges.take(roleChanges);
        copy.ignored.take(ignored);
        copy.refused.take(refused);
        copy.readsFailed.take(readsFailed);
        copy.transfersEnded.take(transfersEnded);
        diskConditions.forEach((condition, count) -> copy.diskConditions.get(condition)[0] = count[0]);
        copy.electionsStarted = electionsStarted;
        copy.electionsWon = electionsWon;
        copy.messagesSent = messagesSent;
        copy.messagesReceived = messagesReceived;
        copy.entriesAppended = entriesAppended;
        copy.entriesApplied = entriesApplied;
        copy.truncations = truncations;
        copy.readsConfirmed = readsConfirmed;
        copy.snapshotsTaken = snapshotsTaken;
        copy.snapshotsInstalled = snapshotsInstalled;
        return copy;
    }

    @Override
    public void onEffect(Effect effect) {
        if (effect instanceof Effect.ChangeRole change) {
            roleChanges.count(change.reason());
            electionsStarted += change.role() == RoleName.CANDIDATE ? 1 : 0;
            electionsWon += change.role() == RoleName.LEADER ? 1 : 0;
        } else if (effect instanceof Effect.Ignore ignore) {
            ignored.count(ignore.reason());
        } else if (effect instanceof Effect.ReadFailed failed) {
            readsFailed.count(failed.reason());
        } else if (effect instanceof Effect.EndTransfer ended) {
            transfersEnded.count(ended.reason());
        } else if (effect instanceof Effect.ReadReady) {
            readsConfirmed++;
        } else if (effect instanceof Effect.TruncateLog) {
            truncations++;
        } else if (effect instanceof Effect.InstallSnapshot) {
            snapshotsInstalled++;
        }
    }

    @Override
    public void onAppended(LogEntry entry) {
        entriesAppended++;
    }

    @Override
    public void onSent(Message message) {
        messagesSent++;
    }

    @Override
    public void onReceived(Message message) {
        messagesReceived++;
    }

    @Override
    public void onApplied(LogEntry entry, byte[] result) {
        entriesApplied++;
    }

    @Override
    public void onSnapshotCaptured(EntryId last) {
        snapshotsTaken++;
    }

    @Override
    public void onRestored(SnapshotMeta snapshot) {
        // Counted where it is installed; at the start it is no event of the cluster's.
    }

    @Override
    public void onRefused(Reason reason) {
        refused.count(reason);
    }

    @Override
    public void onDiskCondition(DiskCondition condition) {
        diskConditions.get(condition)[0]++;
    }

    /** How often the disk came into this condition. */
    public long diskConditions(DiskCondition condition) {
        return diskConditions.get(condition)[0];
    }

    /** How often the role changed for this reason. */
    public long roleChanges(Reason reason) {
        return roleChanges.of(reason);
    }

    /** How many messages were ignored for this reason. */
    public long ignored(Reason reason) {
        return ignored.of(reason);
    }

    /** How many requests of clients and operators were refused for this reason. */
    public long refused(Reason reason) {
        return refused.of(reason);
    }

    /** How many linearizable reads failed for this reason; those that arrived together count as one. */
    public long readsFailed(Reason reason) {
        return readsFailed.of(reason);
    }

    /** How many leadership transfers ended for this reason. */
    public long transfersEnded(Reason reason) {
        return transfersEnded.of(reason);
    }

    /** How often this replica asked for votes. */
    public long electionsStarted() {
        return electionsStarted;
    }

    /** How often it was elected. */
    public long electionsWon() {
        return electionsWon;
    }

    public long messagesSent() {
        return messagesSent;
    }

    public long messagesReceived() {
        return messagesReceived;
    }

    /** How many entries were added to the log, in memory. */
    public long entriesAppended() {
        return entriesAppended;
    }

    public long entriesApplied() {
        return entriesApplied;
    }

    /** How often entries were removed that conflicted with a leader's. */
    public long truncations() {
        return truncations;
    }

    /** How many linearizable reads were confirmed; those that arrived together count as one. */
    public long readsConfirmed() {
        return readsConfirmed;
    }

    /** How often the state machine was captured for a snapshot. */
    public long snapshotsTaken() {
        return snapshotsTaken;
    }

    /** How often a leader's snapshot took the place of the log. */
    public long snapshotsInstalled() {
        return snapshotsInstalled;
    }

    /** A counter per reason; counting allocates nothing. */
    private static final class ByReason {
        private final EnumMap<Reason, long[]> counts = new EnumMap<>(Reason.class);

        ByReason() {
            for (Reason reason : Reason.values()) {
                counts.put(reason, new long[1]);
            }
        }

        void take(ByReason other) {
            other.counts.forEach((reason, count) -> counts.get(reason)[0] = count[0]);
        }

        void count(Reason reason) {
            counts.get(reason)[0]++;
        }

        long of(Reason reason) {
            return counts.get(reason)[0];
        }
    }
}
