package dev.seaworthy.engine.core;

import static dev.seaworthy.engine.core.CoreHarness.member;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A core that finds its own state impossible halts, and says what it found. */
class InvariantsTest {
    private static final CoreOptions OPTIONS = CoreOptions.of(member(1), CoreHarness.LIMITS, 1);

    @Test
    void aStateThatIsPossibleIsLeftAlone() {
        assertNull(Invariants.firstBroken(state()));
    }

    @Test
    void nothingIsCommittedBeyondTheLog() {
        assertFound("commitIndex 4 is beyond the last entry 3", state -> state.commitIndex = 4);
    }

    @Test
    void nothingIsDurableBeyondTheLog() {
        assertFound("durableIndex 3 is beyond the last entry 2", state -> state.log.truncateFrom(3));
    }

    @Test
    void onlyWhatIsCommittedLeavesTheLog() {
        assertFound("the log begins after entry 2, beyond commitIndex 1", state -> {
            state.log.compactTo(2);
            state.commitIndex = 1;
        });
    }

    @Test
    void onlyWhatASnapshotCoversLeavesTheLog() {
        assertFound("the log begins after entry 2, beyond the snapshot at 0", state -> state.log.compactTo(2));
    }

    @Test
    void noEntryIsOfATermThatHasNotBegun() {
        assertFound(
                "the log's last term 2 is beyond the current term 1",
                state -> state.hardState = new HardState(1, null, 0, false));
    }

    @Test
    void noConfigurationIsInForceThatIsNotInTheLog() {
        assertFound(
                "configuration 9 is beyond the last entry 3",
                state -> state.configurations.append(9, Configuration.ofVoters(CoreHarness.members(2))));
    }

    @Test
    void noTermIsLedWithoutTheEntryThatOpensIt() {
        assertFound("the term's first entry 4 is beyond the last entry 3", state -> {
            state.hardState = new HardState(2, member(1), 0, false);
            state.role = new Leader(member(1), 4, List.of(), new Reads());
        });
    }

    @Test
    void nobodyRunsForLeaderWithoutItsOwnVote() {
        assertFound(
                "runs for leader in term 2 without its own vote", state -> state.role = new Candidate(new Tally(), 1));
    }

    @Test
    void nobodyRunsForLeaderWhileRecovering() {
        assertFound("runs for leader while recovering", state -> {
            state.role = new Candidate(new Tally(), 1);
            state.hardState = new HardState(2, member(1), 1, true);
        });
    }

    /** Whatever event comes next, the core halts instead of acting on it, and hears nothing more. */
    @Test
    void aCoreThatFindsAnInvariantBrokenHaltsWithEvidence() {
        CoreState state = state();
        state.hardState = new HardState(1, null, 0, false);
        CoreHarness node = new CoreHarness(
                RaftCore.decode(OPTIONS, CoreCodec.encode(state)),
                TestEntries.ofTerms(1, 1, 2).entries(),
                1000);
        node.receive(new Message.PreVoteReply(member(2), member(1), 1, true));
        assertTrue(node.core.isHalted());
        assertEquals(
                new Effect.Halt(HaltCode.INVARIANT_BROKEN, "the log's last term 2 is beyond the current term 1"),
                node.effects(Effect.Halt.class).get(0));
        assertEquals(0, node.left.size());
        node.receive(new Message.PreVote(member(2), member(1), 1, new EntryId(2, 9)));
        assertEquals(Reason.HALTED, node.ignored());
        assertEquals(Long.MAX_VALUE, node.core.nextDeadlineNanos());
    }

    private static void assertFound(String evidence, Consumer<CoreState> breaking) {
        CoreState state = state();
        breaking.accept(state);
        String found = Invariants.firstBroken(state);
        assertTrue(found != null && found.contains(evidence), () -> "found: " + found);
    }

    /** A follower of term 2 with three entries, two of them committed. */
    private static CoreState state() {
        RaftLog log = new RaftLog(EntryId.ZERO);
        log.append(1, 1);
        log.append(1, 1);
        log.append(2, 1);
        CoreState state = new CoreState(
                OPTIONS, log, new ConfigurationHistory(0, Configuration.ofVoters(CoreHarness.members(3))));
        state.hardState = new HardState(2, null, 0, false);
        state.commitIndex = 2;
        return state;
    }
}
