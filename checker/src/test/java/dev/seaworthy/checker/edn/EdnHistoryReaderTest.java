package dev.seaworthy.checker.edn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.checker.History;
import dev.seaworthy.checker.HistoryFormatException;
import dev.seaworthy.checker.Keyword;
import dev.seaworthy.checker.Operation;
import dev.seaworthy.checker.Outcome;
import dev.seaworthy.checker.model.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EdnHistoryReaderTest {
    private static final String INVOKE = "{:process 0, :type :invoke, :f :read, :value nil}";
    private static final String OK = "{:process 0, :type :ok, :f :read, :value 3}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                INVOKE + "\n" + OK,
                "[" + INVOKE + "\n " + OK + "]",
                "(" + INVOKE + OK + "\n)\n",
                "; a comment {\n" + INVOKE + " ; another ]\n" + OK + "\n;",
                "{:value nil :f :read :type :invoke :process 0} {:f,:read,:type,:ok,:value,3,:process,0}",
                "[#jepsen.history.Op{:index 0, :time 12.5, :process 0, :type :invoke, :f :read, :value nil}\n"
                        + "#_ {:process 9} {:process 0 :type :ok :f :read :value +3 :error [:x #{1 2} {\\a \"]\"}]}]",
                "\uFEFF" + INVOKE + "\r\n" + OK + "\r\n",
                // What came first is told by the order of events, whatever clocks say.
                "{:time 9, :process 0, :type :invoke, :f :read, :value nil}"
                        + "{:time 3, :process 0, :type :ok, :f :read, :value 3}",
                "[{:process :nemesis, :type :info, :f :start} " + INVOKE
                        + " {:process :nemesis, :type :info, :f :start, :value \"cut\"}" + OK + "]",
                "INFO  jepsen.util - 0\t:invoke\t:read\tnil\nINFO  jepsen.util - 0\t:ok\t:read\t3\n",
                "INFO  jepsen.util - :nemesis\t:info\t:start\tnil\nINFO  jepsen.util - 0 :invoke :read nil\r\n"
                        + "WARN  other.logger - {[(\n\nINFO  jepsen.util - 0 :ok :read 3",
            })
    void everyFormOfAHistoryIsReadAlike(String text) {
        Operation read = new Operation(0, 0, "read", null, null, 3L, 0, 1, Outcome.OK);
        assertEquals(History.of(List.of(read)), EdnHistoryReader.parse("text", text));
    }

    @Test
    void valuesKeepTheirTypes() {
        String value = "[nil true false -12 9223372036854775807 7N :k/w \"q\\\"\\\\\\n\\t\\u00e9\" (1 [2]) \"\" 1.5]";
        List<Object> expected = Arrays.asList(
                null,
                true,
                false,
                -12L,
                Long.MAX_VALUE,
                7L,
                new Keyword("k/w"),
                "q\"\\\n\té",
                List.of(1L, List.of(2L)),
                "",
                1.5);
        History history = EdnHistoryReader.parse("text", "{:process -1 :type :invoke :f :write :value " + value + "}");
        assertEquals(expected, history.operation(0).input());
        assertEquals(-1, history.operation(0).process());
    }

    @Test
    void whatIsNeverCompletedIsOfUnknownOutcomeLikeWhatTimedOut() {
        History history = EdnHistoryReader.parse("log", """
            INFO  jepsen.util - 1\t:invoke\t:cas\t[1 2]
            INFO  jepsen.util - 2\t:invoke\t:write\t5
            INFO  jepsen.util - 1\t:info\t:cas\t:timed-out
            INFO  jepsen.util - 1\t:invoke\t:write\t6
            INFO  jepsen.util - 1\t:fail\t:write\t6
            """);
        assertEquals(List.of(Outcome.INFO, Outcome.INFO, Outcome.FAIL), outcomes(history));
        assertEquals(Operation.NEVER, history.operation(0).completion());
        assertEquals(List.of(1L, 2L), history.operation(0).input());
    }

    private static List<Outcome> outcomes(History history) {
        return history.operations().stream().map(Operation::outcome).toList();
    }

    @Test
    void aProcessWithAnOperationUnderWayCannotInvokeAnother() {
        assertProblem(INVOKE + "\n  " + INVOKE, 2, 3, "process 0 invokes :read while its :read is under way");
    }

    @Test
    void aCompletionNeedsAnInvocation() {
        assertProblem("[" + OK + "]", 1, 2, "process 0 completes :read without an invocation");
        assertProblem(INVOKE + "\n" + OK + "\n" + OK, 3, 1, "process 0 completes :read without an invocation");
        String info = "{:process 0, :type :info, :f :read}";
        assertProblem(INVOKE + "\n" + info + "\n\n" + OK, 4, 1, "without an invocation");
    }

    @Test
    void aCompletionIsOfTheFunctionAndKeyThatWasInvoked() {
        assertProblem(
                INVOKE + "\n{:process 0, :type :ok, :f :write, :value 3}", 2, 28, "expected :read, which process 0");
        assertProblem(
                "{:process 0 :type :invoke :f :get :key \"a\"}\n{:process 0 :type :ok :f :get :key \"b\" :value nil}",
                2,
                36,
                "expected the key of the invocation, \"a\", found \"b\"");
    }

    @Test
    void fieldsAreOfTheirTypes() {
        assertProblem("[{:type :invoke, :f :read}]", 1, 2, "expected an operation with a :process");
        assertProblem("{:process 0 :f :read}", 1, 1, "expected an operation with a :type");
        assertProblem("{:process 0 :type :invoke}", 1, 1, "expected an operation with a :f");
        assertProblem("\n{:process 0 :type :begin :f :read}", 2, 19, "expected :invoke, :ok, :fail or :info");
        assertProblem("{:process 0 :type \"ok\" :f :read}", 1, 19, "expected a keyword as :type, found ok");
        assertProblem("{:process 0 :type :ok :f 7}", 1, 26, "expected a keyword as :f, found 7");
        assertProblem("{:process 0 :type :ok :f :get :key 7}", 1, 36, "expected a string as :key, found 7");
        assertProblem(INVOKE + "{:process 0 :type :ok :f :read}", 1, INVOKE.length() + 1, "expected a :value");
    }

    @Test
    void brokenSyntaxIsRefusedWhereItBreaks() {
        assertProblem("", 1, 1, "expected an operation, found the end");
        assertProblem(" ; nothing\n ", 2, 2, "expected an operation, found the end");
        assertProblem("[" + INVOKE, 1, INVOKE.length() + 2, "expected an operation or ']', found the end");
        assertProblem("[" + INVOKE + ")", 1, INVOKE.length() + 2, "expected an operation, as in");
        assertProblem("[" + INVOKE + "]\n x", 2, 2, "expected nothing after the last operation, found 'x'");
        assertProblem("{:process 0\n :type", 2, 7, "expected a value, found the end");
        assertProblem("{:process 0\n", 2, 1, "expected a keyword or '}', found the end");
        assertProblem("{:process 0 :type}", 1, 18, "expected a value, found '}'");
        assertProblem("{:process zero}", 1, 11, "expected a value, found zero");
        assertProblem("{:process 99999999999999999999}", 1, 11, "expected a number that fits 64 bits");
        assertProblem("{:process 1x}", 1, 11, "expected a number");
        assertProblem("{:value \"open\n}", 1, 9, "expected '\"' at the end of this string");
        assertProblem("{:value \"a\\x\"}", 1, 11, "expected an escape");
        assertProblem("{:value \"\\u00g0\"}", 1, 14, "expected 4 hexadecimal digits");
        assertProblem("{:value [1 2}", 1, 13, "expected a value, found '}'");
        assertProblem("{:value \\", 1, 10, "expected a character");
        assertProblem("{:value #", 1, 9, "expected a value, found '#'");
        assertProblem("{:v " + "[".repeat(200_000), 1, 106, "nested more than 100 deep");
        assertProblem("hello", 1, 1, "expected operations in EDN, or lines like");
        assertProblem("INFO  jepsen.util - 0 :invoke :read nil\nINFO  jepsen.util - 0 :ok :read", 2, 32, "expected");
        assertProblem("INFO  jepsen.util - 0 :invoke :read nil\noops", 2, 1, "expected operations");
        assertProblem("{:process 0 :type :ok :process 1}", 1, 32, "expected one :process, found a second");
        assertProblem("{:process 0 :type :invoke :f :write :value 007}", 1, 44, "expected a number that fits 64 bits");
        assertProblem("{:process 0 :type :invoke :f :write :value [0 x]}", 1, 47, "expected a value, found x");
        assertProblem("{:process 0 :type :invoke :f :write :value 1.5f}", 1, 44, "expected a number");
        assertProblem("{:process 0\u0000}", 1, 11, "expected a number that fits 64 bits");
        assertProblem("{:process 0 \u0000}", 1, 14, "expected a value, found '}'");
        assertProblem("{: 0}", 1, 2, "expected a value, found :");
        assertProblem("{:process ##Nan}", 1, 11, "expected ##Inf, ##-Inf or ##NaN, found ##Nan");
        assertProblem("[#5{}]", 1, 3, "expected a tag after '#', found '5'");
    }

    @Test
    void aLogIsRefusedWhereALineCouldHideAnOperation() {
        String invoke = "INFO  jepsen.util - 0\t:invoke\t:read\tnil";
        assertProblem(invoke + "\nINFO  jepsen.uti - 0\t:ok\t:read\t3", 2, 1, "expected operations");
        assertProblem(invoke + "\nINFO  jepsen.util - x\t:ok\t:read\t3", 2, 21, "expected a value, found x");
        assertProblem(invoke + "INFO  jepsen.util - 0\t:ok\t:read\t3", 1, 46, "found a second");
        assertProblem("INFO  other - nothing\n\n", 1, 1, "expected operations in EDN, or lines like");
        assertProblem("INFO  jepsen.util - waiting\n", 1, 1, "expected operations in EDN, or lines like");
    }

    @Test
    void logsOfNewerJepsensAreReadToo() {
        History history = EdnHistoryReader.parse("log", """
            [2017-05-10 16:05:01,123] INFO jepsen.core - Everything is up
            INFO [2017-05-10 16:05:02,123] jepsen worker 3 - jepsen.util 3\t:invoke\t:write\t2
            INFO [2017-05-10 16:05:02,456] jepsen nemesis - jepsen.util :nemesis\t:info\t:start\t[cut off]
            INFO [2017-05-10 16:05:03,789] jepsen worker 3 - jepsen.util 3\t:fail\t:write\t2\t["lost" x]
            INFO  jepsen.util - still waiting
            """);
        assertEquals(List.of(Outcome.FAIL), outcomes(history));
        assertEquals(2L, history.operation(0).input());
    }

    @Test
    void anOperationTheModelDoesNotKnowIsRefused() {
        String inc = "{:process 0, :type :invoke, :f :increment, :value 1}";
        assertEquals(1, EdnHistoryReader.parse("text", inc).size());
        HistoryFormatException refused = assertThrows(
                HistoryFormatException.class, () -> EdnHistoryReader.parse("h.edn", inc, Models.casRegister()));
        assertEquals("h.edn:1:32: a cas-register knows :read, :write and :cas, not :increment", refused.getMessage());
        String get = "{:process 0, :type :invoke, :f :get, :value nil}";
        assertThrows(HistoryFormatException.class, () -> EdnHistoryReader.parse("text", get, Models.keyValue()));
        String cas = "{:process 0 :type :invoke :f :cas :value [1 2]}\n{:process 0 :type :ok :f :cas :value [2 1]}";
        HistoryFormatException answer = assertThrows(
                HistoryFormatException.class, () -> EdnHistoryReader.parse("text", cas, Models.casRegister()));
        assertEquals(List.of(2, 38), List.of(answer.line(), answer.column()), answer.getMessage());
    }

    @Test
    void filesAreReadAsUtf8AndNamedInComplaints(@TempDir Path folder) throws IOException {
        Path good = folder.resolve("good.edn");
        Files.writeString(good, "{:process 0 :type :invoke :f :write :value \"é\"}");
        assertEquals("é", EdnHistoryReader.read(good).operation(0).input());
        Path bad = folder.resolve("bad.edn");
        Files.write(bad, new byte[] {'[', (byte) 0xFF, ']'});
        HistoryFormatException refused =
                assertThrows(HistoryFormatException.class, () -> EdnHistoryReader.read(bad, Models.register()));
        assertEquals(bad.toString(), refused.source());
        assertTrue(refused.getMessage().contains("UTF-8"), refused.getMessage());
    }

    private static void assertProblem(String text, int line, int column, String problem) {
        HistoryFormatException refused =
                assertThrows(HistoryFormatException.class, () -> EdnHistoryReader.parse("some.edn", text));
        assertTrue(refused.getMessage().contains(problem), refused.getMessage());
        assertEquals(
                List.of("some.edn", line, column),
                List.of(refused.source(), refused.line(), refused.column()),
                refused.getMessage());
    }
}
