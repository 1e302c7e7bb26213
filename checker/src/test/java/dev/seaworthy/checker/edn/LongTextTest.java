package dev.seaworthy.checker.edn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.seaworthy.checker.History;
import dev.seaworthy.checker.HistoryFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Texts of which only a part is in memory at any time. */
class LongTextTest {
    private static final int WINDOW = 1 << 16;
    private static final String EVENTS = """
            #jepsen.history.Op{:process 7, :type :invoke, :f :write, :key "ключ", :value ["\\u00e9\\"é" :k 12.5 nil]}
            #_ {:process 9} {:process 7, :type :ok, :f :write, :key "ключ", :value ["é\\"é" :k 12.5 nil], :é #{1}}
            """;

    @Test
    void everyByteMayBeTheLastOneInMemory() {
        History expected = EdnHistoryReader.parse("short", EVENTS);
        int length = EVENTS.getBytes(StandardCharsets.UTF_8).length;
        for (int cut = 0; cut <= length; cut++) {
            String text = ";" + " ".repeat(WINDOW - 2 - cut) + "\n" + EVENTS;
            assertEquals(expected, EdnHistoryReader.parse("long", text), "cut after byte " + cut);
        }
    }

    @Test
    void placesAreCountedFromTheBeginningOfTheText() {
        String text = "; é\n" + "{:process :nemesis}\n".repeat(10_000) + "; " + "é".repeat(WINDOW) + "\n  {:process 0}";
        HistoryFormatException refused =
                assertThrows(HistoryFormatException.class, () -> EdnHistoryReader.parse("long", text));
        assertEquals(List.of(10_003, 3), List.of(refused.line(), refused.column()), refused.getMessage());
        String sameLine = "{:process :nemesis :é 1} ".repeat(10_000) + "{:process 0}";
        HistoryFormatException inLine =
                assertThrows(HistoryFormatException.class, () -> EdnHistoryReader.parse("long", sameLine));
        assertEquals(List.of(1, 250_001), List.of(inLine.line(), inLine.column()), inLine.getMessage());
    }

    @Test
    void aMillionOperationsAreReadFromAStreamThatIsNeverHeld() throws IOException {
        int operations = 1_000_000;
        History history = EdnHistoryReader.read("stream", new Endless(operations));
        assertEquals(operations, history.size());
        assertEquals((long) operations - 1, history.operation(operations - 1).input());
        assertEquals(2L * operations - 1, history.operation(operations - 1).completion());
        assertSame(
                history.operation(0).function(),
                history.operation(operations - 1).function());
        assertSame(
                history.operation(operations - 1).input(),
                history.operation(operations - 1).output());
    }

    /** Writes of one process, made as they are asked for. */
    private static final class Endless extends InputStream {
        private final int operations;
        private int made;
        private InputStream piece = InputStream.nullInputStream();

        Endless(int operations) {
            this.operations = operations;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            int read = piece.read(buffer, from, length);
            if (read >= 0 || made == operations) {
                return read;
            }
            String text = "{:process 0, :type :invoke, :f :write, :value " + made + "}\n"
                    + "{:process 0, :type :ok, :f :write, :value " + made + "}\n";
            made++;
            piece = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
            return piece.read(buffer, from, length);
        }
    }
}
