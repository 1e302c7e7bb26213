package dev.seaworthy.service.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.seaworthy.engine.core.Effect;
import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.core.Reason;
import dev.seaworthy.engine.core.RoleName;
import dev.seaworthy.engine.entry.LogEntry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How long entries take, on a clock that stands still in between. */
class CommitTimerTest {
    private static final long SECOND = 1_000_000_000L;

    private final List<Double> seconds = new ArrayList<>();
    private long now;
    private int leaders;
    private final CommitTimer timer = new CommitTimer(() -> now, seconds::add, () -> leaders++);

    @Test
    void eachEntryOfALeaderIsMeasuredOnce() {
        role(RoleName.LEADER, 1);
        append(1);
        now += SECOND;
        append(2);
        append(3);
        now += 2 * SECOND;
        commit(2);
        commit(2);
        now += SECOND;
        commit(3);
        assertEquals(List.of(3.0, 2.0, 3.0), seconds);
    }

    @Test
    void aFollowerMeasuresNothing() {
        role(RoleName.FOLLOWER, 2);
        append(1);
        commit(1);
        role(RoleName.LEADER, 1);
        commit(1);
        assertEquals(List.of(), seconds);
        assertEquals(2, leaders);
    }

    @Test
    void whatWasForgottenIsNotMeasured() {
        role(RoleName.LEADER, 1);
        append(1);
        append(1 + CommitTimer.ENTRIES_MAX);
        now += SECOND;
        commit(1 + CommitTimer.ENTRIES_MAX);
        assertEquals(List.of(1.0), seconds);
    }

    @Test
    void leadersAreCountedWhenTheyChange() {
        role(RoleName.FOLLOWER, 2);
        role(RoleName.FOLLOWER, 2);
        role(RoleName.CANDIDATE, 0);
        role(RoleName.FOLLOWER, 2);
        role(RoleName.LEADER, 1);
        assertEquals(3, leaders);
    }

    private void role(RoleName role, long leader) {
        timer.onEffect(new Effect.ChangeRole(role, 1, leader, Reason.STARTED));
    }

    private void append(long index) {
        timer.onAppended(new LogEntry(index, 1, EntryKind.COMMAND, new byte[0]));
    }

    private void commit(long index) {
        timer.onEffect(new Effect.AdvanceCommit(index));
    }
}
