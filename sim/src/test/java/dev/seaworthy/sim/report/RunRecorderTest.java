package dev.seaworthy.sim.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.checker.History;
import dev.seaworthy.sim.RunResult;
import dev.seaworthy.sim.ScenarioRun;
import dev.seaworthy.sim.report.Recording.Change;
import dev.seaworthy.sim.report.Recording.Deed;
import dev.seaworthy.sim.report.Recording.Event;
import dev.seaworthy.sim.report.Recording.Flight;
import dev.seaworthy.sim.report.Recording.Kind;
import dev.seaworthy.sim.scenario.Scenario;
import dev.seaworthy.sim.scenario.ScenarioGenerator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunRecorderTest {
    /** An election of two nodes, its disk, a crash and a client, told by hand. */
    private static RunRecorder election() {
        RunRecorder recorder = new RunRecorder(null);
        recorder.event(
                1,
                "n1",
                "is CANDIDATE in term 4",
                "{\"event\":\"role\",\"role\":\"CANDIDATE\",\"term\":4,\"leader\":0}");
        recorder.event(
                2,
                "n1",
                "sends n1>n2 RequestVote term 4",
                "{\"event\":\"sent\",\"message\":\"RequestVote\",\"term\":4}");
        recorder.event(
                2, "n1", null, "{\"event\":\"frame\",\"frame\":9,\"to\":2,\"fate\":\"arrives\",\"at\":5,\"again\":-1}");
        recorder.line(2, "net", "loses what n2 just sent to n1");
        recorder.event(5, "n2", null, "{\"event\":\"arrived\",\"frame\":9}");
        recorder.event(5, "n2", "gets n1>n2 RequestVote term 4", "{\"event\":\"received\",\"term\":4}");
        recorder.event(5, "n2", "writes term 4, vote for n1 [io 3]", "{\"event\":\"hard-state\",\"io\":3}");
        recorder.event(
                5,
                "n2",
                null,
                "{\"event\":\"batch\",\"io\":3,\"term\":4,\"vote\":1,\"truncate\":0,\"base\":-1,\"entries\":\"\"}");
        recorder.event(8, "n2", "has synced io 3", "{\"event\":\"synced\",\"io\":3,\"term\":4,\"vote\":1}");
        recorder.event(
                8,
                "n2",
                "sends n2>n1 RequestVoteReply term 4 granted",
                "{\"event\":\"sent\",\"message\":\"RequestVoteReply\",\"term\":4,\"granted\":true}");
        recorder.event(
                8,
                "n2",
                null,
                "{\"event\":\"frame\",\"frame\":10,\"to\":1,\"fate\":\"arrives\",\"at\":11,\"again\":12}");
        recorder.event(11, "n1", null, "{\"event\":\"arrived\",\"frame\":10}");
        recorder.event(
                11,
                "n1",
                "gets n2>n1 RequestVoteReply term 4 granted",
                "{\"event\":\"received\",\"message\":\"RequestVoteReply\",\"from\":\"2/c8\",\"term\":4,\"granted\":true}");
        recorder.event(
                11, "n1", "is LEADER in term 4", "{\"event\":\"role\",\"role\":\"LEADER\",\"term\":4,\"leader\":1}");
        recorder.event(20, "fault", "f7 crash of n2 begins", "{\"event\":\"fault-begins\",\"fault\":7,\"node\":2}");
        recorder.event(20, "n2", "crashes; 0 of 0 un-synced writes are lost", "{\"event\":\"crashed\"}");
        return recorder;
    }

    @Test
    void everyEventKnowsWhatCausedIt() {
        List<Event> events = election().recording().events();
        List<List<Integer>> causes = events.stream().map(Event::causes).toList();
        assertEquals(
                List.of(
                        List.of(),
                        List.of(),
                        List.of(1), // what was sent is got
                        List.of(2), // therefore it is written
                        List.of(3), // the write is synced
                        List.of(4), // and so the vote may leave
                        List.of(5),
                        List.of(6), // one vote is the quorum
                        List.of(),
                        List.of(8)), // the fault takes the node down
                causes);
        assertEquals(
                List.of(
                        Kind.ROLE,
                        Kind.SENT,
                        Kind.GOT,
                        Kind.WRITE,
                        Kind.SYNCED,
                        Kind.SENT,
                        Kind.GOT,
                        Kind.ROLE,
                        Kind.FAULT,
                        Kind.DOWN),
                events.stream().map(Event::kind).toList());
    }

    @Test
    void messagesAndChangesAreKept() {
        Recording recording = election().recording();
        assertEquals(
                List.of(
                        new Flight(1, "n2", "RequestVote", "arrives", 5, -1),
                        new Flight(5, "n1", "RequestVoteReply", "arrives", 11, 12)),
                recording.flights());
        assertEquals(
                List.of(
                        new Change(0, 1, "role", List.of("candidate", 4L, 0L)),
                        new Change(3, 2, "batch", List.of(3L, 4L, 1L, 0L, -1L, 0L, "")),
                        new Change(4, 2, "synced", List.of(3L, 4L, 1L)),
                        new Change(7, 1, "role", List.of("leader", 4L, 1L)),
                        new Change(9, 2, "down", List.of())),
                recording.changes());
        assertEquals(
                List.of(0, 1, -1, 2, 3, 4, 5, 6, 7, 8, 9), recording.lines(), "lost messages are told of the message");
    }

    @Test
    void aVerdictComesAfterItsInstantAndItsCauseIsWhatWasToldNext() {
        RunRecorder recorder = new RunRecorder(null);
        recorder.event(4, "n1", "gets n2>n1 TimeoutNow term 1 last 1@1", "{\"event\":\"received\"}");
        recorder.line(4, "oracle", "Transfer is broken: n1 took over");
        recorder.event(4, "n1", "is CANDIDATE in term 2", "{\"event\":\"role\",\"role\":\"CANDIDATE\",\"term\":2}");
        recorder.event(4, "n1", "writes term 2 [io 1]", "{\"event\":\"hard-state\",\"io\":1}");
        Recording recording = recorder.recording();
        List<Event> events = recording.events();
        assertEquals(Kind.BROKEN, events.get(3).kind());
        assertEquals(List.of(1), events.get(3).causes());
        assertEquals(List.of(0, 3, 1, 2), recording.lines());
        recorder.event(5, "n1", "commits to 1", "{\"event\":\"commit\",\"index\":1}");
        assertEquals(Kind.COMMIT, recorder.recording().events().get(4).kind(), "and before what comes later");
    }

    @Test
    void whatWasHeldComesOfItsHoldAndOfTheSync() {
        RunRecorder recorder = new RunRecorder(null);
        String reply = "\"message\":\"AppendEntriesReply\",\"to\":\"3/12c\",\"term\":3,\"index\":7";
        String words = " n2>n3 AppendEntriesReply term 3 matches to 7";
        for (int i = 1; i <= 2; i++) {
            recorder.event(i, "n2", "gets n3>n2 AppendEntries term 3 entry 7", "{\"event\":\"received\",\"term\":3}");
            recorder.event(
                    i, "n2", "holds" + words + " until io 4", "{\"event\":\"send\"," + reply + ",\"after-io\":4}");
        }
        recorder.event(5, "n2", "sends" + words, "{\"event\":\"sent\"," + reply + "}");
        recorder.event(6, "n2", "has synced io 3", "{\"event\":\"synced\",\"io\":3}");
        recorder.event(6, "n2", "sends" + words, "{\"event\":\"sent\"," + reply + "}");
        recorder.event(7, "n2", "has synced io 4", "{\"event\":\"synced\",\"io\":4}");
        recorder.event(7, "n2", "sends" + words, "{\"event\":\"sent\"," + reply + ",\"why\":\"SO\",\"own\":\"7@3\"}");
        recorder.event(7, "n2", "sends" + words, "{\"event\":\"sent\"," + reply + "}");
        recorder.event(7, "n2", "sends" + words, "{\"event\":\"sent\"," + reply + "}");
        List<List<Integer>> causes =
                recorder.recording().events().stream().map(Event::causes).toList();
        assertEquals(
                List.of(
                        List.of(),
                        List.of(), // nothing was synced yet
                        List.of(5), // not what it waited for
                        List.of(),
                        List.of(7, 1), // what has waited longest leaves first
                        List.of(7, 3),
                        List.of(7)), // this one was not held
                List.of(
                        causes.get(0),
                        causes.get(4),
                        causes.get(6),
                        causes.get(7),
                        causes.get(8),
                        causes.get(9),
                        causes.get(10)));
        assertEquals(List.of(0), causes.get(1), "and the hold knows what was asked");
    }

    @Test
    void whatTheStorageRefusedIsNotToldAsDone() {
        RunRecorder recorder = new RunRecorder(null);
        String batch = "{\"event\":\"batch\",\"io\":7,\"term\":-1,\"vote\":0,\"truncate\":1,\"base\":6,\"baseTerm\":2,"
                + "\"entries\":\"\"}";
        recorder.event(4, "n1", "appends 7..7 [io 6]", "{\"event\":\"append\",\"io\":6}");
        recorder.event(4, "n1", null, batch.replace("\"io\":7", "\"io\":6"));
        recorder.event(
                5, "n1", "replaces its log by the snapshot of entry 6 [io 7]", "{\"event\":\"install\",\"io\":7}");
        recorder.event(5, "n1", null, batch);
        recorder.event(5, "n1", null, "{\"event\":\"batch-refused\",\"io\":7}");
        Recording recording = recorder.recording();
        assertEquals("appends 7..7 [io 6]", recording.events().get(0).what());
        assertEquals(
                "replaces its log by the snapshot of entry 6 [io 7], which was never stored",
                recording.events().get(1).what());
        assertEquals(1, recording.changes().size());
    }

    @Test
    void aConfigurationIsKeptWithoutTheOneBefore() {
        RunRecorder recorder = new RunRecorder(null);
        recorder.event(
                3,
                "n1",
                "uses the configuration of entry 2: voter n1; before: voters n1 n2",
                "{\"event\":\"configuration\",\"index\":2}");
        assertEquals(
                List.of(new Change(0, 1, "members", List.of("voter n1", 2L))),
                recorder.recording().changes());
    }

    @Test
    void aTimerHasNoCause() {
        RunRecorder recorder = election();
        recorder.event(11, "n1", null, "{\"event\":\"timer\"}");
        recorder.event(
                11,
                "n1",
                "is FOLLOWER in term 4",
                "{\"event\":\"role\",\"role\":\"FOLLOWER\",\"term\":4,\"leader\":0}");
        assertEquals(List.of(), recorder.recording().events().get(10).causes());
    }

    @Test
    void anOperationKnowsItsPlaceInTheLog() {
        RunRecorder recorder = new RunRecorder(null);
        String operation = "\"client\":1,\"operation\":0,\"attempt\":1";
        recorder.event(
                1,
                "c1",
                "begins c1.0 put k1 c1.0",
                "{\"event\":\"begins\",\"number\":0,\"operation\":0,\"words\":\"c1.0 put k1 c1.0\"}");
        recorder.event(
                1, "c1", "asks n2, operation 0, attempt 1", "{\"event\":\"asks\",\"to\":2,\"at\":3," + operation + "}");
        recorder.event(3, "n2", "is asked by c1, operation 0, attempt 1", "{\"event\":\"asked\"," + operation + "}");
        recorder.event(6, "n2", "commits to 5", "{\"event\":\"commit\",\"index\":5}");
        recorder.event(6, "n2", null, "{\"event\":\"executed\",\"client\":1,\"operation\":0,\"index\":5}");
        recorder.event(
                6,
                "n2",
                "answers c1, operation 0, attempt 1: an answer",
                "{\"event\":\"answers\",\"at\":8," + operation + "}");
        recorder.event(
                8, "c1", "has from n2, operation 0, attempt 1: an answer", "{\"event\":\"replied\"," + operation + "}");
        recorder.event(
                8,
                "c1",
                "ends c1.0 put k1 c1.0: done",
                "{\"event\":\"ends\",\"number\":0,\"operation\":0,\"outcome\":\"done\",\"index\":5}");
        recorder.judged(History.builder().build(), new int[] {0});
        Recording recording = recorder.recording();
        assertEquals(List.of(new Deed(1, "c1.0 put k1 c1.0", 0, 6, "done", 5, 6)), recording.operations());
        assertEquals(0, recording.numbers()[0]);
        List<List<Integer>> causes =
                recording.events().stream().map(Event::causes).toList();
        assertEquals(
                List.of(List.of(), List.of(0), List.of(1), List.of(), List.of(2, 3), List.of(4), List.of(5)), causes);
        assertEquals(
                List.of("client request", "client answer"),
                recording.flights().stream().map(Flight::type).toList());
    }

    @Test
    void recordingChangesNothingAndHoldsTheWholeTimeline() {
        Scenario scenario = ScenarioGenerator.generate(11, 0);
        List<String> lines = new ArrayList<>();
        RunRecorder recorder = new RunRecorder((atNanos, place, what) -> lines.add(what));
        RunResult recorded = ScenarioRun.run(scenario, recorder);
        RunResult alone = ScenarioRun.run(scenario, null);
        List<String> traced = new ArrayList<>();
        ScenarioRun.run(scenario, (atNanos, place, what) -> traced.add(what));
        assertEquals(alone.hash(), recorded.hash());
        assertEquals(traced, lines);
        Recording recording = recorder.recording();
        assertEquals(alone.hash(), recording.figures().orElseThrow().hash());
        assertEquals(lines.size(), recording.lines().size());
        assertEquals(
                alone.operations(),
                recording.history().orElseThrow().operations().size());
        for (Event event : recording.events()) {
            if (event.kind() == Kind.GOT) {
                Event sent = recording.events().get(event.causes().get(0));
                assertEquals(Kind.SENT, sent.kind(), () -> event + " comes of " + sent);
                assertTrue(sent.atNanos() < event.atNanos(), event::toString);
            }
        }
    }
}
