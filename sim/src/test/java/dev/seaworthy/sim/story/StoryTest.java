package dev.seaworthy.sim.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.sim.ScenarioRun;
import dev.seaworthy.sim.Violation;
import dev.seaworthy.sim.scenario.ScenarioGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoryTest {
    private static final Violation TWO_LEADERS =
            new Violation("ElectionSafety", "n3 became leader of term 4, which n1 already led", 90_000_000);

    @Test
    void itTellsWhoVotedAndCrashedInOrder() {
        List<TracedRun.Line> lines = List.of(
                line(0, "n1", "starts in term 0 with entries up to 0"),
                line(10, "n1", "is CANDIDATE in term 4: a quorum would vote for this node"),
                line(11, "n2", "gets n1>n2 RequestVote term 4 last 0@0"),
                line(12, "n2", "sends n2>n1 RequestVoteReply term 4 granted"),
                line(13, "n2", "crashes; 1 of 2 un-synced writes are lost"),
                line(14, "n1", "is LEADER in term 4, leader n1: a quorum voted for this node"),
                line(20, "fault", "f3 partition isolate of n1 begins"),
                line(21, "fault", "f4 loss begins"),
                line(50, "n2", "starts in term 3 with entries up to 0"),
                line(60, "n2", "sends n2>n3 RequestVoteReply term 4 granted"),
                line(90, "oracle", "ElectionSafety is broken"));
        assertEquals(
                "At 10.0 ms n1 campaigned in term 4; at 12.0 ms n2 granted its vote to n1 in term 4, at 13.0 ms crashed"
                        + " and lost 1 of 2 un-synced writes; at 14.0 ms n1 became leader of term 4; at 20.0 ms n1"
                        + " was cut off; at 21.0 ms a loss began; at 50.0 ms n2 started again in term 3 with entries up to 0,"
                        + " at 60.0 ms granted its vote to n3 in term 4. Then, at 90.0 ms, ElectionSafety was broken:"
                        + " n3 became leader of term 4, which n1 already led.",
                Story.of(new TracedRun(Optional.of(TWO_LEADERS), lines)));
    }

    @Test
    void itBeginsWithWhoWroteWhatDiffersAndLeavesOutWhatHadNoPart() {
        List<TracedRun.Line> lines = List.of(
                line(10, "n1", "is LEADER in term 1, leader n1: a quorum voted for this node"),
                line(11, "n1", "appends 1, n1 n2 n3 [io 2]"),
                line(20, "n3", "captures its state after entry 1"),
                line(21, "n3", "stands on the snapshot of entry 1, drops entries up to 1 [io 4]"),
                line(30, "n2", "is LEADER in term 2, leader n2: a quorum voted for this node"),
                line(31, "n2", "appends 2, no command [io 3]"),
                line(40, "n1", "appends 2..3 [io 5]"),
                line(50, "fault", "everything is healed"),
                line(
                        60,
                        "n3",
                        "sends n3>n1 RequestVoteReply term 2 refused: the log is behind, n1's log ends 3@1, its"
                                + " own 2@2"));
        assertEquals(
                "At 10.0 ms n1 became leader of term 1, at 11.0 ms appended entry 1; at 30.0 ms n2 became leader of"
                        + " term 2, at 31.0 ms wrote entry 2 of term 2; at 40.0 ms n1 wrote entry 2 of term 1, other"
                        + " than n2's of term 2; at 60.0 ms n3 refused n1 its vote in term 2: the log is behind, n1's"
                        + " log ends 3@1, its own 2@2. Then, at 90.0 ms, ElectionSafety was broken: n3 became leader"
                        + " of term 4, which n1 already led.",
                Story.of(new TracedRun(Optional.of(TWO_LEADERS), lines)));
    }

    @Test
    void ofACommitItSaysWhoseCopiesCountedAndHowTheEntryCameToDisks() {
        Violation violation = new Violation(
                "DurableOnQuorum", "the committed entry of index 2, term 1 was on the disks of n2 only", 90_000_000);
        List<TracedRun.Line> lines = List.of(
                line(1, "n1", "is CANDIDATE in term 1: a quorum would vote for this node"),
                line(2, "n2", "sends n2>n1 RequestVoteReply term 1 refused: it gave its vote of term 1 to n2"),
                line(3, "n3", "sends n3>n1 RequestVoteReply term 1 granted: n1's log ends 0@0, its own 0@0"),
                line(4, "n1", "is LEADER in term 1, leader n1: a quorum voted for this node"),
                line(
                        5,
                        "n1",
                        "commits to 1: n1 n3 of the voters n1 n2 n3 have it, 2 needed (configuration of entry 0)"),
                line(6, "n1", "appends 2, voters n2 n3 learner n1 [io 3]"),
                line(7, "n2", "appends 2..2 [io 8]"),
                line(8, "n2", "has synced io 7"),
                line(9, "n2", "has synced io 9"),
                line(
                        10,
                        "n1",
                        "commits to 2: only n2 of the voters n2 n3 has it, 2 needed (configuration of entry 2); n1 has it"
                                + " too, but does not vote there; that is too few"));
        assertEquals(
                "At 4.0 ms n1 became leader of term 1, at 5.0 ms committed up to entry 1, on the disks of n1 n3 of the"
                        + " voters n1 n2 n3, configuration of entry 0, at 6.0 ms appended entry 2 by io 3; at 7.0 ms n2"
                        + " appended entry 2 by io 8, at 9.0 ms had entry 2 on its disk, io 8 being synced; at 10.0 ms"
                        + " n1 committed up to entry 2 though only n2 of the voters n2 n3 had it, 2 were needed"
                        + " (configuration of entry 2); n1 had it too, but did not vote there; that is too few. Then,"
                        + " at 90.0 ms, DurableOnQuorum was broken: " + violation.story() + ".",
                Story.of(new TracedRun(Optional.of(violation), lines)));
    }

    @Test
    void aCommitOfWhatNobodyHasIsToldAsThat() {
        Violation violation = new Violation("DurableOnQuorum", "n1 commits index 1, which nobody has", 90_000_000);
        List<TracedRun.Line> lines = List.of(
                line(4, "n1", "is LEADER in term 1, leader n1: a quorum voted for this node"),
                line(5, "n1", "commits to 1: none of the voters n1 has it, 1 needed (configuration of entry 1)"));
        String story = Story.of(new TracedRun(Optional.of(violation), lines));
        assertTrue(story.contains("committed up to entry 1 though none of the voters n1 had it, 1 was needed"), story);
    }

    @Test
    void whatIsNeverAnsweredIsToldWithTheMessageThatWasLost() {
        Violation violation = new Violation("Liveness", "c1 has waited 13584 ms", 900_000_000);
        List<TracedRun.Line> lines = List.of(
                line(4, "n1", "is LEADER in term 1, leader n1: a quorum voted for this node"),
                line(5, "n1", "commits to 1: n1 n2 of the voters n1 n2 have it, 2 needed (configuration of entry 1)"),
                line(6, "n1", "commits to 2: n1 n2 of the voters n1 n2 have it, 2 needed (configuration of entry 1)"),
                line(7, "n1", "sends n1>n2 AppendEntries term 1 heartbeat after 2@1 commit 2"),
                line(7, "net", "loses what n1 just sent to n2"),
                line(8, "n1", "sends n1>n2 AppendEntries term 1 entries 3..4 after 2@1 commit 2"),
                line(8, "net", "loses what n1 just sent to n2"),
                line(9, "n1", "sends n1>n2 AppendEntries term 1 entry 5 after 2@1 commit 2"),
                line(9, "net", "loses what n1 just sent to n2"),
                line(10, "n1", "sends n1>n2 AppendEntries term 1 heartbeat after 5@1 commit 2"),
                line(10, "net", "loses what n1 just sent to n2"));
        assertEquals(
                "At 4.0 ms n1 became leader of term 1, at 6.0 ms committed up to entry 2, on the disks of n1 n2 of the"
                        + " voters n1 n2, configuration of entry 1, at 9.0 ms sent n2 entry 5, which was lost. Then, at"
                        + " 900.0 ms, Liveness was broken: c1 has waited 13584 ms.",
                Story.of(new TracedRun(Optional.of(violation), lines)));
    }

    @Test
    void aDiskThatRotsAndBytesThatNoSyncCoveredAreTold() {
        Violation violation = new Violation("Recovery", "n1 cannot start", 90_000_000);
        List<TracedRun.Line> lines = List.of(
                line(
                        5,
                        "n1",
                        "crashes; 0 of 0 un-synced writes are lost, and some or all of 171 un-synced bytes of"
                                + " snapshots"),
                line(6, "n1", "has a disk on which the snapshot rots"),
                line(7, "n1", "refuses to start: the snapshot is damaged"),
                line(8, "n2", "is killed; 0 writes stay un-synced"),
                line(9, "fault", "everything is healed"),
                line(9, "n3", "is killed; 0 writes stay un-synced"));
        assertEquals(
                "At 5.0 ms n1 crashed and lost some or all of 171 un-synced bytes of snapshots, at 6.0 ms had a disk on"
                        + " which the snapshot rotted, at 7.0 ms refused to start: the snapshot is damaged; at 8.0 ms n2"
                        + " was killed; at 9.0 ms everything was healed; at 9.0 ms n3 was stopped, so that the heal could"
                        + " end its upgrade. Then, at 90.0 ms, Recovery was broken: n1 cannot start.",
                Story.of(new TracedRun(Optional.of(violation), lines)));
    }

    @Test
    void ofAPromiseItSaysWhatItWaitedForAndOfARestartWhatItForgot() {
        Violation violation = new Violation(
                "PersistBeforeSend", "n2 acknowledged index 7 to n3 in term 3 while its disk held nothing", 90_000_000);
        List<TracedRun.Line> lines = List.of(
                line(1, "n2", "commits to 3"),
                line(2, "n2", "crashes; 0 of 0 un-synced writes are lost"),
                line(3, "n2", "starts in term 1 with entries up to 4"),
                line(4, "n2", "appends 7..7 [io 2]"),
                line(5, "n2", "holds n2>n3 AppendEntriesReply term 1 matches to 7 until io 2"),
                line(6, "n2", "removes entries from 7 on [io 5]"),
                line(7, "n2", "appends 7..8 [io 6]"),
                line(8, "n2", "holds n2>n3 AppendEntriesReply term 3 matches to 7 until io 4"),
                line(9, "n2", "holds n2>n3 AppendEntriesReply term 3 matches to 7 until io 4"),
                line(10, "n2", "has synced io 4"));
        assertEquals(
                "At 1.0 ms n2 committed up to entry 3, at 2.0 ms crashed, at 3.0 ms started again in term 1 with entries"
                        + " up to 4 but no more knew that those up to 3 were committed, at 4.0 ms appended entry 7 by"
                        + " io 2, at 6.0 ms removed its entries from 7 on, at 7.0 ms appended entry 7 by io 6, at 8.0"
                        + " ms held its answer to n3 that it has entry 7 until io 4, though io 6 writes that entry."
                        + " Then, at 90.0 ms, PersistBeforeSend was broken: " + violation.story() + ".",
                Story.of(new TracedRun(Optional.of(violation), lines)));
    }

    @Test
    void itTellsWhatAConfigurationReplacesAndWhatAReadSaw() {
        List<TracedRun.Line> lines = List.of(
                line(10, "n1", "uses the configuration of entry 5: voters n1 n2; before: voters n1 n2 n3"),
                line(20, "n1", "confirms read 3 at index 0: n1 of the voter n1 stands by it as leader, 1 needed"),
                line(30, "n2", "confirms read 4 at index 7"));
        assertEquals(
                "At 10.0 ms n1 took up the configuration of entry 5, voters n1 n2 (before: voters n1 n2 n3), at 20.0 ms"
                        + " confirmed a read of the state before anything was applied; at 30.0 ms n2 confirmed a read at"
                        + " index 7. Then, at 90.0 ms, ElectionSafety was broken: " + TWO_LEADERS.story() + ".",
                Story.of(new TracedRun(Optional.of(TWO_LEADERS), lines)));
    }

    @Test
    void whatANodeSaysAgainIsToldOnceWhateverOthersDoMeanwhile() {
        String refusal = " PreVoteReply term 3 refused: it hears from its leader n1";
        List<TracedRun.Line> lines = List.of(
                line(10, "n2", "sends n2>n3" + refusal),
                line(11, "n1", "commits to 4"),
                line(12, "n2", "sends n2>n3" + refusal),
                line(13, "n2", "commits to 4"),
                line(14, "n2", "sends n2>n3" + refusal));
        String told = "told n3 that it would not vote for it in term 3: it hears from its leader n1";
        assertEquals(
                "At 10.0 ms n2 " + told + "; at 11.0 ms n1 committed up to entry 4; at 13.0 ms n2 committed up to entry"
                        + " 4, at 14.0 ms " + told + ". Then, at 90.0 ms, ElectionSafety was broken: "
                        + TWO_LEADERS.story() + ".",
                Story.of(new TracedRun(Optional.of(TWO_LEADERS), lines)));
    }

    @Test
    void ofALongRunItKeepsWhatTheViolationNames() {
        List<TracedRun.Line> lines = new ArrayList<>();
        for (int i = 1; i <= 60; i++) {
            lines.add(line(i, "n5", "commits to " + (100 + i)));
        }
        lines.add(line(61, "n1", "is LEADER in term 4, leader n1: a quorum voted for this node"));
        for (int i = 62; i <= 80; i++) {
            lines.add(line(i, "n5", "commits to " + (100 + i)));
        }
        String story = Story.of(new TracedRun(Optional.of(TWO_LEADERS), lines));
        assertTrue(story.contains("n1 became leader of term 4"), story);
        assertTrue(story.length() < 1_200, story);
    }

    @Test
    void aCleanRunHasNoStory() {
        TracedRun run = TracedRun.of(
                (scenario, trace) -> ScenarioRun.run(scenario, trace).violation(), ScenarioGenerator.generate(1, 3));
        assertEquals("", Story.of(run));
    }

    /** The words of the timeline are written elsewhere; here is where a change of them is noticed. */
    @Test
    void realTimelinesTellOfVotesLeadersAndCommits() {
        TracedRun run = TracedRun.of(
                (scenario, trace) -> {
                    ScenarioRun.run(scenario, trace);
                    return Optional.of(new Violation("Planted", "nothing", Long.MAX_VALUE));
                },
                ScenarioGenerator.generate(1, 3));
        List<String> told = new ArrayList<>();
        for (TracedRun.Line line : run.lines()) {
            Clause clause = Clause.of(line, 0);
            if (clause != null) {
                told.add(clause.did().replaceAll("\\d+", "#"));
            }
        }
        for (String words : List.of(
                "campaigned in term #",
                "granted its vote to n# in term #",
                "became leader of term #",
                "committed up to entry #",
                "appended entry #",
                "asked n# for its operation #",
                "started again in term # with entries up to #")) {
            assertTrue(told.contains(words), words);
        }
    }

    private static TracedRun.Line line(long millis, String place, String what) {
        return new TracedRun.Line(millis * 1_000_000, place, what);
    }
}
