package dev.seaworthy.sim.oracle;

import static dev.seaworthy.sim.oracle.HandMadeRun.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.entry.LogEntry;
import java.util.List;
import org.junit.jupiter.api.Test;

class ElectionAndLogOraclesTest {
    @Test
    void leadersOfDifferentTermsMayCoexist() {
        HandMadeRun run = HandMadeRun.withLeader(3, 2);
        run.vote(2, 2, 2)
                .vote(3, 2, 2)
                .lead(2, 2)
                .append(2, 3, 2)
                .append(1, 3, 1)
                .lead(1, 1);
        run.assertLegal();
    }

    @Test
    void secondLeaderOfATermIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 0);
        run.lead(2, 1);
        run.assertBroken("ElectionSafety", "n2 became leader of term 1, which n1 already led");
    }

    @Test
    void leaderElectedTwiceInOneTermIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 0);
        run.crash(1).start(1).lead(1, 1);
        run.assertBroken("ElectionSafety", "n1 became leader of term 1 a second time");
    }

    @Test
    void laggingFollowerMayReplaceItsConflictingEntries() {
        HandMadeRun run = HandMadeRun.withLeader(3, 1);
        run.append(1, 2, 1).append(1, 3, 1);
        run.vote(2, 2, 2).vote(3, 2, 2).lead(2, 2).replicate(2, 2, 2, 3).commit(2, 2);
        run.follow(1, 2).truncate(1, 2).append(1, 2, 2).commit(1, 2);
        run.assertLegal();
    }

    @Test
    void leaderThatRemovesItsEntriesIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 2);
        run.truncate(1, 2);
        run.assertBroken("LeaderAppendOnly", "n1, leader of term 1, removed entries of its own log from index 2");
    }

    @Test
    void leaderThatReplacesAnEntryIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 2);
        run.append(1, 2, 1);
        run.assertBroken("LeaderAppendOnly", "n1, leader of term 1, replaced entries of its own log from index 2");
    }

    @Test
    void entryWithAnotherPredecessorIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 0);
        run.append(1, 1, 1);
        run.vote(2, 2, 2).vote(3, 2, 2).lead(2, 2).append(2, 1, 2).append(2, 2, 2);
        run.append(3, 1, 1).append(3, 2, 2);
        run.assertBroken("LogMatching", "n3 appended the entry of index 2, term 2 behind the entry of term 1");
    }

    @Test
    void entryWithAnotherPayloadIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 1);
        run.append(1, entry(2, 1, "right")).append(2, entry(2, 1, "wrong"));
        run.assertBroken("LogMatching", "n2 appended the entry of index 2, term 1 with a payload unlike");
    }

    @Test
    void entryOfAnotherKindIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 0);
        run.append(1, new LogEntry(1, 1, EntryKind.NOOP, new byte[0]));
        run.append(2, new LogEntry(1, 1, EntryKind.COMMAND, new byte[0]));
        run.assertBroken("LogMatching", "as COMMAND; elsewhere it is NOOP");
    }

    @Test
    void entryThatNoLeaderMadeIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 1);
        run.append(2, 2, 1);
        run.assertBroken(
                "LogMatching", "n2 appended at index 2 an entry of term 1 that no leader of that term had made");
    }

    @Test
    void gapInALogIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 1);
        run.append(1, 3, 1);
        run.assertBroken("LogMatching", "n1 appended index 3 right after index 1");
    }

    @Test
    void restoredLogIsComparedToo() {
        HandMadeRun run = HandMadeRun.withLeader(3, 1);
        run.crash(2).start(2, new HardState(1, 1), List.of(entry(1, 1, "rotten")), null);
        run.assertBroken("LogMatching", "n2 restored the entry of index 1, term 1 with a payload unlike");
    }

    @Test
    void leaderIsWhoLeadsTheNewestTermAndIsUp() {
        HandMadeRun run = HandMadeRun.withLeader(3, 1);
        assertEquals(1, run.oracles.leader());
        run.vote(2, 2, 2).vote(3, 2, 2).lead(2, 2);
        assertEquals(2, run.oracles.leader());
        assertEquals(2, run.oracles.elections());
        run.crash(2);
        assertEquals(1, run.oracles.leader());
        run.follow(1, 2);
        assertEquals(0, run.oracles.leader());
    }
}
