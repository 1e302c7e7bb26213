package dev.seaworthy.sim.scenario;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioJsonTest {
    private static final String TEXT = """
            {
              "format": 3,
              "seed": -7,
              "profile": "written by hand",
              "nodes": 1,
              "voters": 1,
              "limits": {
                "electionTimeoutMinNanos": 150000000,
                "electionTimeoutMaxNanos": 300000000,
                "heartbeatNanos": 50000000,
                "appendBytesMax": 65536,
                "appendEntriesMax": 1,
                "inflightMessagesMax": 2,
                "inflightBytesMax": 4194304,
                "uncommittedBytesMax": 67108864,
                "entryBytesMax": 1048576,
                "chunkBytesMax": 500,
                "trailingEntries": 3,
                "diskStallNanos": 600000000
              },
              "replica": {
                "snapshotEntries": 50,
                "logCacheBytesMax": 100,
                "leaseDriftPpm": -1
              },
              "network": {
                "delayMinNanos": 100000,
                "delayMeanNanos": 400000,
                "tailPpm": 0,
                "tailNanos": 0,
                "lossPpm": 0,
                "duplicationPpm": 0,
                "inOrder": true
              },
              "disk": {
                "syncMinNanos": 200000,
                "syncMeanNanos": 800000,
                "readMeanNanos": 300000,
                "snapshotMeanNanos": 5000000
              },
              "machines": [
                {"offsetNanos": 5, "driftPpm": -20, "electionPriority": 0, "capabilities": 31}
              ],
              "sessions": {
                "sessionsMax": 3,
                "outstandingMax": 4,
                "resultBytesMax": 100,
                "sessionTtlNanos": 900000000
              },
              "workload": {
                "clients": 2,
                "operationsPerClient": 25,
                "keys": 1,
                "getPpm": 500000,
                "anywherePpm": 50000,
                "localPpm": 1000,
                "thinkMeanNanos": 100000000,
                "retryNanos": 300000000,
                "giveUpNanos": 900000000
              },
              "actions": [
                {"id": 1, "kind": "SWAP", "manner": "HASTY", "node": 1, "count": 2, "atNanos": 9000000},
                {"id": 2, "kind": "TRANSFER", "manner": "PATIENT", "node": 0, "count": 1, "atNanos": 0, "trigger": \
            {"event": "BECAME_LEADER", "node": 0, "nth": 2, "delayNanos": 0}}
              ],
              "faults": [
                {"id": 1, "kind": "CRASH", "node": 1, "atNanos": 1000000, "forNanos": 5000000},
                {"id": 2, "kind": "PARTITION", "shape": "CLIENTS", "node": 0, "atNanos": 0, \
            "trigger": {"event": "READ_STARTED", "node": 0, "nth": 3, "delayNanos": 10}, "forNanos": 7}
              ],
              "healNanos": 4000000000
            }
            """;

    /** As {@link #TEXT}, with the two parts a scenario may do without. */
    static final String EVERYTHING = TEXT.replace("4000000000\n", """
            4000000000,
              "operations": [
                {"client": 1, "operation": 0, "atNanos": 1000000},
                {"client": 2, "operation": 24, "atNanos": 0},
                {"client": 1, "operation": 3, "atNanos": 2000000}
              ],
              "expect": {
                "property": "ElectionSafety",
                "culprit": "n became leader of term #"
              }
            """);

    @Property(tries = 300)
    void whatIsWrittenIsReadBack(@ForAll long seed, @ForAll @IntRange(max = 9) int nodes) {
        Scenario scenario = ScenarioGenerator.generate(seed, nodes);
        assertEquals(scenario, ScenarioJson.read(ScenarioJson.write(scenario), "test"));
    }

    @Test
    void aFaultIsALineAndFieldsStandInTheOrderOfTheRecords() {
        assertEquals(TEXT, ScenarioJson.write(ScenarioJson.read(TEXT, "test")));
        assertEquals(EVERYTHING, ScenarioJson.write(ScenarioJson.read(EVERYTHING, "test")));
    }

    @Test
    void filesAreReadAndWritten(@TempDir Path directory) {
        Path file = directory.resolve("scenario.json");
        Scenario scenario = ScenarioGenerator.generate(1, 0);
        ScenarioJson.write(scenario, file);
        assertEquals(scenario, ScenarioJson.read(file));
    }

    @Test
    void mistakesAreToldWithTheirPlace() {
        assertAll(
                () -> assertMistake(
                        "\"nodes\": 1",
                        "\"nodes\": 1, \"nodez\": 1",
                        5,
                        "nodez: unknown field, expected one of format, seed, profile, nodes"),
                () -> assertMistake(
                        "\"driftPpm\"",
                        "\"drift\": 1, \"driftPpm\"",
                        42,
                        "machines[0].drift: unknown field, expected one of offsetNanos, driftPpm"),
                () -> assertMistake("\"nodes\": 1", "\"nodes\": \"1\"", 5, "nodes: expected a whole number of 32 bits"),
                () -> assertMistake("\"nodes\": 1", "\"nodes\": 1.5", 5, "nodes: "),
                () -> assertMistake("\"nodes\": 1", "\"nodes\": 99999999999", 5, "nodes: "),
                () -> assertMistake(
                        "\"inOrder\": true",
                        "\"inOrder\": 1",
                        33,
                        "network.inOrder: found '1', expected true or false"),
                () -> assertMistake("\"machines\": [", "\"machines\": 3, \"x\": [", 41, "machines: expected an array"),
                () -> assertMistake(
                        "\"profile\": \"written by hand\"", "\"profile\": [3]", 4, "profile: expected a string"),
                () -> assertMistake(
                        "\"nodes\": 1", "\"nodes\": null", 5, "nodes: null, expected a whole number of 32 bits"),
                () -> assertMistake("\"voters\": 1,\n", "", 1, "voters: the field is missing"),
                () -> assertMistake("\"syncMinNanos\": 200000,\n", "", 35, "disk.syncMinNanos: the field is missing"),
                () -> assertMistake(
                        "\"kind\": \"CRASH\"",
                        "\"kind\": \"CRUSH\"",
                        66,
                        "faults[0].kind: found 'CRUSH', expected one of CRASH, KILL, PAUSE, PARTITION"),
                () -> assertMistake("\"kind\": \"CRASH\"", "\"kind\": 0", 66, "faults[0].kind: "),
                () -> assertMistake(
                        "\"event\": \"READ_STARTED\"",
                        "\"event\": \"READ\"",
                        67,
                        "faults[1].trigger.event: found 'READ', expected one of VOTE_CAST"),
                () -> assertMistake("\"nth\": 3", "\"nth\": 0", 67, "faults[1].trigger: a trigger needs nth >= 1"),
                () -> assertMistake(
                        "\"shape\": \"CLIENTS\", ", "", 67, "faults[1]: fault 2: exactly a partition has a shape"),
                () -> assertMistake(
                        "\"nodes\": 1", "\"nodes\": 2", 1, "a scenario of 2 nodes needs as many machines, not 1"),
                () -> assertMistake(
                        "\"healNanos\": 4000000000", "\"healNanos\": -1", 1, "healNanos lies between 1 and"),
                () -> assertMistake(
                        "\"snapshotEntries\": 50", "\"snapshotEntries\": 0", 21, "replica: snapshotEntries is"),
                () -> assertMistake(
                        "\"id\": 2, \"kind\": \"PART", "\"id\": 1, \"kind\": \"PART", 1, "two faults have the id 1"),
                () -> assertMistake(
                        "\"id\": 2, \"kind\": \"TRA", "\"id\": 1, \"kind\": \"TRA", 1, "two actions have the id 1"),
                () -> assertMistake("\"voters\": 1", "\"voters\": 2", 1, "of 1 nodes 2 cannot vote"),
                () -> assertMistake(
                        "\"manner\": \"HASTY\", \"node\": 1",
                        "\"manner\": \"HASTY\", \"node\": 2",
                        1,
                        "action 1 speaks of"),
                () -> assertMistake(
                        "\"kind\": \"CRASH\", \"node\": 1", "\"kind\": \"CRASH\", \"node\": 2", 1, "fault 1 speaks of"),
                () -> assertMistake("\"nodes\": 1", "\"nodes\": 1, \"nodes\": 1", 5, "Duplicate field 'nodes'"),
                () -> assertMistake("\"faults\": [", "\"faults\": [null,", 65, "faults[0]: null, expected "),
                () -> assertMistake("\"nodes\": 1,", "\"nodes\": 1", 6, ""),
                () -> assertMistake("4000000000\n}", "4000000000\n} 5", 70, "nothing may follow the scenario"),
                () -> assertMistake(
                        "\"format\": 3",
                        "\"format\": 4, \"else\": 0",
                        2,
                        "format: this is a scenario of format 4, expected 1 to 3"),
                () -> assertMistake(
                        "\"format\": 3", "\"format\": 2, \"else\": 0", 2, "else: unknown field, expected one of"),
                () -> assertMistake(
                        "4000000000\n",
                        "4000000000, \"operations\": [{\"client\": 3, \"operation\": 0, \"atNanos\": 1}]\n",
                        1,
                        "operation 0 of client 3 is not one of 2 clients with 25 operations each"),
                () -> assertMistake(
                        "4000000000\n",
                        "4000000000, \"operations\": [{\"client\": 1, \"operation\": -1, \"atNanos\": 1}]\n",
                        69,
                        "operations[0]: a client's operation needs"),
                () -> assertMistake(
                        "4000000000\n",
                        "4000000000, \"operations\": [{\"client\": 1, \"operation\": 1, \"atNanos\": 1},"
                                + " {\"client\": 1, \"operation\": 1, \"atNanos\": 1}]\n",
                        1,
                        "the operations of client 1 stand in order of their numbers"),
                () -> assertMistake(
                        "4000000000\n",
                        "4000000000, \"expect\": {\"property\": \"X\"}\n",
                        69,
                        "expect.culprit: the field is missing"),
                () -> assertMistake(TEXT, "[]", 1, "expected an object with the fields format, seed"),
                () -> assertMistake(TEXT, "", 1, ""));
    }

    @Test
    void scenariosOfOlderFormatsMeanWhatTheyMeant() {
        String second = TEXT.replace("\"format\": 3", "\"format\": 2");
        assertEquals(ScenarioJson.read(TEXT, "test"), ScenarioJson.read(second, "test"));
        String first = """
                {"format": 1, "seed": 5, "profile": "old", "nodes": 1,
                 "limits": {"electionTimeoutMinNanos": 150000000, "electionTimeoutMaxNanos": 300000000,
                  "heartbeatNanos": 50000000, "appendBytesMax": 65536, "appendEntriesMax": 1, "inflightMessagesMax": 2,
                  "inflightBytesMax": 4194304, "uncommittedBytesMax": 67108864, "entryBytesMax": 1048576,
                  "chunkBytesMax": 500, "trailingEntries": 3, "diskStallNanos": 600000000},
                 "checkpointEntries": 7,
                 "network": {"delayMinNanos": 1, "delayMeanNanos": 2, "tailPpm": 0, "tailNanos": 0, "lossPpm": 0,
                  "duplicationPpm": 0, "inOrder": true},
                 "disk": {"syncMinNanos": 3, "syncMeanNanos": 4},
                 "clocks": [{"offsetNanos": 5, "driftPpm": 6}],
                 "workload": {"clients": 2, "operationsPerClient": 25, "keys": 1, "getPpm": 500000,
                  "thinkMeanNanos": 100000000, "retryNanos": 300000000, "giveUpNanos": 900000000},
                 "faults": [{"id": 1, "kind": "CRASH", "node": 1, "atNanos": 1000000, "forNanos": 5000000}],
                 "healNanos": 9}
                """;
        Scenario scenario = ScenarioJson.read(first, "test");
        assertEquals(Scenario.FORMAT, scenario.format());
        assertEquals(1, scenario.voters());
        assertEquals(new ReplicaSpec(7, 1L << 26, ReplicaSpec.NO_LEASES), scenario.replica());
        assertEquals(new DiskSpec(3, 4, 0, 0), scenario.disk());
        assertEquals(6, scenario.machines().get(0).driftPpm());
        assertEquals(FaultKind.CRASH, scenario.faults().get(0).kind());
        assertEquals(0, scenario.actions().size());
        ScenarioFormatException mistake = assertThrows(
                ScenarioFormatException.class,
                () -> ScenarioJson.read(first.replace("\"CRASH\"", "\"CRUSH\""), "old.json"));
        assertTrue(
                mistake.getMessage().startsWith("old.json:13:23: faults[0].kind: found 'CRUSH'"), mistake.getMessage());
    }

    private static void assertMistake(String correct, String wrong, int line, String what) {
        assertTrue(TEXT.contains(correct), correct);
        String json = TEXT.replace(correct, wrong);
        ScenarioFormatException thrown =
                assertThrows(ScenarioFormatException.class, () -> ScenarioJson.read(json, "my.json"), () -> wrong);
        String message = thrown.getMessage();
        String place = "my.json:" + thrown.line() + ":" + thrown.column() + ": ";
        assertTrue(message.startsWith(place + what), () -> message + "\ninstead of\n" + place + what);
        assertEquals(line, thrown.line(), message);
        assertTrue(!message.contains("dev.seaworthy") && !message.contains("com.fasterxml"), message);
    }
}
