package dev.seaworthy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckCommandTest {
    private static final String STALE_READ = """
            {:process 0, :type :invoke, :f :write, :value 1}
            {:process 0, :type :ok, :f :write, :value 1}
            {:process 1, :type :invoke, :f :read, :value nil}
            {:process 1, :type :ok, :f :read, :value 2}
            """;
    private static final String GOOD_CAS = """
            [{:process 0, :type :invoke, :f :write, :value 1}
             {:process 1, :type :invoke, :f :cas, :value [1 2]}
             {:process 0, :type :ok, :f :write, :value 1}
             {:process 1, :type :ok, :f :cas, :value [1 2]}]
            """;
    private static final String GOOD_MAP = """
            {:process 0, :type :invoke, :f :put, :key "x", :value "1"}
            {:process 0, :type :ok, :f :put, :key "x", :value "1"}
            {:process 1, :type :invoke, :f :get, :key "x", :value nil}
            {:process 1, :type :ok, :f :get, :key "x", :value "1"}
            """;

    @TempDir
    private Path folder;

    @Test
    void aLinearizableHistoryEndsWithZero() throws IOException {
        String out = check(GOOD_CAS).expect(0).out();
        assertTrue(out.startsWith("LINEARIZABLE: 2 operations of a cas-register, decided by"), out);
    }

    @Test
    void aHistoryThatIsNotEndsWithOneAndTheOperationsThatConflict() throws IOException {
        String out = check(STALE_READ).expect(1).out();
        assertTrue(out.startsWith("NOT LINEARIZABLE: 2 operations"), out);
        assertTrue(out.contains("read → 2"), out);
    }

    @Test
    void jsonHasThePromisedFields() throws IOException {
        JsonNode bad =
                check(STALE_READ, "--json", "--model", "register").expect(1).json();
        assertEquals("NOT_LINEARIZABLE", bad.get("verdict").asText());
        assertEquals(2, bad.get("operations").asLong());
        assertTrue(bad.get("algorithm").isTextual() && bad.get("millis").isIntegralNumber(), bad::toString);
        assertTrue(bad.at("/conflict/sentence").isTextual(), bad::toString);
        assertEquals("read → 2", bad.at("/conflict/operations/0/operation").asText());
        assertEquals(1, bad.at("/conflict/operations/0/process").asLong());
        JsonNode good = check(GOOD_CAS, "--json").expect(0).json();
        assertEquals("LINEARIZABLE", good.get("verdict").asText());
        assertTrue(good.get("conflict").isNull());
    }

    @Test
    void theModelIsSeenFromTheOperations() throws IOException {
        assertEquals(
                "kv", check(GOOD_MAP, "--json").expect(0).json().get("model").asText());
        assertEquals(
                "cas-register",
                check(STALE_READ, "--json").expect(1).json().get("model").asText());
    }

    @Test
    void aSpentBudgetEndsWithThree() throws IOException {
        Shell.Outcome outcome = check(GOOD_CAS, "--checker", "search", "--budget", "0", "--json")
                .expect(3);
        assertEquals("UNKNOWN", outcome.json().get("verdict").asText());
        assertTrue(check(GOOD_CAS, "--checker", "wing-gong-lowe", "--budget", "0")
                .expect(3)
                .out()
                .startsWith("UNKNOWN: "));
    }

    @Test
    void unreadableInputEndsWithTwoAndSaysWhereAndWhatWasExpected() throws IOException {
        String err = check("{:process 0, :type :invoke, :f :read}\n{:process }")
                .expect(2)
                .err();
        assertTrue(err.matches("(?s)seaworthy check: .*history\\.edn:2:\\d+: .*expected.*"), err);
        Shell.Outcome wrongModel = check(GOOD_CAS, "--model", "register").expect(2);
        assertTrue(wrongModel.err().contains("history.edn:2:"), wrongModel.err());
        assertEquals("", wrongModel.out());
        Shell.Outcome missing =
                Shell.run("check", folder.resolve("no.edn").toString()).expect(2);
        assertTrue(missing.err().startsWith("seaworthy check: there is no file"), missing.err());
        Shell.Outcome unknownChecker = check(GOOD_CAS, "--checker", "fast").expect(2);
        assertTrue(
                unknownChecker.err().contains("there is no checker 'fast'; there are auto, near-linear,"),
                unknownChecker.err());
        assertTrue(check(GOOD_CAS, "--memory", "lots").expect(2).err().contains("expected a number and k, m or g"));
        Shell.Outcome unknownModel = check(GOOD_CAS, "--model", "queue").expect(2);
        assertTrue(unknownModel.err().contains("there is no model 'queue'; there are register,"), unknownModel.err());
        Shell.run("check", folder.toString()).expect(2);
        check(GOOD_CAS, "--budget", "-1").expect(2);
        Shell.run("check").expect(2);
    }

    /** What is wrong with a file: a line and a column, and what the sentence says. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|1:1|expected an operation, found the end",
                "`\u007fELF\u0002`|1:1|expected operations in EDN",
                "`[{:process 0 :type :invoke :f :read)]`|1:36|expected",
                "`{:process 0 :type :invoke :f :read`|1:35|expected",
                "`{:type :invoke :f :read}`|1:1|expected an operation with a :process",
                "`{:process 0 :f :read}`|1:1|expected an operation with a :type",
                "`{:process 0 :type :ok :f :read :value 1}`|1:1|process 0 completes :read without an invocation",
                "`{:process 0 :type :invoke :f :read}\n{:process 0 :type :invoke :f :read}`|2:1|while its :read is",
                "`{:process 0 :type :info :f :read}`|1:1|process 0 completes :read without an invocation",
                "`[]\n[]`|2:1|expected nothing after the last operation",
                "`[{:process 0 :type :invoke :f :read}`|1:37|expected an operation or ']', found the end",
                "`; nothing but this`|1:19|expected an operation, found the end",
                "`{:process 99999999999999999999 :type :invoke :f :read}`|1:11|expected a number that fits 64 bits",
                "`{:process 0 :type :invoke :f :txn :value [[:read :x nil]]}\n"
                        + "{:process 0 :type :ok :f :txn :value [[:write :x 5]]}`|2:38|a txn is answered with itself"
            })
    void aBrokenFileIsRefusedWithAPlaceAndASentence(String content, String place, String problem) throws IOException {
        for (String format : new String[] {"--checker=auto", "--json"}) {
            Shell.Outcome outcome = check(content, format).expect(2);
            assertEquals("", outcome.out());
            assertTrue(outcome.err().contains("history.edn:" + place + ": "), outcome.err());
            assertTrue(outcome.err().contains(problem), outcome.err());
            assertEquals(1, outcome.err().strip().lines().count(), outcome.err());
        }
    }

    @Test
    void aPageShowsTheVerdictAndWhy() throws IOException {
        Path page = folder.resolve("page.html");
        check(STALE_READ, "--html", page.toString()).expect(1);
        String text = Files.readString(page);
        assertTrue(text.contains("history.edn") && text.contains("NOT LINEARIZABLE"), text);
        check(GOOD_CAS, "--html", page.toString()).expect(0);
        assertTrue(!Files.readString(page).contains("NOT LINEARIZABLE"));
        String file = folder.resolve("history.edn").toString();
        Shell.run("check", file, file, "--html", page.toString()).expect(2);
        String noFolder = check(
                        GOOD_CAS, "--html", folder.resolve("no/page.html").toString())
                .expect(2)
                .err();
        assertTrue(noFolder.contains("there is no such folder"), noFolder);
        String over = check(GOOD_CAS, "--html", file).expect(2).err();
        assertTrue(over.contains("--html would write over the history"), over);
        assertEquals(GOOD_CAS, Files.readString(Path.of(file)));
    }

    @Test
    void severalFilesAreJudgedOneByOneAndTheWorstIsTold() throws IOException {
        Path good = Files.writeString(folder.resolve("good.edn"), GOOD_CAS);
        Path bad = Files.writeString(folder.resolve("bad.log"), STALE_READ);
        Shell.Outcome both = Shell.run("check", good.toString(), bad.toString()).expect(1);
        assertTrue(both.out().startsWith(good + ": LINEARIZABLE: 2 operations"), both.out());
        assertTrue(both.out().contains("\n" + bad + ": NOT LINEARIZABLE: 2 operations"), both.out());
        JsonNode json = Shell.run("check", "--json", bad.toString(), good.toString())
                .expect(1)
                .json();
        assertEquals(bad.toString(), json.at("/files/0/file").asText());
        assertEquals("NOT_LINEARIZABLE", json.at("/files/0/verdict").asText());
        assertEquals("LINEARIZABLE", json.at("/files/1/verdict").asText());
        Path broken = Files.writeString(folder.resolve("broken"), "[");
        Shell.Outcome withBroken =
                Shell.run("check", broken.toString(), bad.toString()).expect(2);
        assertTrue(withBroken.err().contains("broken:1:2: expected an operation or ']'"), withBroken.err());
        assertTrue(withBroken.out().contains("NOT LINEARIZABLE"), withBroken.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "near-linear", "search", "wing-gong-lowe"})
    void everyCheckerCanBeAskedFor(String name) throws IOException {
        check(GOOD_CAS, "--checker", name).expect(0);
        check(STALE_READ, "--checker", name).expect(1);
    }

    @Test
    void withoutKnossosOneSentenceSaysWhatToAdd() throws IOException {
        Assumptions.assumeTrue(
                getClass().getClassLoader().getResource("knossos/model.clj") == null, "skipped: Knossos is there");
        Shell.Outcome missing = check(GOOD_CAS, "--checker", "knossos").expect(2);
        assertTrue(missing.err().startsWith("seaworthy check: Knossos is not on the class path"), missing.err());
        assertEquals(1, missing.err().lines().count(), missing.err());
    }

    @Test
    void theOperationsTellTheModel() throws IOException {
        assertModel("mutex", "{:process 0, :type :invoke, :f :acquire, :value nil}");
        assertModel("fifo-queue", "{:process 0, :type :invoke, :f :enqueue, :value 1}");
        String add = "{:process 0, :type :invoke, :f :add, :value 1}";
        String read = "{:process 1, :type :invoke, :f :read, :value nil}{:process 1, :type :ok, :f :read, :value ";
        assertModel("set", add + read + "[1]}");
        assertModel("counter", add + read + "1}");
        assertTrue(check(add).expect(2).err().contains("may be of a set or of a counter; say which by --model"));
        assertEquals(
                "multi-register",
                check("{:process 0, :type :invoke, :f :txn, :value [[:write :x 1]]}", "--json")
                        .expect(0)
                        .json()
                        .get("model")
                        .asText());
    }

    private void assertModel(String model, String history) throws IOException {
        assertEquals(
                model, check(history, "--json").expect(0).json().get("model").asText());
    }

    @Test
    void independentKeysOfJepsenAreKeys() throws IOException {
        String keyed = """
            {:process 0, :type :invoke, :f :write, :value [7 1]}
            {:process 0, :type :ok, :f :write, :value [7 1]}
            {:process 1, :type :invoke, :f :read, :value [8 nil]}
            {:process 1, :type :ok, :f :read, :value [8 nil]}
            {:process 0, :type :invoke, :f :cas, :value [7 [1 2]]}
            {:process 0, :type :ok, :f :cas, :value [7 [1 2]]}
            {:process 1, :type :invoke, :f :read, :value [7 nil]}
            """;
        check(keyed + "{:process 1, :type :ok, :f :read, :value [7 2]}").expect(0);
        JsonNode bad = check(keyed + "{:process 1, :type :ok, :f :read, :value [7 1]}", "--json")
                .expect(1)
                .json();
        assertEquals("7", bad.at("/conflict/partition").asText());
    }

    private Shell.Outcome check(String history, String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("history.edn"), history);
        String[] arguments = new String[options.length + 2];
        arguments[0] = "check";
        arguments[1] = file.toString();
        System.arraycopy(options, 0, arguments, 2, options.length);
        return Shell.run(arguments);
    }
}
