package dev.seaworthy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.seaworthy.sim.campaign.RaftSimulator;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a history may cost: time, told by a clock that tests set, and memory, in a JVM that has little of it. */
class CheckLimitsTest {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    @TempDir
    private Path folder;

    /** So many processes enqueue at once; then one after the other is dequeued, in an order that ends badly. */
    private static String queue(int size) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < size; i++) {
            event(text, i, "invoke", "enqueue", i);
        }
        for (int i = 0; i < size; i++) {
            event(text, i, "ok", "enqueue", i);
        }
        for (int i = 0; i < size; i++) {
            event(text, 0, "invoke", "dequeue", "nil");
            event(text, 0, "ok", "dequeue", i == size - 1 ? 0 : i);
        }
        return text.toString();
    }

    /** So many processes append at once, and what one reads then is in no order of theirs. */
    private static String appends(int size) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < size; i++) {
            text.append("{:process ").append(i).append(", :type :invoke, :f :append, :key \"k\", :value \"");
            text.append("x".repeat(100)).append(i).append("\"}\n");
        }
        text.append("{:process -1, :type :invoke, :f :get, :key \"k\", :value nil}\n");
        return text.append("{:process -1, :type :ok, :f :get, :key \"k\", :value \"y\"}\n")
                .toString();
    }

    private static void event(StringBuilder text, int process, String type, String function, Object value) {
        text.append("{:process ").append(process).append(", :type :").append(type);
        text.append(", :f :").append(function).append(", :value ").append(value).append("}\n");
    }

    private Path write(String history) throws IOException {
        return Files.writeString(folder.resolve("history.edn"), history);
    }

    /** A clock on which a second goes by whenever somebody looks. */
    private static LongSupplier running() {
        AtomicLong now = new AtomicLong();
        return () -> now.addAndGet(NANOS_PER_SECOND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "search", "wing-gong-lowe"})
    void whereTheTimeIsOverTheVerdictIsUnknown(String checker) throws IOException {
        Surroundings surroundings = Shell.surroundings(new RaftSimulator(), running());
        String out = Shell.run(
                        surroundings, "check", write(queue(40)).toString(), "--time", "60s", "--checker", checker)
                .expect(3)
                .out();
        assertTrue(out.startsWith("UNKNOWN: 80 operations of a fifo-queue"), out);
        assertTrue(out.contains("the time allowed was over, on a partition of 80 operations"), out);
    }

    @Test
    void readingIsLimitedToo() throws IOException {
        Surroundings surroundings = Shell.surroundings(new RaftSimulator(), running());
        String file = write(queue(10_000)).toString();
        Shell.Outcome outcome =
                Shell.run(surroundings, "check", file, "--time", "2s").expect(3);
        assertEquals("UNKNOWN\nthe time allowed was over while it was read\n", outcome.out());
        JsonNode json = Shell.run(surroundings, "check", file, "--time", "2s", "--json")
                .expect(3)
                .json();
        assertTrue(json.get("operations").isNull() && json.get("model").isNull(), json::toString);
        String page = folder.resolve("page.html").toString();
        Shell.run(surroundings, "check", file, "--time", "2s", "--html", page).expect(2);
    }

    @Test
    void explainingIsLimitedTooAndTellsWhatItHas() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 2_000; i++) {
            event(text, 0, "invoke", "write", i % 7);
            event(text, 0, "ok", "write", i % 7);
        }
        event(text, 0, "invoke", "read", "nil");
        event(text, 0, "ok", "read", 1_000 % 7 - 1);
        // The verdict takes fewer looks at the clock than this.
        AtomicLong looks = new AtomicLong();
        LongSupplier clock = () -> looks.incrementAndGet() > 20 ? 3_600 * NANOS_PER_SECOND : 0;
        String out = Shell.run(
                        Shell.surroundings(new RaftSimulator(), clock),
                        "check",
                        write(text.toString()).toString(),
                        "--time",
                        "60s")
                .expect(1)
                .out();
        assertTrue(out.startsWith("NOT LINEARIZABLE: 2,001 operations of a cas-register"), out);
        assertTrue(out.contains("These operations may not be the fewest: the time allowed was over"), out);
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "search", "wing-gong-lowe"})
    void whereTheMemoryIsNotEnoughTheVerdictIsUnknown(String checker) throws IOException, InterruptedException {
        assertUnknown(queue(300), checker);
        if (!checker.equals("auto")) {
            // That nobody appended what was read is seen at once, where it is looked for.
            assertUnknown(appends(3_000), checker);
        }
    }

    @Test
    void whereTheHistoryAloneIsTooLargeTheVerdictIsUnknown() throws IOException, InterruptedException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 400_000; i++) {
            event(text, i, "invoke", "write", i);
        }
        assertUnknown(text.toString(), "auto");
    }

    @Test
    void whereTheMemoryIsNotEnoughForARemarkTheRestIsToldAllTheSame() throws IOException, InterruptedException {
        StringBuilder queue = new StringBuilder();
        for (int i = 0; i < 8_000; i++) {
            event(queue, 0, "invoke", "enqueue", i);
            event(queue, 0, "ok", "enqueue", i);
        }
        event(queue, 0, "invoke", "dequeue", "nil");
        event(queue, 0, "ok", "dequeue", -1);
        assertExplained(queue.toString(), "A value nobody wrote", "cannot be: nothing that was invoked before");

        StringBuilder register = new StringBuilder();
        for (int i = 0; i < 40_000; i++) {
            event(register, i % 5, "invoke", "write", i);
            event(register, i % 5, "ok", "write", i);
        }
        event(register, 0, "invoke", "read", "nil");
        event(register, 0, "ok", "read", 7);
        assertExplained(register.toString(), "A stale read", "saw 7 too late");
    }

    private void assertExplained(String history, String title, String sentence)
            throws IOException, InterruptedException {
        String out = inSmallHeap(history, "auto", 1);
        assertTrue(out.startsWith("NOT LINEARIZABLE"), out);
        assertTrue(out.contains(title) && out.contains(sentence), out);
        assertFalse(out.contains("heap") || out.contains("OutOfMemoryError"), out);
    }

    @Test
    void theVerdictIsPrintedBeforeItIsExplained() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            event(text, 0, "invoke", "write", i);
            event(text, 0, "ok", "write", i);
        }
        event(text, 0, "invoke", "read", "nil");
        event(text, 0, "ok", "read", 30);
        StringWriter out = new StringWriter();
        // Whoever explains looks at the clock: what had been printed by the last time?
        AtomicReference<String> seen = new AtomicReference<>();
        LongSupplier clock = () -> {
            seen.set(out.toString());
            return 0;
        };
        PrintWriter buffered = new PrintWriter(new BufferedWriter(out));
        int code = Main.commandLine(Shell.surroundings(new RaftSimulator(), clock))
                .setOut(buffered)
                .execute("check", write(text.toString()).toString(), "--time", "1h");
        buffered.flush();
        assertEquals(1, code);
        assertTrue(seen.get().startsWith("NOT LINEARIZABLE: 51 operations"), seen.get());
        assertEquals(1, seen.get().lines().count(), seen.get());
        assertTrue(out.toString().startsWith(seen.get()) && out.toString().contains("A stale read"), out::toString);
    }

    private void assertUnknown(String history, String checker) throws IOException, InterruptedException {
        String out = inSmallHeap(history, checker, 3);
        assertTrue(out.startsWith("UNKNOWN") && !out.contains("OutOfMemoryError"), out);
        assertFalse(out.lines().skip(1).findFirst().orElse("").isBlank(), out);
    }

    /** What is printed in 48 MB, with as many configurations as would take hundreds of them. */
    private String inSmallHeap(String history, String checker, int code) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx48m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "check",
                        "--checker",
                        checker,
                        "--budget",
                        "300000",
                        write(history).toString())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String out;
        try (InputStream in = process.getInputStream()) {
            out = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertEquals(code, process.waitFor(), out);
        return out;
    }
}
