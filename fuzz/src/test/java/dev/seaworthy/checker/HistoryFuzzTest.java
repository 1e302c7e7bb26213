package dev.seaworthy.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.seaworthy.checker.edn.EdnHistoryReader;
import dev.seaworthy.checker.edn.EdnHistoryWriter;
import dev.seaworthy.fuzz.Allocation;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files of histories, in EDN or as log lines: refused with the place of the trouble, or read as they are written again.
 */
class HistoryFuzzTest {
    static Stream<byte[]> histories() {
        return Stream.of(
                        "{:process 0 :type :invoke :f :write :value 1}\n{:process 0 :type :ok :f :write :value 1}",
                        "[{:process 0, :type :invoke, :f :cas, :value [1 2], :time 5, :index 0}"
                                + " {:process 0, :type :info, :f :cas, :value [1 2], :error \"a\\u0041\\n\"}]",
                        "{:process 1 :type :invoke :f :txn :value [[:r :x nil] [:w \"y\" #{1 -2.5e3 ##NaN}]]}\n"
                                + "{:process :nemesis :type :info :f :start :value nil} ; comment\n#_ [1] ",
                        "INFO  jepsen.util - 0\t:invoke\t:write\t1\nINFO  jepsen.util - 0\t:ok\t:write\t1\n",
                        "INFO  jepsen.util - 0\t:invoke\t:read\tnil\nINFO  jepsen.util - 0\t:info\t:read\t:timed-out\n",
                        "#jepsen.history.Op{:process 0 :type :invoke :f :read :value #inst \"2020-01-01\"}")
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("histories")
    @FuzzTest(maxDuration = "2m")
    void aHistoryIsRefusedAtAPlaceOrReadAsItIsWritten(byte[] bytes) throws Exception {
        Allocation.bounded(bytes, () -> {
            try {
                History history = EdnHistoryReader.read("fuzz", new ByteArrayInputStream(bytes));
                String written = EdnHistoryWriter.write(history);
                assertEquals(written, EdnHistoryWriter.write(EdnHistoryReader.parse("again", written)));
            } catch (HistoryFormatException refused) {
                assertTrue(refused.line() >= 1 && refused.column() >= 1, refused.getMessage());
            }
        });
    }
}
