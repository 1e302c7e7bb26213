package dev.seaworthy.checker.edn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFileTest {
    private static final String WHOLE = """
            {:process :nemesis, :type :info, :f :start, :value {:cut #{"n1" "n2"}}, :time 3}
            {:process 0, :type :invoke, :f :cas, :value [1 2], :time 5, :index 1, "x" \\y}
            {:process 1, :type :invoke, :f :write, :value 3, :at #inst "2024-01-01"}
            {:process 0, :type :fail, :f :cas, :value [1 2], :error [:not-found #object[a.B 0x7 "; ]"]]}
            {:process :nemesis, :type :info, :f :stop, :latency ##NaN}
            {:process 0, :type :invoke, :f :read, :value nil}
            {:process 0, :type :ok, :f :read, :value 1, :time 9}
            {:process 1, :type :info, :f :write, :value :timed-out, :error {:ratio 1/2}}
            {:process :nemesis, :type :info, :f :done, :value nil}
            """;

    @TempDir
    private Path folder;

    @Test
    void whatAFileSaysBesideItsHistoryIsWrittenAgain() throws IOException {
        Path file = folder.resolve("whole.edn");
        Files.writeString(file, WHOLE);
        HistoryFile whole = EdnHistoryReader.readWhole(file);
        assertEquals(EdnHistoryReader.parse("text", WHOLE), whole.history());
        assertEquals(", :time 5, :index 1, \"x\" \\y", whole.fieldsOfInvocation(0));
        assertEquals(", :error {:ratio 1/2}", whole.fieldsOfCompletion(1));
        assertEquals("", whole.fieldsOfInvocation(2));
        assertEquals(List.of("{:process :nemesis, :type :info, :f :stop, :latency ##NaN}"), whole.otherEventsBefore(2));
        StringBuilder written = new StringBuilder();
        EdnHistoryWriter.write(whole, written);
        assertEquals(WHOLE, written.toString());
    }

    @Test
    void layoutCommentsAndTagsAreNotKept() throws IOException {
        Path file = folder.resolve("loose.edn");
        Files.writeString(file, """
                [ #jepsen.history.Op{:time 1 :value nil :f :read :type :invoke :process 4} ; asks
                  #_{:process 4} {:process 4 :type :ok :f :read ,,, :value 7 :index #_0 1}]
                """);
        StringBuilder written = new StringBuilder();
        EdnHistoryWriter.write(EdnHistoryReader.readWhole(file), written);
        assertEquals("""
                {:process 4, :type :invoke, :f :read, :value nil, :time 1}
                {:process 4, :type :ok, :f :read, :value 7, :index 1}
                """, written.toString());
    }

    @Test
    void aFileOfOtherEventsAloneStaysOne() throws IOException {
        Path file = folder.resolve("nemesis.edn");
        Files.writeString(file, "({:process :nemesis, :type :info})");
        StringBuilder written = new StringBuilder();
        EdnHistoryWriter.write(EdnHistoryReader.readWhole(file), written);
        assertEquals("{:process :nemesis, :type :info}\n", written.toString());
    }
}
