package dev.seaworthy.sim.oracle;

import static dev.seaworthy.sim.oracle.HandMadeRun.entry;

import org.junit.jupiter.api.Test;

class CommitAndApplyOraclesTest {
    @Test
    void replicasThatCommitAndApplyTheSameAreLegal() {
        HandMadeRun run = HandMadeRun.withLeader(3, 2);
        run.commit(1, 2).commit(2, 1).commit(2, 2);
        run.apply(1, entry(1, 1), "a", 7).apply(1, entry(2, 1), "b", 8);
        run.apply(2, entry(1, 1), "a", 7).apply(2, entry(2, 1), "b", 8);
        run.assertLegal();
    }

    @Test
    void newLeaderWithoutACommittedEntryIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 1);
        run.replicate(2, 1, 1, 2).commit(1, 2);
        run.elect(3, 2, 2);
        run.assertBroken(
                "LeaderCompleteness",
                "n3 leads term 2 with no entry at index 2, where the entry of term 1 was committed");
    }

    @Test
    void newLeaderWithAnotherEntryIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 1);
        run.elect(3, 2, 2).append(3, 2, 2).follow(3, 2);
        run.replicate(2, 1, 1, 2).commit(1, 2);
        run.elect(3, 3, 2);
        run.assertBroken("LeaderCompleteness", "n3 leads term 3 with the entry of term 2 at index 2");
    }

    @Test
    void entryCommittedLateInAnEarlierTermMustBeInTheLaterLeadersLog() {
        HandMadeRun run = HandMadeRun.withLeader(3, 1);
        run.elect(3, 2, 2);
        run.replicate(2, 1, 1, 2).commit(1, 2);
        run.assertBroken("LeaderCompleteness", "n3 leads term 2");
    }

    @Test
    void oldTermMayBeWonAfterALaterOneCommitted() {
        HandMadeRun run = HandMadeRun.withLeader(3, 1);
        run.vote(3, 2, 3).vote(1, 2, 3);
        run.vote(2, 3, 2)
                .vote(1, 3, 2)
                .lead(2, 3)
                .follow(1, 3)
                .replicate(2, 3, 2, 1)
                .commit(2, 2);
        run.lead(3, 2);
        run.assertLegal();
    }

    @Test
    void commitIndexThatGoesBackIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 2);
        run.commit(1, 2).commit(1, 1);
        run.assertBroken("CommitIsMonotonic", "the commitIndex of n1 went back from 2 to 1");
    }

    @Test
    void differentCommittedEntriesAreReported() {
        HandMadeRun run = HandMadeRun.withLeader(5, 1);
        run.append(1, 2, 1).append(2, 2, 1);
        run.elect(3, 2, 4, 5)
                .append(3, 2, 2)
                .replicate(2, 2, 4, 5)
                .onDisk(3, 2, 2)
                .commit(3, 2);
        run.commit(2, 2);
        run.assertBroken(
                "StateMachineSafety",
                "n2 committed the entry of term 1 at index 2, where the entry of term 2 is committed already");
    }

    @Test
    void commitBeyondTheLogIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 1);
        run.commit(2, 2);
        run.assertBroken("StateMachineSafety", "n2 committed up to index 2, but its log ends at 1");
    }

    @Test
    void gapInApplicationIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 2);
        run.commit(1, 2).apply(1, entry(2, 1), "b", 8);
        run.assertBroken("StateMachineSafety", "n1 applied index 2 right after index 0");
    }

    @Test
    void applicationBeforeCommitmentIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 2);
        run.commit(1, 1).apply(1, entry(1, 1), "a", 7).apply(1, entry(2, 1), "b", 8);
        run.assertBroken("StateMachineSafety", "n1 applied index 2 while its commitIndex is 1");
    }

    @Test
    void applicationOfAnotherEntryIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 1);
        run.commit(1, 1).apply(1, entry(1, 1, "other"), "a", 7);
        run.assertBroken("StateMachineSafety", "n1 applied an entry of term 1 at index 1");
    }

    @Test
    void anotherAnswerOfOneNodeAfterARestartIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 1);
        run.commit(1, 1).apply(1, entry(1, 1), "a", 7).crash(1).start(1);
        run.commit(1, 1).apply(1, entry(1, 1), "b", 7);
        run.assertBroken(
                "StateMachineSafety",
                "n1 applied the entries up to index 1 once more, and gave another answer: to the command \"v1.1\" n1"
                        + " answered \"b\", before \"a\"");
    }

    @Test
    void differentAnswersAreReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 1);
        run.commit(1, 1).commit(2, 1).apply(1, entry(1, 1), "a", 7).apply(2, entry(1, 1), "b", 7);
        run.assertBroken(
                "StateMachineSafety",
                "up to index 1, but n2 gave another answer: to the command \"v1.1\" n2 answered \"b\", n1 \"a\"");
    }

    @Test
    void whatIsNoTextIsReportedInHexadecimalAndWhatIsLongByItsBeginning() {
        HandMadeRun run = HandMadeRun.withLeader(3, 1);
        run.commit(1, 1).commit(2, 1);
        run.apply(1, entry(1, 1), "\u0001\u00ff", 7).apply(2, entry(1, 1), "x".repeat(61), 7);
        run.assertBroken("StateMachineSafety", "n2 answered \"" + "x".repeat(59) + "…\", n1 0x01c3bf");
    }

    @Test
    void differentStatesAreReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 1);
        run.commit(1, 1).commit(2, 1).apply(1, entry(1, 1), "a", 7).apply(2, entry(1, 1), "a", 8);
        run.assertBroken(
                "StateMachineSafety",
                "up to index 1, but n2 came to another state: after the command \"v1.1\", which both answered with"
                        + " \"a\", n2's state has the digest 00000000000000080000000000000008, that of n1"
                        + " 00000000000000070000000000000007");
    }

    @Test
    void removalOfWhatTheNodeItselfCommittedIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 2).commit(1, 2).commit(2, 2);
        run.truncate(2, 2);
        run.assertBroken("StateMachineSafety", "n2 removes entries from index 2 on, but has committed up to index 2");
    }
}
