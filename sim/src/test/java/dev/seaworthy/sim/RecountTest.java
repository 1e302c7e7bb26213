package dev.seaworthy.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.CoreOptions;
import dev.seaworthy.engine.core.CoreStart;
import dev.seaworthy.engine.core.Effect;
import dev.seaworthy.engine.core.Entries;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.Message;
import dev.seaworthy.engine.core.RaftCore;
import dev.seaworthy.engine.core.Reason;
import dev.seaworthy.engine.core.RoleName;
import dev.seaworthy.engine.entry.EntryBatch;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.sim.scenario.ScenarioGenerator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecountTest {
    private static final long SEEDS = 12;
    private static final Configuration THREE =
            new Configuration(List.of(member(1), member(2), member(3)), List.of(), List.of());
    private static final Configuration DEMOTED =
            new Configuration(List.of(member(2), member(3)), List.of(), List.of(member(1)));

    private final Recount recount = new Recount();
    private final RaftCore core = core();

    /** A leader of term 1 that has entry 1 on its disk. */
    private void lead() {
        recount.decided(new Effect.ActivateConfiguration(0, THREE), core);
        recount.decided(new Effect.ChangeRole(RoleName.LEADER, 1, 1, Reason.ELECTION_WON), core);
    }

    private void hear(long from, long index, long read) {
        recount.asked(
                new Message.AppendEntriesReply(member(from), member(1), 1, true, index, EntryId.ZERO, read, 0), core);
    }

    @Test
    void aCommitSaysWhoHasTheEntryAndByWhichConfiguration() {
        lead();
        hear(2, 1, 0);
        assertEquals(
                ": n1 n2 of the voters n1 n2 n3 have it, 2 needed (configuration of entry 0)",
                recount.words(new Effect.AdvanceCommit(1), core));
    }

    @Test
    void anEntryThatIsNotOnItsOwnDiskIsNotCounted() {
        lead();
        hear(2, 2, 0);
        assertEquals(
                ": only n2 of the voters n1 n2 n3 has it, 2 needed (configuration of entry 0); its own copy is not"
                        + " known to be on its disk; that is too few",
                recount.words(new Effect.AdvanceCommit(2), core));
    }

    @Test
    void aCountByTheConfigurationBeforeIsCalledThat() {
        lead();
        recount.decided(new Effect.ActivateConfiguration(1, DEMOTED), core);
        hear(2, 1, 0);
        String expected = "only n2 of the voters n2 n3 has it, 2 needed (configuration of entry 1); n1 has it too, but"
                + " does not vote there; by the configuration of entry 0, voters n1 n2 n3, it would be enough";
        assertEquals(": " + expected, recount.words(new Effect.AdvanceCommit(1), core));
        // It has stepped down by the same event, and the core has forgotten.
        recount.decided(new Effect.AdvanceCommit(1), core);
        assertEquals(": " + expected, recount.words(new Effect.AdvanceCommit(1), core));
        hear(3, 1, 0);
        assertTrue(recount.words(new Effect.AdvanceCommit(1), core).startsWith(": n2 n3 of the voters n2 n3 have it"));
    }

    @Test
    void aReadSaysWhoAnsweredIt() {
        lead();
        hear(2, 1, 3);
        hear(3, 1, 4);
        assertTrue(
                recount.words(new Effect.ReadReady(3, 1), core).startsWith(": n1 n2 n3 of the voters n1 n2 n3 stand"));
        assertEquals(
                ": only n1 of the voters n1 n2 n3 stands by it as leader, 2 needed (configuration of entry 0); that is"
                        + " too few",
                recount.words(new Effect.ReadReady(5, 1), core));
    }

    @Test
    void aConfigurationSaysWhatItTakesThePlaceOf() {
        Effect change = new Effect.ActivateConfiguration(1, DEMOTED);
        assertEquals("", recount.words(new Effect.ActivateConfiguration(0, THREE), core));
        lead();
        recount.decided(change, core);
        assertEquals("; before: voters n1 n2 n3", recount.words(change, core));
    }

    @Test
    void oursCountsRightInEveryRun() {
        List<String> counted = new ArrayList<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            ScenarioRun.run(ScenarioGenerator.generate(seed, 0), (atNanos, place, what) -> {
                if (what.matches("(?:commits to|confirms read) .*: .*")) {
                    counted.add(what);
                }
            });
        }
        assertTrue(counted.size() > 100, () -> "" + counted.size());
        assertEquals(
                List.of(),
                counted.stream().filter(line -> line.contains(": only ")).toList());
        for (String word : List.of("commits", "confirms", " and n", "by its lease")) {
            assertTrue(counted.stream().anyMatch(line -> line.contains(word)), word);
        }
    }

    private static Member member(long node) {
        return new Member(node, 100);
    }

    private static RaftCore core() {
        Entries log = new EntryBatch(List.of(new LogEntry(1, 1, EntryKind.NOOP, new byte[0])));
        return new RaftCore(
                CoreOptions.of(member(1), ScenarioGenerator.generate(1, 0).limits(), 1),
                CoreStart.of(THREE, new HardState(1, member(1), 0, false), log, 0));
    }
}
