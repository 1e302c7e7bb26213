package dev.seaworthy.service.ops;

import dev.seaworthy.engine.core.Effect;
import dev.seaworthy.engine.core.RoleName;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.ReplicaObserver;
import java.util.function.DoubleConsumer;
import java.util.function.LongSupplier;

/**
 * Measures, while this node leads, how long entries take from its log to their commitment; and counts leaders. Entries
 * of which more than {@value #ENTRIES_MAX} are under way at a time are not measured. Called by the replica's thread.
 */
final class CommitTimer implements ReplicaObserver {
    static final int ENTRIES_MAX = 1 << 16;
    private static final double NANOS = 1e9;

    private final LongSupplier nanoTime;
    private final DoubleConsumer committed;
    private final Runnable leaderFound;
    /** Which entry each place is about, and when it came; by the index modulo the size. */
    private final long[] indexes = new long[ENTRIES_MAX];

    private final long[] sinceNanos = new long[ENTRIES_MAX];
    private boolean leads;
    private long leaderId;
    private long lastCommitted;

    /**
     * @param committed takes seconds, for each entry
     * @param leaderFound told whenever another node leads than before
     */
    CommitTimer(LongSupplier nanoTime, DoubleConsumer committed, Runnable leaderFound) {
        this.nanoTime = nanoTime;
        this.committed = committed;
        this.leaderFound = leaderFound;
    }

    @Override
    public void onEffect(Effect effect) {
        if (effect instanceof Effect.ChangeRole change) {
            leads = change.role() == RoleName.LEADER;
            if (change.leaderId() != leaderId) {
                leaderId = change.leaderId();
                if (leaderId != 0) {
                    leaderFound.run();
                }
            }
        } else if (effect instanceof Effect.AdvanceCommit advance) {
            advanced(advance.commitIndex());
        }
    }

    @Override
    public void onAppended(LogEntry entry) {
        if (leads) {
            int place = (int) (entry.index() & ENTRIES_MAX - 1);
            indexes[place] = entry.index();
            sinceNanos[place] = nanoTime.getAsLong();
        }
    }

    private void advanced(long commitIndex) {
        if (leads) {
            long now = nanoTime.getAsLong();
            for (long index = Math.max(lastCommitted, commitIndex - ENTRIES_MAX) + 1; index <= commitIndex; index++) {
                int place = (int) (index & ENTRIES_MAX - 1);
                if (indexes[place] == index) {
                    committed.accept((now - sinceNanos[place]) / NANOS);
                }
            }
        }
        lastCommitted = commitIndex;
    }
}
