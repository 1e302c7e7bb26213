package dev.seaworthy.engine.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.DiskCondition;
import dev.seaworthy.engine.core.Effect;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.Message;
import dev.seaworthy.engine.core.Reason;
import dev.seaworthy.engine.core.RoleName;
import dev.seaworthy.engine.core.SnapshotMeta;
import dev.seaworthy.engine.entry.LogEntry;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.ToLongBiFunction;
import org.junit.jupiter.api.Test;

/** Everything is counted under its own cause, and nothing under another. */
class CountersTest {
    private static final Member ONE = new Member(1, 1);
    private static final Message MESSAGE = new Message.PreVote(ONE, new Member(2, 2), 1, EntryId.ZERO);
    private static final SnapshotMeta SNAPSHOT =
            new SnapshotMeta(new EntryId(1, 3), 0, 0, Configuration.ofVoters(List.of(ONE)), 5, 0, 0);

    @Test
    void messagesAreIgnoredForReasons() {
        assertCountedByReason(
                (counters, reason) -> counters.onEffect(new Effect.Ignore(MESSAGE, reason)), Counters::ignored);
    }

    @Test
    void requestsAreRefusedForReasons() {
        assertCountedByReason(Counters::onRefused, Counters::refused);
    }

    @Test
    void rolesChangeForReasons() {
        assertCountedByReason(
                (counters, reason) -> counters.onEffect(new Effect.ChangeRole(RoleName.FOLLOWER, 1, 0, reason)),
                Counters::roleChanges);
    }

    @Test
    void readsFailForReasons() {
        assertCountedByReason(
                (counters, reason) -> counters.onEffect(new Effect.ReadFailed(1, reason)), Counters::readsFailed);
    }

    @Test
    void transfersEndForReasons() {
        assertCountedByReason(
                (counters, reason) -> counters.onEffect(new Effect.EndTransfer(ONE, reason)), Counters::transfersEnded);
    }

    @Test
    void anElectionIsStartedByACandidateAndWonByALeader() {
        Counters counters = new Counters();
        change(counters, RoleName.PRE_CANDIDATE, 1);
        change(counters, RoleName.FOLLOWER, 1);
        change(counters, RoleName.CANDIDATE, 3);
        change(counters, RoleName.LEADER, 2);
        assertEquals(3, counters.electionsStarted());
        assertEquals(2, counters.electionsWon());
        assertEquals(3, counters.copy().electionsStarted());
        assertEquals(2, counters.copy().electionsWon());
    }

    @Test
    void eachOfTheRestHasItsOwnCounter() {
        Counters counters = new Counters();
        LogEntry entry = new LogEntry(1, 1, EntryKind.NOOP, new byte[0]);
        repeat(8, () -> counters.onSent(MESSAGE));
        repeat(7, () -> counters.onReceived(MESSAGE));
        repeat(6, () -> counters.onAppended(entry));
        repeat(5, () -> counters.onApplied(entry, null));
        repeat(4, () -> counters.onEffect(new Effect.TruncateLog(1, 1, 1)));
        repeat(3, () -> counters.onEffect(new Effect.ReadReady(1, 1)));
        repeat(2, () -> counters.onSnapshotCaptured(new EntryId(1, 1)));
        repeat(1, () -> counters.onEffect(new Effect.InstallSnapshot(SNAPSHOT, 1)));
        counters.onRestored(SNAPSHOT);
        assertTheRest(counters);
        assertTheRest(counters.copy());
    }

    private static void assertTheRest(Counters counters) {
        assertEquals(8, counters.messagesSent());
        assertEquals(7, counters.messagesReceived());
        assertEquals(6, counters.entriesAppended());
        assertEquals(5, counters.entriesApplied());
        assertEquals(4, counters.truncations());
        assertEquals(3, counters.readsConfirmed());
        assertEquals(2, counters.snapshotsTaken());
        assertEquals(1, counters.snapshotsInstalled());
    }

    @Test
    void aCopyStaysAsItIs() {
        Counters counters = new Counters();
        Counters copy = counters.copy();
        counters.onSent(MESSAGE);
        counters.onRefused(Reason.NOT_LEADER);
        counters.onDiskCondition(DiskCondition.FULL);
        assertEquals(0, copy.messagesSent());
        assertEquals(0, copy.refused(Reason.NOT_LEADER));
        assertEquals(0, copy.diskConditions(DiskCondition.FULL));
    }

    @Test
    void eachConditionOfTheDiskIsCountedByItself() {
        Counters counters = new Counters();
        int times = 1;
        for (DiskCondition condition : DiskCondition.values()) {
            repeat(times++, () -> counters.onDiskCondition(condition));
        }
        long expected = 1;
        for (DiskCondition condition : DiskCondition.values()) {
            assertEquals(expected, counters.copy().diskConditions(condition), condition.name());
            assertEquals(expected++, counters.diskConditions(condition), condition.name());
        }
    }

    /** Counts each reason once more than the one before it, and finds exactly that. */
    private static void assertCountedByReason(
            BiConsumer<Counters, Reason> event, ToLongBiFunction<Counters, Reason> counted) {
        Counters counters = new Counters();
        int times = 0;
        for (Reason reason : Reason.values()) {
            repeat(times++, () -> event.accept(counters, reason));
        }
        long expected = 0;
        for (Reason reason : Reason.values()) {
            assertEquals(expected, counted.applyAsLong(counters, reason), reason.name());
            assertEquals(expected, counted.applyAsLong(counters.copy(), reason), reason.name());
            long all = counters.ignored(reason)
                    + counters.refused(reason)
                    + counters.roleChanges(reason)
                    + counters.readsFailed(reason)
                    + counters.transfersEnded(reason);
            assertEquals(expected++, all, "nothing else counts " + reason);
        }
    }

    private static void change(Counters counters, RoleName role, int times) {
        repeat(times, () -> counters.onEffect(new Effect.ChangeRole(role, 1, 0, Reason.STARTED)));
    }

    private static void repeat(int times, Runnable event) {
        for (int i = 0; i < times; i++) {
            event.run();
        }
    }
}
